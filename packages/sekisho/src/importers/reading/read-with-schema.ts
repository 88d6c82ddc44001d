import type { ZodMiniType } from "zod/mini";
import { quote } from "../../model/quote.ts";
import type { ImportNote } from "../define.ts";

/** A value as far as its schema could read it. */
export interface SchemaReading<Value> {
  /** `undefined` when a required part is missing or wrong. */
  readonly value: Value | undefined;
  readonly notes: readonly ImportNote[];
}

type Output<Schema extends ZodMiniType> = Schema["_zod"]["output"];
type Issue = NonNullable<ReturnType<ZodMiniType["safeParse"]>["error"]>["issues"][number];

/** With more wrong parts than this a value is told as a whole. */
const maxRepairs = 20;

/**
 * Reads a value by a schema and loses as little as can be: a wrong part is left out and told, and the rest is read again.
 * Where the rest is not enough, the value as a whole is told.
 */
export function readWithSchema<Schema extends ZodMiniType>(
  schema: Schema,
  value: unknown,
  pointer: string,
): SchemaReading<Output<Schema>> {
  const first = schema.safeParse(value);
  if (first.success) return { value: first.data, notes: [] };
  return readRest(schema, value, { pointer, issues: first.error.issues });
}

function readRest<Schema extends ZodMiniType>(
  schema: Schema,
  value: unknown,
  { pointer, issues }: { readonly pointer: string; readonly issues: readonly Issue[] },
): SchemaReading<Output<Schema>> {
  const notes: ImportNote[] = [];
  const rest: unknown = structuredClone(value);
  let left = issues;
  for (let round = 0; round < maxRepairs && left.length > 0; round++) {
    // From the back: what is taken out of a list moves the elements behind it.
    const broken = left.toReversed().filter((issue) => leaveOut(rest, issue.path));
    notes.push(...broken.map((issue) => describe(issue, value, pointer)));
    if (broken.length === 0) break;
    const again = schema.safeParse(rest);
    if (again.success) return { value: again.data, notes };
    left = again.error.issues;
  }
  const [missing] = left;
  const why = missing === undefined ? [] : [{ ...describe(missing, value, pointer), level: "error" as const }];
  return { value: undefined, notes: why };
}

/** Takes what stands at a path out of its holder; false when nothing stands there. */
function leaveOut(root: unknown, path: readonly PropertyKey[]): boolean {
  let holder: unknown = root;
  for (const key of path.slice(0, -1)) holder = memberOf(holder, key);
  const last = path.at(-1);
  if (last === undefined || memberOf(holder, last) === undefined) return false;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (typeof holder === "object" && holder !== null) Reflect.deleteProperty(holder, last);
  return true;
}

function memberOf(holder: unknown, key: PropertyKey): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;
}

function describe(issue: Issue, value: unknown, pointer: string): ImportNote {
  const place = issue.path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  let found: unknown = value;
  for (const key of issue.path) found = memberOf(found, key);
  const expected = expectedBy(issue);
  const got = typeof found === "string" ? `"${quote(found.slice(0, 60))}"` : nameOf(found);
  return {
    code: found === undefined ? "missing" : "wrong-type",
    level: "warning",
    message: {
      en: `Expected ${expected}, got ${got}.`,
      ja: `${expected} を想定しましたが、${got} でした。`,
    },
    pointer: pointer + place,
  };
}

function expectedBy(issue: Issue): string {
  if (issue.code === "invalid_type") return issue.expected;
  if (issue.code === "invalid_value") return issue.values.map(String).join(" | ");
  return issue.code.replaceAll("_", " ");
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return value === undefined ? "nothing" : typeof value;
}
