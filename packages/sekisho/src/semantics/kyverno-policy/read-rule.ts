import { judgeRequest, type PolicyViolation } from "../admission-policy/judge-request.ts";
import { readAdmissionPolicy } from "../admission-policy/read-policy.ts";
import { fieldsReadBy, findRefusedField } from "../admission-policy/selected-fields.ts";
import type { Library } from "../cel/library.ts";
import {
  findTextAt,
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
  mapAt,
} from "../kubernetes/manifest-value.ts";
import { readConditions } from "./conditions.ts";
import { knownOfRequest } from "./known-values.ts";
import type { KyvernoRule, RuleSubject } from "./kyverno-rule.ts";
import { readResourceTest, type Unanswerable } from "./match-resource.ts";
import { readPodSecurityRule } from "./pod-security-rule.ts";
import { readContext } from "./read-context.ts";
import { readForeach } from "./read-foreach.ts";
import { type Judge, readValidation, type ValidationPlace } from "./read-validation.ts";
import { namesOfRequest, readTextTemplate, textOf } from "./substitute.ts";

/** A rule, or what of it a scan cannot answer. */
export interface ReadRule {
  readonly rule?: KyvernoRule;
  readonly unanswerable: readonly Unanswerable[];
}

/** Parts of a validation that ask a cluster, a registry or keys. */
const unknownValidations = ["manifests", "assert"];

/** Reads a rule of a ClusterPolicy or Policy; `undefined` for one that changes, makes or verifies instead of validating. */
export function readRule(rule: ManifestMap, pointer: string, library: Library): ReadRule | undefined {
  const validate = rule["validate"];
  if (!isManifestMap(validate)) return undefined;
  const unanswerable: Unanswerable[] = [];
  for (const part of unknownValidations) {
    if (validate[part] !== undefined) unanswerable.push({ pointer: `${pointer}/validate/${part}`, what: part });
  }
  const match = readResourceTest(mapAt(rule, "match"), `${pointer}/match`, unanswerable);
  const isExcluded = isManifestMap(rule["exclude"])
    ? readResourceTest(rule["exclude"], `${pointer}/exclude`, unanswerable)
    : () => false;
  const context = readContext(listAt(rule, "context"), `${pointer}/context`, { names: namesOfRequest, unanswerable });
  const { names } = context;
  const place = { pointer: `${pointer}/preconditions`, names, unanswerable };
  const preconditions = readConditions(rule["preconditions"] ?? [], place);
  const judge = readJudge(rule, validate, { pointer, library, unanswerable, names });
  const plainMessage = findTextAt(validate, "message") ?? "";
  const message = readTextTemplate(plainMessage, names);
  if (unanswerable.length > 0 || judge === undefined) return { unanswerable };
  const knownOf = (subject: RuleSubject) => context.extend(knownOfRequest(subject.request, subject.object), subject);
  return {
    unanswerable,
    rule: {
      name: findTextAt(rule, "name") ?? "",
      isAbout: (request) => match(request) && !isExcluded(request),
      message(subject) {
        const known = message.kind === "read" ? knownOf(subject) : undefined;
        return message.kind === "refused" || known === undefined ? plainMessage : textOf(message.template(known));
      },
      judge(subject) {
        const known = knownOf(subject);
        return known !== undefined && preconditions(known) ? judge(subject, known) : [];
      },
    },
  };
}

interface RulePlace extends ValidationPlace {
  readonly library: Library;
}

function readJudge(rule: ManifestMap, validate: ManifestMap, place: RulePlace): Judge | undefined {
  const base = `${place.pointer}/validate`;
  const { names, unanswerable } = place;
  const written = readValidation(validate, { pointer: base, names, unanswerable });
  if (written !== undefined) return written;
  if (listAt(validate, "foreach").length > 0) return readForeach(validate, { pointer: base, names, unanswerable });
  if (isManifestMap(validate["podSecurity"]))
    return readPodSecurityRule(validate["podSecurity"], `${base}/podSecurity`, unanswerable);
  if (isManifestMap(validate["cel"])) return readCel(rule, validate["cel"], place);
  if (unanswerable.length === 0) unanswerable.push({ pointer: base, what: "validate" });
  return undefined;
}

const everyRequest = {
  resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*", "*/*"] }],
};

/** A rule in CEL is a ValidatingAdmissionPolicy without its constraints. */
function readCel(rule: ManifestMap, cel: ManifestMap, place: RulePlace): Judge | undefined {
  const { pointer, library, unanswerable } = place;
  if (cel["paramKind"] !== undefined)
    unanswerable.push({ pointer: `${pointer}/validate/cel/paramKind`, what: "paramKind" });
  const spec = {
    matchConstraints: everyRequest,
    matchConditions: listAt(rule, "celPreconditions"),
    variables: listAt(cel, "variables"),
    validations: listAt(cel, "expressions"),
  };
  const { policy, problems } = readAdmissionPolicy(
    { metadata: { name: findTextAt(rule, "name") ?? "" }, spec },
    library,
  );
  for (const problem of problems) {
    unanswerable.push({ pointer: pointerOfCel(pointer, problem.pointer), what: problem.message.en });
  }
  if (policy === undefined) return undefined;
  const fields = new Map(
    policy.validations.map(({ condition }) => [condition.pointer, fieldsReadBy(policy.variables, condition.source)]),
  );
  const fieldOf = ({ pointer: at }: PolicyViolation, object: ManifestValue) =>
    findRefusedField(fields.get(at) ?? [], object);
  return ({ request, object, shouldStop }) => {
    const judgement = judgeRequest({ policy }, request, { parameters: [], shouldStop });
    if (judgement.kind !== "judged") return [];
    return judgement.violations.map((violation) => ({
      pointer: fieldOf(violation, object),
      message: violation.message,
    }));
  };
}

function pointerOfCel(rule: string, inPolicy: string): string {
  return inPolicy
    .replace(/^\/spec\/matchConditions/, `${rule}/celPreconditions`)
    .replace(/^\/spec\/variables/, `${rule}/validate/cel/variables`)
    .replace(/^\/spec\/validations/, `${rule}/validate/cel/expressions`);
}
