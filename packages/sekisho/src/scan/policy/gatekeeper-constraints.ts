import type { PolicyBinding, ValidationAction } from "../../semantics/admission-policy/policy.ts";
import { readAdmissionPolicy } from "../../semantics/admission-policy/read-policy.ts";
import {
  commonConstraints,
  constraintVariables,
  containersVariable,
} from "../../semantics/gatekeeper-policy/common-constraints.ts";
import { readConstraintMatch } from "../../semantics/gatekeeper-policy/match-constraint.ts";
import { groupOf } from "../../semantics/kubernetes/manifest-object.ts";
import {
  findTextAt,
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
  mapAt,
} from "../../semantics/kubernetes/manifest-value.ts";
import { admissionScanPolicy } from "./admission-policies.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { documentsOfKind, noteUntranslated, type PolicyReader } from "./policy-reader.ts";
import type { ScanPolicy } from "./scan-policy.ts";

const everyRequest = {
  resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*", "*/*"] }],
};

/** What Gatekeeper does, in the words of the API server. */
const actions: ReadonlyMap<string, ValidationAction> = new Map<string, ValidationAction>(
  Object.entries({ deny: "Deny", warn: "Warn", dryrun: "Audit" }),
);

/**
 * Reads Gatekeeper's constraints: by the CEL of their templates where these are given and have some, else by what the kinds
 * of the common library mean. Rego is not run.
 */
export function readGatekeeperConstraints(reader: PolicyReader): readonly ScanPolicy[] {
  const templates = documentsOfKind(reader, "ConstraintTemplate.templates.gatekeeper.sh");
  const sources = new Map(templates.map(({ object }) => [kindOfTemplate(object.content), celOf(object.content)]));
  const constraints = reader.documents.filter(({ object }) => groupOf(object) === "constraints.gatekeeper.sh");
  const used = new Set(constraints.map(({ object }) => object.kind));
  for (const template of templates) {
    const kind = kindOfTemplate(template.object.content);
    if (!used.has(kind))
      noteUntranslated(reader, template, { pointer: "", message: withoutConstraint(kind) }, "warning");
    else noteOtherRego(reader, template, kind);
  }
  return constraints.flatMap((document) => readConstraint(reader, document, sources.get(document.object.kind)) ?? []);
}

/** The common library's own templates have it. */
const libraryAnnotation = "metadata.gatekeeper.sh/version";

/** Says that somebody's own Rego under the name of a kind of the library is judged as the library's. */
function noteOtherRego(reader: PolicyReader, template: PolicyDocument, kind: string): void {
  const { content, annotations } = template.object;
  if (!Object.hasOwn(commonConstraints, kind) || celOf(content) !== undefined) return;
  const place = listAt(content, "spec", "targets").findIndex(hasRego);
  if (place === -1 || Object.hasOwn(annotations, libraryAnnotation)) return;
  noteUntranslated(reader, template, { pointer: `/spec/targets/${place}`, message: otherRego(kind) }, "warning");
}

function hasRego(target: ManifestValue): boolean {
  if (findTextAt(target, "rego") !== undefined) return true;
  return listAt(target, "code").some((code) => findTextAt(code, "engine") === "Rego");
}

function kindOfTemplate(content: ManifestMap): string {
  return findTextAt(content, "spec", "crd", "spec", "names", "kind") ?? "";
}

function celOf(content: ManifestMap): ManifestMap | undefined {
  const codes = listAt(content, "spec", "targets").flatMap((target) => listAt(target, "code"));
  const code = codes.find((one) => findTextAt(one, "engine") === "K8sNativeValidation");
  return isManifestMap(code) ? mapAt(code, "source") : undefined;
}

function readConstraint(
  reader: PolicyReader,
  document: PolicyDocument,
  source: ManifestMap | undefined,
): ScanPolicy | undefined {
  const { object } = document;
  const spec =
    source === undefined
      ? meaningOf(reader, document)
      : { ...source, variables: [...constraintVariables, ...listAt(source, "variables")] };
  if (spec === undefined) return undefined;
  const { apiVersion, kind, name, content } = object;
  const { policy, problems } = readAdmissionPolicy(
    { metadata: { name }, spec: { ...spec, matchConstraints: everyRequest, paramKind: { apiVersion, kind } } },
    reader.library,
  );
  for (const { message } of problems) noteUntranslated(reader, document, { pointer: "/kind", message });
  if (policy === undefined || problems.length > 0) return undefined;
  const binding: PolicyBinding = {
    name,
    policyName: name,
    actions: [actions.get(findTextAt(content, "spec", "enforcementAction") ?? "deny") ?? "Deny"],
    match: { rules: [], excluded: [], namespaceSelector: [], objectSelector: [], isExact: false },
    params: { name, whenMissing: "Deny" },
  };
  const bound = { policy, bindings: [binding], document: object, isAbout: readConstraintMatch(content) };
  return admissionScanPolicy(bound, reader.surroundings);
}

/** Gives what a kind of the common library means, unless a parameter says more than we know of. */
function meaningOf(reader: PolicyReader, document: PolicyDocument) {
  const { kind, content } = document.object;
  const meaning = Object.hasOwn(commonConstraints, kind) ? commonConstraints[kind] : undefined;
  if (meaning === undefined) {
    noteUntranslated(reader, document, { pointer: "/kind", message: unknownKind(kind) });
    return undefined;
  }
  const parameters = mapAt(content, "spec", "parameters");
  const unknown = Object.keys(parameters).find((name) => !meaning.parameters.includes(name));
  if (unknown !== undefined) {
    const pointer = `/spec/parameters/${unknown}`;
    noteUntranslated(reader, document, { pointer, message: unknownParameter(kind, unknown) });
    return undefined;
  }
  const { expression, messageExpression, variables = [] } = meaning;
  return {
    variables: [...constraintVariables, containersVariable, ...variables],
    validations: [{ expression, messageExpression }],
  };
}

function otherRego(kind: string) {
  return {
    en: `its Rego is not run, and nothing says that it is that of the common library; constraints of kind ${kind} are judged as the library means them`,
    ja: `Rego は実行しません。共通ライブラリのテンプレートであることを確認できませんが、種類 ${kind} の制約はライブラリでの意味に従って判定します`,
  };
}

function unknownKind(kind: string) {
  return {
    en: `constraints of kind ${kind} are not known: Rego is not run. Give a ConstraintTemplate with CEL (engine K8sNativeValidation), or write the policy as a ValidatingAdmissionPolicy`,
    ja: `制約の種類 ${kind} には対応していません。Rego は実行しないため、CEL を含む ConstraintTemplate（engine: K8sNativeValidation）を併せて指定するか、ValidatingAdmissionPolicy として記述してください`,
  };
}

function unknownParameter(kind: string, name: string) {
  return {
    en: `${kind} has the parameter ${name}, which is not known here`,
    ja: `${kind} のパラメーター ${name} には対応していません`,
  };
}

function withoutConstraint(kind: string) {
  return {
    en: `no constraint of kind ${kind} is given, so the template asks for nothing`,
    ja: `${kind} の制約が指定されていないため、このテンプレートは何も要求しません`,
  };
}
