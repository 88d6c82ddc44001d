import type { JsonObject } from "../../formats/json/json-value.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { judgeRequest, type PolicyViolation } from "../../semantics/admission-policy/judge-request.ts";
import { takesResources } from "../../semantics/admission-policy/match-resources.ts";
import type {
  AdmissionPolicy,
  PolicyBinding,
  PolicyExpression,
  Validation,
} from "../../semantics/admission-policy/policy.ts";
import { looksUpObjects, withoutAuthorizer } from "../../semantics/admission-policy/policy-demands.ts";
import type { AdmissionRequest } from "../../semantics/admission-policy/request.ts";
import {
  createPodRequestOf,
  createRequestOf,
  type ScanRequest,
} from "../../semantics/admission-policy/scan-requests.ts";
import { type FieldPath, fieldsReadBy, findRefusedField } from "../../semantics/admission-policy/selected-fields.ts";
import { describeObject, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findValue, pointerKeys } from "../../semantics/kubernetes/manifest-value.ts";
import { narrowField } from "./narrow-field.ts";
import { policyTexts, sameInBoth } from "./policy-texts.ts";
import type { PolicyBreach, PolicyVerdict, ScanPolicy } from "./scan-policy.ts";

/** A policy with its bindings and where it is written. */
export interface BoundPolicy {
  readonly policy: AdmissionPolicy;
  readonly bindings: readonly PolicyBinding[];
  readonly document: ManifestObject;
  /** Takes requests beside the policy's constraints; all of them when left out. */
  readonly isAbout?: (request: AdmissionRequest) => boolean;
}

/** What policies of one call share. */
export interface PolicySurroundings {
  /** Objects of the policies' own files, where parameters may stand. */
  readonly objects: readonly ManifestObject[];
  /** Tells the function `objects(kind)` which set is judged. */
  readonly enter: (set: ManifestSet) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs: () => number;
}

/** What a binding does with a violation, as the severity of a finding. Without a binding nothing is refused yet. */
const severityOfAction: Readonly<Record<string, Severity>> = { Deny: "high", Warn: "medium", Audit: "low" };
const unboundSeverity: Severity = "medium";

/** A policy that works longer than this on one set is ended: cost limits are per object, and there may be many. */
export const maxPolicyMs = 30_000;

/** Makes a ValidatingAdmissionPolicy ready to judge sets of manifests. */
export function admissionScanPolicy(bound: BoundPolicy, surroundings: PolicySurroundings): ScanPolicy {
  const { policy, leftOut } = withoutAuthorizer(bound.policy);
  const notes = [
    ...(leftOut.length === 0 ? [] : [authorizerNeeded(bound, leftOut)]),
    // What was translated is applied to clusters in its own language.
    ...(bound.isAbout === undefined && looksUpObjects(bound.policy) ? [notForClusters(bound)] : []),
  ];
  const isUnbound = policy.paramKind !== undefined && !bound.bindings.some(({ params }) => params !== undefined);
  if (isUnbound) notes.push(parametersUnbound(bound));
  const ready = { ...bound, policy };
  return {
    ...policyTexts(bound.document, severityOf(bound.bindings)),
    judge: (set) => {
      if (isUnbound) return { breaches: [], diagnostics: notes };
      surroundings.enter(set);
      const { breaches, diagnostics } = judgeSet(ready, set, surroundings);
      return { breaches, diagnostics: [...notes, ...diagnostics] };
    },
  };
}

function severityOf(bindings: readonly PolicyBinding[]): Severity {
  const actions = bindings.flatMap((binding) => binding.actions);
  const strictest = ["Deny", "Warn", "Audit"].find((action) => actions.some((one) => one === action));
  return severityOfAction[strictest ?? ""] ?? unboundSeverity;
}

/** One policy on its way over a set. */
interface Walk {
  readonly bound: BoundPolicy;
  readonly parameters: readonly JsonObject[];
  readonly shouldStop: () => boolean;
  readonly breaches: PolicyBreach[];
  readonly diagnostics: Diagnostic[];
  /** Breaches by place and message: several bindings may say the same. */
  readonly seen: Set<string>;
  /** Fields that validations read, by their place. */
  readonly fields: Map<string, readonly FieldPath[]>;
}

