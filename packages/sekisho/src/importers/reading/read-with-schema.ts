import type { ZodMiniType } from "zod/mini";
import { quote } from "../../model/quote.ts";
import type { ImportNote } from "../define.ts";
import { readPlain } from "./plain-reading.ts";
import { ShrinkingValue } from "./shrinking-value.ts";

/** A value as far as its schema could read it. */
export interface SchemaReading<Value> {
  /** `undefined` when a required part is missing or wrong. */
  readonly value: Value | undefined;
  /** Of level `error` are those that cost a whole entry: the value itself, or an element of a list in it. */
  readonly notes: readonly ImportNote[];
}

type Output<Schema extends ZodMiniType> = Schema["_zod"]["output"];
type Issue = NonNullable<ReturnType<ZodMiniType["safeParse"]>["error"]>["issues"][number];

/** A wrong part can make its holder wrong, and so on outwards: so many times a value is read again. */
const maxRounds = 20;

/**
 * Reads a value by a schema and loses as little as can be: a wrong part is left out and told, and the rest is read again.
 * What misses a required part is left out itself. Where the rest is not enough, the value as a whole is told.
 */
export function readWithSchema<Schema extends ZodMiniType>(
  schema: Schema,
  value: unknown,
  pointer: string,
): SchemaReading<Output<Schema>> {
  const plain = readPlain(schema, value);
  if (plain !== undefined) return { value: plain.data, notes: [] };
  const first = schema.safeParse(value);
  if (first.success) return { value: first.data, notes: [] };
  return readRest(schema, value, { pointer, issues: first.error.issues });
}

function readRest<Schema extends ZodMiniType>(
  schema: Schema,
  value: unknown,
  { pointer, issues }: { readonly pointer: string; readonly issues: readonly Issue[] },
): SchemaReading<Output<Schema>> {
  const rest = new ShrinkingValue(value);
  /** By place: a wrong part that costs its holder is told once, as what it costs. */
  const notes = new Map<string, ImportNote>();
  let left = issues;
  for (let round = 0; round < maxRounds && left.length > 0; round++) {
    for (const issue of left) {
      const at = pointer + rest.pointerOf(issue.path);
      const note = notes.get(at) ?? describe(issue, rest.find(issue.path), at);
      const loss = rest.leaveOut(issue.path, isEntry(issue));
      // A value that is lost as a whole is one loss, whatever else is wrong in it.
      if (loss === "whole") return { value: undefined, notes: [{ ...note, level: "error" }] };
      notes.set(at, loss === "entry" ? { ...note, level: "error" } : note);
    }
    rest.shrink();
    const again = schema.safeParse(rest.root);
    if (again.success) return { value: again.data, notes: [...notes.values()] };
    left = again.error.issues;
  }
  const [first] = notes.values();
  return { value: undefined, notes: first === undefined ? [] : [{ ...first, level: "error" }] };
}

/** What should be an object and stands in a list is an entry of its own. */
function isEntry(issue: Issue): boolean {
  return issue.code === "invalid_type" && issue.expected === "object";
}

function describe(issue: Issue, found: unknown, pointer: string): ImportNote {
  const expected = expectedBy(issue);
  const got = typeof found === "string" ? `"${quote(found.slice(0, 60))}"` : nameOf(found);
  return {
    code: found === undefined ? "missing" : "wrong-type",
    level: "warning",
    message: {
      en: `Expected ${expected}, got ${got}.`,
      ja: `${expected} を想定しましたが、${got} でした。`,
    },
    pointer,
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
