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
import type { KyvernoRule, RuleSubject } from "./kyverno-rule.ts";
import { matchPattern } from "./match-pattern.ts";
import { readResourceTest, type Unanswerable } from "./match-resource.ts";
import { readPodSecurityRule } from "./pod-security-rule.ts";
import { knownOfRequest, readTextTemplate, readValueTemplate, textOf } from "./substitute.ts";

/** A rule, or what of it a scan cannot answer. */
export interface ReadRule {
  readonly rule?: KyvernoRule;
  readonly unanswerable: readonly Unanswerable[];
}

type Judge = KyvernoRule["judge"];

/** Parts of a rule that ask a cluster, a registry or other objects. */
const unknownParts = ["context"];
const unknownValidations = ["foreach", "manifests", "assert"];

/** Reads a rule of a ClusterPolicy or Policy; `undefined` for one that changes, makes or verifies instead of validating. */
export function readRule(rule: ManifestMap, pointer: string, library: Library): ReadRule | undefined {
  const validate = rule["validate"];
  if (!isManifestMap(validate)) return undefined;
  const unanswerable: Unanswerable[] = [];
  for (const part of unknownParts) {
    if (listAt(rule, part).length > 0) unanswerable.push({ pointer: `${pointer}/${part}`, what: part });
  }
  for (const part of unknownValidations) {
    if (validate[part] !== undefined) unanswerable.push({ pointer: `${pointer}/validate/${part}`, what: part });
  }
  const match = readResourceTest(mapAt(rule, "match"), `${pointer}/match`, unanswerable);
  const isExcluded = isManifestMap(rule["exclude"])
    ? readResourceTest(rule["exclude"], `${pointer}/exclude`, unanswerable)
    : () => false;
  const preconditions = readConditions(rule["preconditions"] ?? [], `${pointer}/preconditions`, unanswerable);
  const judge = readJudge(rule, validate, { pointer, library, unanswerable });
  const plainMessage = findTextAt(validate, "message") ?? "";
  const message = readTextTemplate(plainMessage);
  if (unanswerable.length > 0 || judge === undefined) return { unanswerable };
  const known = ({ request, object }: RuleSubject) => knownOfRequest(request, object);
  return {
    unanswerable,
    rule: {
      name: findTextAt(rule, "name") ?? "",
      isAbout: (request) => match(request) && !isExcluded(request),
      message: (subject) => (message === undefined ? plainMessage : textOf(message(known(subject)))),
      judge: (subject) => (preconditions(known(subject)) ? judge(subject) : []),
    },
  };
}

interface RulePlace {
  readonly pointer: string;
  readonly library: Library;
  readonly unanswerable: Unanswerable[];
}

function readJudge(rule: ManifestMap, validate: ManifestMap, place: RulePlace): Judge | undefined {
  const base = `${place.pointer}/validate`;
  if (validate["pattern"] !== undefined) return readPatterns([validate["pattern"]], `${base}/pattern`, place);
  if (validate["anyPattern"] !== undefined)
    return readPatterns(listAt(validate, "anyPattern"), `${base}/anyPattern`, place);
  if (isManifestMap(validate["deny"])) return readDeny(validate["deny"], `${base}/deny`, place);
  if (isManifestMap(validate["podSecurity"]))
    return readPodSecurityRule(validate["podSecurity"], `${base}/podSecurity`, place.unanswerable);
  if (isManifestMap(validate["cel"])) return readCel(rule, validate["cel"], place);
  if (place.unanswerable.length === 0) place.unanswerable.push({ pointer: base, what: "validate" });
  return undefined;
}

/** An object has to be as one of the patterns wants it. */
function readPatterns(patterns: readonly ManifestValue[], pointer: string, place: RulePlace): Judge | undefined {
  const templates = patterns.map(readValueTemplate);
  const read = templates.filter((template) => template !== undefined);
  if (read.length !== templates.length) {
    place.unanswerable.push({ pointer, what: "JMESPath" });
    return undefined;
  }
  return ({ request, object }) => {
    const known = knownOfRequest(request, object);
    const results = read.map((template) => matchPattern(object, template(known)));
    if (results.some(({ kind }) => kind === "met")) return [];
    const failure = results.find((result) => result.kind === "failed");
    return failure === undefined ? [] : failure.pointers.map((at) => ({ pointer: at }));
  };
}

function readDeny(deny: ManifestMap, pointer: string, place: RulePlace): Judge {
  const written = deny["conditions"] ?? [];
  const isDenied = readConditions(written, `${pointer}/conditions`, place.unanswerable);
  const path = firstPath(JSON.stringify(written));
  return ({ request, object }) => (isDenied(knownOfRequest(request, object)) ? [{ pointer: path }] : []);
}

/** The first plain path of an object in a text: where its conditions look first. */
function firstPath(text: string): string {
  const path = /request\.object\.([A-Za-z0-9_.]{1,300})/.exec(text)?.[1] ?? "";
  return path
    .split(".")
    .filter((key) => key !== "")
    .map((key) => `/${key}`)
    .join("");
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
