import { parseExpression } from "../cel/parser.ts";
import type { Call, Expression } from "../cel/syntax.ts";
import { isManifestList, isManifestMap, type ManifestValue, pointerPart } from "../kubernetes/manifest-value.ts";
import { partsOf } from "./expression-parts.ts";
import type { PolicyExpression } from "./policy.ts";

/** Keys that lead from the object of a request to a field. */
export type FieldPath = readonly string[];

/** Fields that expressions ask about to know what they look at, and that are seldom what is wrong. */
const guards: ReadonlySet<string> = new Set(["apiVersion", "kind"]);

/** Gives the fields of an object that an expression reads, itself and by variables: those that it is most likely about first. */
export function fieldsReadBy(
  variables: readonly Pick<PolicyExpression, "name" | "source">[],
  expression: string,
): readonly FieldPath[] {
  const paths = readPaths(expression, new Map(variables.map(({ name, source }) => [name, source])));
  return [...paths.filter(([first = ""]) => !guards.has(first)), ...paths.filter(([first = ""]) => guards.has(first))];
}

/**
 * Finds the field of an object that an expression most likely refuses: the first one that it reads and that is there, else
 * the first one that it reads. Gives its JSON pointer in the object; that of the object when it reads none.
 */
export function findRefusedField(fields: readonly FieldPath[], object: ManifestValue): string {
  const found = fields.find((path) => exists(object, path)) ?? fields[0] ?? [];
  return found.map(pointerPart).join("");
}

function exists(object: ManifestValue, path: FieldPath): boolean {
  let current: ManifestValue | undefined = object;
  for (const key of path) {
    if (isManifestMap(current)) current = Object.hasOwn(current, key) ? current[key] : undefined;
    else current = isManifestList(current) ? current[Number(key)] : undefined;
    if (current === undefined) return false;
  }
  return true;
}

/** A walk over an expression and the variables that it reads. */
interface Walk {
  readonly sources: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
  readonly paths: FieldPath[];
}

function readPaths(source: string, sources: ReadonlyMap<string, string>): readonly FieldPath[] {
  const walk: Walk = { sources, seen: new Set(), paths: [] };
  collectFrom(walk, source);
  return walk.paths;
}

function collectFrom(walk: Walk, source: string): void {
  const parsed = parseExpression(source);
  if (parsed.kind !== "problem") collect(walk, parsed.expression);
}

function collect(walk: Walk, expression: Expression): void {
  const chain = chainOf(expression);
  if (chain?.root === "object") {
    if (chain.keys.length > 0) walk.paths.push(chain.keys);
    return;
  }
  const [variable, ...rest] = chain?.keys ?? [];
  if (chain?.root === "variables" && variable !== undefined) {
    collectVariable(walk, variable, rest);
    return;
  }
  for (const part of partsOf(expression)) collect(walk, part);
}

/** A variable that is a field of the object stands for it; of any other its own fields are read. */
function collectVariable(walk: Walk, variable: string, rest: FieldPath): void {
  const source = walk.sources.get(variable);
  if (source === undefined) return;
  const parsed = parseExpression(source);
  if (parsed.kind === "problem") return;
  const field = chainOf(parsed.expression);
  if (field?.root === "object") walk.paths.push([...field.keys, ...rest]);
  else if (field?.root === "variables" && field.keys[0] !== undefined)
    collectVariable(walk, field.keys[0], [...field.keys.slice(1), ...rest]);
  else if (!walk.seen.has(variable)) {
    walk.seen.add(variable);
    collect(walk, parsed.expression);
  }
}

interface Chain {
  readonly root: string;
  readonly keys: FieldPath;
}

/** Reads `object.spec.containers[0]["image"]` as a root and its keys; `undefined` for anything else. */
function chainOf(expression: Expression): Chain | undefined {
  if (expression.kind === "identifier") return { root: expression.name, keys: [] };
  if (expression.kind === "select") return extend(chainOf(expression.operand), expression.field);
  const [holder, key] = expression.kind === "call" && isIndex(expression) ? expression.arguments : [];
  if (holder === undefined || key?.kind !== "literal") return undefined;
  const { value } = key;
  return typeof value === "string" || typeof value === "bigint" ? extend(chainOf(holder), String(value)) : undefined;
}

function isIndex({ name, target }: Call): boolean {
  return target === undefined && (name === "_[_]" || name === "_[?_]");
}

function extend(chain: Chain | undefined, key: string): Chain | undefined {
  return chain && { root: chain.root, keys: [...chain.keys, key] };
}