function judgeSet(bound: BoundPolicy, set: ManifestSet, surroundings: PolicySurroundings): PolicyVerdict {
  const endMs = surroundings.nowMs() + maxPolicyMs;
  const walk: Walk = {
    bound,
    parameters: parametersOf(bound.policy, [...set.objects, ...surroundings.objects]),
    shouldStop: () => surroundings.nowMs() > endMs,
    breaches: [],
    diagnostics: [],
    seen: new Set(),
    fields: new Map(),
  };
  const taken = new Set<ManifestObject>();
  for (const request of requestsOf(bound, set, taken)) {
    if (walk.shouldStop()) {
      walk.diagnostics.push(tookTooLong(bound.document));
      break;
    }
    judge(walk, request);
  }
  return walk;
}

/** Of a set with thousands of objects, only those that can be parameters are looked at for each request. */
function parametersOf({ paramKind }: AdmissionPolicy, objects: readonly ManifestObject[]): readonly JsonObject[] {
  return objects
    .filter(({ apiVersion, kind }) => apiVersion === paramKind?.apiVersion && kind === paramKind.kind)
    .map(({ content }) => content);
}

/** The objects themselves; where a policy is about pods, also those that workloads make, unless it takes the workload. */
function* requestsOf(bound: BoundPolicy, set: ManifestSet, taken: Set<ManifestObject>): Generator<ScanRequest> {
  const { policy, isAbout = () => true } = bound;
  const takes = ({ request }: ScanRequest) => takesResources(policy.match, request) && isAbout(request);
  for (const object of set.objects) {
    const request = createRequestOf(object, set);
    if (!takes(request)) continue;
    taken.add(object);
    yield request;
  }
  for (const template of set.templates) {
    const request = taken.has(template.workload) ? undefined : createPodRequestOf(template, set);
    if (request !== undefined && takes(request)) yield request;
  }
}

function judge(walk: Walk, scanned: ScanRequest): void {
  const { policy, bindings } = walk.bound;
  const { parameters, shouldStop } = walk;
  const situations = bindings.length === 0 ? [undefined] : bindings;
  for (const binding of situations) {
    const place = binding === undefined ? { policy } : { policy, binding };
    const judgement = judgeRequest(place, scanned.request, { parameters, shouldStop });
    // What was ended from outside says nothing about the object.
    if (shouldStop()) return;
    for (const error of judgement.errors)
      walk.diagnostics.push(ignoredError(walk.bound, scanned.source, error.message));
    if (judgement.kind !== "judged") continue;
    for (const violation of judgement.violations) add(walk, scanned, violation, binding);
  }
}

