import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import { authorizerType } from "../cel/functions/authorization.ts";
import type { Library } from "../cel/library.ts";
import { compileExpression } from "../cel/program.ts";
import { boolType, dynType, formatType, nullType, stringType, type Type } from "../cel/type.ts";
import { readMatchResources } from "./match-resources.ts";
import type { AdmissionPolicy, PolicyExpression, Validation } from "./policy.ts";
import type { PolicyProblem } from "./policy-problem.ts";
import { findMetadata } from "./request.ts";

/** A policy as far as it could be read. */
export interface ReadPolicy {
  /** Left out when it would be about other requests than its author means. */
  readonly policy?: AdmissionPolicy;
  readonly problems: readonly PolicyProblem[];
}

/** The variables of a request in expressions. Source: Kubernetes API reference, ValidatingAdmissionPolicySpec. */
const requestVariables: readonly (readonly [string, Type])[] = [
  ["object", dynType],
  ["oldObject", dynType],
  ["request", dynType],
  ["params", dynType],
  ["namespaceObject", dynType],
];
const authorizerVariables: readonly (readonly [string, Type])[] = [
  ["authorizer", authorizerType],
  ["authorizer.requestResource", dynType],
];

/** What is read and what an expression in it may refer to. */
interface PolicyReader {
  readonly library: Library;
  readonly problems: PolicyProblem[];
}

/**
 * Reads a ValidatingAdmissionPolicy of `admissionregistration.k8s.io`. A broken validation, variable or annotation is
 * left out and said; with a broken match condition there is no policy, for it would judge what it is not meant for.
 */
export function readAdmissionPolicy(document: JsonObject, library: Library): ReadPolicy {
  const reader: PolicyReader = { library, problems: [] };
  const spec = findObject(document, "spec") ?? {};
  const place = { pointer: "/spec", problems: reader.problems };
  const match = readMatchResources(spec, "matchConstraints", place);
  if (match.rules.length === 0) {
    const message = {
      en: "the policy has no resourceRules and judges nothing",
      ja: "resourceRules がないため、何も評価しません",
    };
    return { problems: [...reader.problems, { pointer: "/spec/matchConstraints", message }] };
  }
  const plain = new Map([...requestVariables, ...authorizerVariables]);
  const written = listOf(spec, "matchConditions");
  const matchConditions = readExpressions(reader, spec, {
    list: "matchConditions",
    variables: plain,
    types: [boolType],
  });
  const variables = readVariables(reader, spec);
  const declared = new Map([
    ...plain,
    ...variables.map(({ name, program }): [string, Type] => [`variables.${name}`, program.type]),
  ]);
  const policy: AdmissionPolicy = {
    name: findMetadata(document, "name") ?? "",
    failurePolicy: spec["failurePolicy"] === "Ignore" ? "Ignore" : "Fail",
    ...readParamKind(spec),
    match,
    matchConditions,
    variables,
    validations: readValidations(reader, spec, declared),
    auditAnnotations: readExpressions(reader, spec, {
      list: "auditAnnotations",
      variables: declared,
      types: [stringType, nullType],
    }),
  };
  return matchConditions.length === written.length
    ? { policy, problems: reader.problems }
    : { problems: reader.problems };
}

function readParamKind(spec: JsonObject): Pick<AdmissionPolicy, "paramKind"> {
  const kind = findObject(spec, "paramKind");
  return kind === undefined
    ? {}
    : { paramKind: { apiVersion: findText(kind, "apiVersion") ?? "", kind: findText(kind, "kind") ?? "" } };
}

interface ExpressionList {
  readonly list: string;
  readonly variables: ReadonlyMap<string, Type>;
  readonly types: readonly Type[];
}

function readExpressions(
  reader: PolicyReader,
  spec: JsonObject,
  { list, variables, types }: ExpressionList,
): readonly PolicyExpression[] {
  const isAnnotation = list === "auditAnnotations";
  return listOf(spec, list)
    .map((item, index) => {
      const holder = isJsonObject(item) ? item : {};
      const place = { pointer: `/spec/${list}/${index}`, field: isAnnotation ? "valueExpression" : "expression" };
      const name = findText(holder, isAnnotation ? "key" : "name") ?? "";
      return compile(reader, holder, { ...place, name, variables, types });
    })
    .filter((expression) => expression !== undefined);
}

/** Reads variables in order; each may read those before it. */
function readVariables(reader: PolicyReader, spec: JsonObject): readonly PolicyExpression[] {
  const read: PolicyExpression[] = [];
  const variables = new Map([...requestVariables, ...authorizerVariables]);
  for (const [index, item] of listOf(spec, "variables").entries()) {
    const holder = isJsonObject(item) ? item : {};
    const name = findText(holder, "name") ?? "";
    const expression = compile(reader, holder, {
      pointer: `/spec/variables/${index}`,
      field: "expression",
      name,
      variables,
      types: [],
    });
    if (expression === undefined) continue;
    read.push(expression);
    variables.set(`variables.${name}`, expression.program.type);
  }
  return read;
}

function readValidations(
  reader: PolicyReader,
  spec: JsonObject,
  variables: ReadonlyMap<string, Type>,
): readonly Validation[] {
  // A message has no part in the decision, and may not ask the authorizer.
  const ofMessage = new Map([...variables].filter(([name]) => !name.startsWith("authorizer")));
  const validations: Validation[] = [];
  for (const [index, item] of listOf(spec, "validations").entries()) {
    const holder = isJsonObject(item) ? item : {};
    const place = { pointer: `/spec/validations/${index}`, name: "" };
    const condition = compile(reader, holder, { ...place, field: "expression", variables, types: [boolType] });
    if (condition === undefined) continue;
    const messageExpression =
      findText(holder, "messageExpression") === undefined
        ? undefined
        : compile(reader, holder, { ...place, field: "messageExpression", variables: ofMessage, types: [stringType] });
    validations.push({
      condition,
      message: findText(holder, "message")?.trim() ?? "",
      ...(messageExpression === undefined ? {} : { messageExpression }),
      reason: findText(holder, "reason") ?? "Invalid",
    });
  }
  return validations;
}

interface ExpressionPlace {
  readonly pointer: string;
  readonly field: string;
  readonly name: string;
  readonly variables: ReadonlyMap<string, Type>;
  /** What it may compute; anything when empty. */
  readonly types: readonly Type[];
}

function compile(reader: PolicyReader, holder: JsonObject, place: ExpressionPlace): PolicyExpression | undefined {
  const { field, name, variables, types } = place;
  const pointer = `${place.pointer}/${field}`;
  const source = findText(holder, field);
  if (source === undefined) {
    reader.problems.push({ pointer, message: { en: "expected an expression", ja: "式が必要です" } });
    return undefined;
  }
  const compilation = compileExpression(source, { variables, library: reader.library });
  if (compilation.kind === "problems") {
    for (const { range, message } of compilation.problems) reader.problems.push({ pointer, range, message });
    return undefined;
  }
  const { program } = compilation;
  const isWanted =
    types.length === 0 || program.type.kind === "dyn" || types.some(({ kind }) => kind === program.type.kind);
  if (isWanted) return { name, source, pointer, program };
  const wanted = types.map(formatType).join(" / ");
  const got = formatType(program.type);
  reader.problems.push({
    pointer,
    message: {
      en: `expected an expression of type ${wanted}, got ${got}`,
      ja: `型 ${wanted} の式が必要ですが、${got} でした`,
    },
  });
  return undefined;
}
