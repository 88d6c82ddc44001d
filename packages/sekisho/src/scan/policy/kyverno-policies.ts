import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Severity } from "../../model/severity.ts";
import {
  createPodRequestOf,
  createRequestOf,
  type ScanRequest,
} from "../../semantics/admission-policy/scan-requests.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findTextAt, isManifestMap, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import type { KyvernoRule, RuleBreach, RuleSubject } from "../../semantics/kyverno-policy/kyverno-rule.ts";
import { readRule } from "../../semantics/kyverno-policy/read-rule.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { maxPolicyMs, tookTooLong } from "./admission-policies.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { documentsOfKind, noteUntranslated, type PolicyReader } from "./policy-reader.ts";
import { policyTexts, sameInBoth } from "./policy-texts.ts";
import type { PolicyBreach, ScanPolicy } from "./scan-policy.ts";

/** Says that a policy about pods is not meant for what makes them. */
const autogenAnnotation = "pod-policies.kyverno.io/autogen-controllers";

/** Reads the ClusterPolicies and Policies of Kyverno: their rules that validate. */
export function readKyvernoPolicies(reader: PolicyReader): readonly ScanPolicy[] {
  const documents = ["ClusterPolicy.kyverno.io", "Policy.kyverno.io"].flatMap((kind) => documentsOfKind(reader, kind));
  return documents.map((document) => readPolicy(reader, document)).filter((policy) => policy !== undefined);
}

/** A rule with what its policy says of it. */
interface PlacedRule {
  readonly rule: KyvernoRule;
  readonly index: number;
  readonly severity: Severity;
}

function readPolicy(reader: PolicyReader, document: PolicyDocument): ScanPolicy | undefined {
  const { content } = document.object;
  const action = findTextAt(content, "spec", "validationFailureAction");
  const rules: PlacedRule[] = [];
  for (const [index, written] of listAt(content, "spec", "rules").entries()) {
    if (!isManifestMap(written)) continue;
    const pointer = `/spec/rules/${index}`;
    const read = readRule(written, pointer, reader.library);
    if (read === undefined) {
      const level = written["verifyImages"] === undefined ? "warning" : "error";
      noteUntranslated(reader, document, { pointer, message: notValidating(findTextAt(written, "name") ?? "") }, level);
      continue;
    }
    for (const { pointer: at, what } of read.unanswerable)
      noteUntranslated(reader, document, { pointer: at, message: unknownPart(what) });
    const severity = severityOf(findTextAt(written, "validate", "failureAction") ?? action);
    if (read.rule !== undefined) rules.push({ rule: read.rule, index, severity });
  }
  if (rules.length === 0) return undefined;
  return {
    ...policyTexts(document.object, rules[0]?.severity ?? "low"),
    judge: (set) => {
      const endMs = reader.surroundings.nowMs() + maxPolicyMs;
      const shouldStop = () => reader.surroundings.nowMs() > endMs;
      const missing = new Set<string>();
      const findObject = createFinder(set, reader.surroundings.objects);
      const onMissing = (what: string) => missing.add(what);
      const breaches = judgeSet(document.object, rules, { set, shouldStop, findObject, onMissing });
      const late = shouldStop() ? [tookTooLong(document.object)] : [];
      return { breaches, diagnostics: [...late, ...[...missing].map((what) => notGiven(document.object, what))] };
    },
  };
}

/** Looks for an object in the set, then among the policies. */
function createFinder(set: ManifestSet, others: readonly ManifestObject[]): RuleSubject["findObject"] {
  return (kind, namespace, name) =>
    (
      set.find(kind, namespace, name) ??
      others.find((object) => object.kind === kind && object.namespace === namespace && object.name === name)
    )?.content;
}

/** A rule whose data is elsewhere says nothing about what it was asked. */
function notGiven({ name, kind, source }: ManifestObject, what: string): Diagnostic {
  return {
    code: "policy/not-given",
    level: "error",
    message: {
      en: `Not judged of the ${kind} ${name}: a rule needs the ${what}, which is not among the objects.`,
      ja: `${kind} ${name} の一部は判定していません。ルールが参照する ${what} が、検査対象のオブジェクトにありません。`,
    },
    location: { path: source.path },
  };
}

function severityOf(action: string | undefined): Severity {
  return action?.toLowerCase() === "enforce" ? "high" : "low";
}

function notValidating(name: string) {
  return {
    en: `the rule ${name} does not validate, and only validation is translated`,
    ja: `ルール ${name} は validate ではないため、対象外です`,
  };
}

function unknownPart(what: string) {
  return {
    en: `a scan cannot answer this part of the rule (${what})`,
    ja: `ルールのこの部分（${what}）はスキャンでは評価できません`,
  };
}

interface Surroundings extends Pick<RuleSubject, "findObject" | "onMissing"> {
  readonly set: ManifestSet;
  /** Says that the policy has had its time. */
  readonly shouldStop: () => boolean;
}

function judgeSet(
  policy: ManifestObject,
  rules: readonly PlacedRule[],
  surroundings: Surroundings,
): readonly PolicyBreach[] {
  const { set, shouldStop } = surroundings;
  const templates = new Map(set.templates.map((template) => [template.workload, template]));
  const hasAutogen = policy.annotations[autogenAnnotation] !== "none";
  const breaches: PolicyBreach[] = [];
  const subjects: (readonly [ScanRequest, PodTemplate | undefined])[] = set.objects.map((object) => [
    createRequestOf(object, set),
    templates.get(object),
  ]);
  const isInReach = (object: ManifestObject) => policy.kind !== "Policy" || object.namespace === policy.namespace;
  for (const placed of rules) {
    const taken = new Set<ManifestObject>();
    for (const [scanned, template] of subjects) {
      if (!isInReach(scanned.source) || !placed.rule.isAbout(scanned.request)) continue;
      taken.add(scanned.source);
      if (shouldStop()) return breaches;
      breaches.push(...judge(placed, scanned, template, surroundings));
    }
    for (const template of hasAutogen ? set.templates : []) {
      const scanned = taken.has(template.workload) ? undefined : createPodRequestOf(template, set);
      if (scanned === undefined || !isInReach(scanned.source) || !placed.rule.isAbout(scanned.request)) continue;
      if (shouldStop()) return breaches;
      breaches.push(...judge(placed, scanned, template, surroundings));
    }
  }
  return breaches;
}

function judge(
  { rule, index, severity }: PlacedRule,
  { request, object, source, base }: ScanRequest,
  template: PodTemplate | undefined,
  { set, shouldStop, findObject, onMissing }: Surroundings,
): readonly PolicyBreach[] {
  const { kubernetesMinor } = set;
  const subject: RuleSubject = { request, object, template, kubernetesMinor, shouldStop, findObject, onMissing };
  const found = rule.judge(subject);
  // What was ended from outside says nothing about the object.
  if (found.length === 0 || shouldStop()) return [];
  const message = rule.message(subject);
  return found.map(
    (breach): PolicyBreach => ({
      object: source,
      pointer: base + breach.pointer,
      message: messageOf(rule, message, breach),
      title: { en: `Object breaks the rule ${rule.name}`, ja: `ルール ${rule.name} に違反している` },
      severity,
      ...(index === 0 ? {} : { detail: `rule:${rule.name}` }),
      ...(breach.container === undefined ? {} : { container: breach.container }),
    }),
  );
}

function messageOf({ name }: KyvernoRule, message: string, breach: RuleBreach) {
  if (breach.message !== undefined) return breach.message;
  if (message !== "") return sameInBoth(message);
  return { en: `The rule ${name} is not met.`, ja: `ルール ${name} を満たしていません。` };
}