function add(walk: Walk, scanned: ScanRequest, violation: PolicyViolation, binding: PolicyBinding | undefined): void {
  const { policy, bindings } = walk.bound;
  const index = policy.validations.findIndex(({ condition }) => condition.pointer === violation.pointer);
  const validation = policy.validations[index];
  const { source, base } = scanned;
  const message = violation.isError ? failedMessage(violation.message) : violation.message;
  const key = `${describeObject(source)}\n${base}\n${violation.pointer}\n${message.en}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const title = validation?.message ?? "";
  const shared = {
    object: source,
    message,
    title: title === "" ? untitled(policy.name) : sameInBoth(title),
    ...(index > 0 ? { detail: `validation:${index + 1}` } : {}),
    ...(binding === undefined || bindings.length < 2 ? {} : { severity: severityOf([binding]) }),
  };
  const pointers = validation === undefined ? [""] : placesOf(walk, scanned, { validation, binding });
  for (const pointer of pointers) walk.breaches.push({ ...shared, pointer: base + pointer });
}

interface Situation {
  readonly validation: Validation;
  readonly binding: PolicyBinding | undefined;
}

/** Gives the field that a validation refuses; of a list the items that it refuses alone. */
function placesOf(walk: Walk, scanned: ScanRequest, { validation, binding }: Situation): readonly string[] {
  const written = findValue(scanned.source.content, ...pointerKeys(scanned.base));
  const pointer = findRefusedField(fieldsOf(walk, validation.condition), written ?? null);
  const policy = { ...walk.bound.policy, validations: [validation] };
  const place = binding === undefined ? { policy } : { policy, binding };
  const { parameters, shouldStop } = walk;
  return narrowField(scanned.object, pointer, (object) => {
    const judgement = judgeRequest(place, { ...scanned.request, object }, { parameters, shouldStop });
    return (
      judgement.kind === "judged" && judgement.violations.some((one) => one.pointer === validation.condition.pointer)
    );
  });
}

function fieldsOf({ bound, fields }: Walk, { pointer, source }: PolicyExpression): readonly FieldPath[] {
  const known = fields.get(pointer) ?? fieldsReadBy(bound.policy.variables, source);
  fields.set(pointer, known);
  return known;
}

function untitled(name: string): Text {
  return { en: `Object breaks the policy ${name}`, ja: `ポリシー ${name} に違反している` };
}

function failedMessage({ en, ja }: Text): Text {
  return {
    en: `The policy cannot be computed for this object, and a cluster refuses it (failurePolicy: Fail): ${en}.`,
    ja: `このオブジェクトに対してポリシーを評価できません。クラスターでは拒否されます（failurePolicy: Fail）。原因: ${ja}。`,
  };
}

function ignoredError({ policy }: BoundPolicy, object: ManifestObject, { en, ja }: Text): Diagnostic {
  const name = describeObject(object);
  return {
    code: "policy/not-computable",
    level: "warning",
    message: {
      en: `The policy ${policy.name} cannot be computed for ${name} and says nothing about it (failurePolicy: Ignore): ${en}.`,
      ja: `ポリシー ${policy.name} は ${name} に対して評価できないため、判定していません（failurePolicy: Ignore）。原因: ${ja}。`,
    },
    location: { path: object.source.path },
  };
}

function authorizerNeeded({ policy, document }: BoundPolicy, leftOut: readonly PolicyExpression[]): Diagnostic {
  const places = leftOut.map(({ pointer }) => pointer).join(", ");
  return {
    code: "policy/needs-authorizer",
    level: "error",
    message: {
      en: `Not judged of the policy ${policy.name}: ${places}. It asks who may do what, which only a cluster knows. The rest of the policy was judged.`,
      ja: `ポリシー ${policy.name} の ${places} は判定していません。アクセス権の問い合わせ（authorizer）にはクラスターが必要です。ほかの部分は判定しました。`,
    },
    location: { path: document.source.path },
  };
}

function notForClusters({ policy, document }: BoundPolicy): Diagnostic {
  return {
    code: "policy/not-for-clusters",
    level: "warning",
    message: {
      en: `The policy ${policy.name} calls objects(kind), which Sekisho alone has: no cluster takes the policy.`,
      ja: `ポリシー ${policy.name} は Sekisho 独自の関数 objects(kind) を使用しているため、クラスターには適用できません。`,
    },
    location: { path: document.source.path },
  };
}

function parametersUnbound({ policy, document }: BoundPolicy): Diagnostic {
  const kind = policy.paramKind?.kind ?? "";
  return {
    code: "policy/no-parameters",
    level: "error",
    message: {
      en: `The policy ${policy.name} is not judged: it takes parameters of kind ${kind}, expected a ValidatingAdmissionPolicyBinding with paramRef among the policies, got none.`,
      ja: `ポリシー ${policy.name} は判定していません。${kind} のパラメーターを取るポリシーですが、paramRef を持つ ValidatingAdmissionPolicyBinding がポリシーのファイルにありません。`,
    },
    location: { path: document.source.path },
  };
}

/** Says that a policy was ended: the rest of the set is not judged by it. */
export function tookTooLong({ name, source }: Pick<ManifestObject, "name" | "source">): Diagnostic {
  return {
    code: "policy/too-slow",
    level: "error",
    message: {
      en: `The policy ${name} was ended after maxPolicyMs = ${maxPolicyMs}; objects that come later are not judged by it.`,
      ja: `ポリシー ${name} は上限 maxPolicyMs（${maxPolicyMs} ミリ秒）を超えたため中断しました。以降のオブジェクトはこのポリシーでは判定していません。`,
    },
    location: { path: source.path },
  };
}
