import { failure } from "./errors.ts";
import { formatDuration } from "./functions/duration-text.ts";
import { formatIp } from "./functions/parse-ip.ts";
import { formatTimestamp } from "./functions/timestamp-text.ts";
import { type CelError, entriesOf, itemsOf, type Value } from "./values.ts";

/** JSON data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** How many values a result may hold, and how deep: lists that hold each other twice would have no end. */
const maxValues = 100_000;
const maxDepth = 200;

/**
 * Gives a value as JSON: whole numbers beyond 2^53 as texts, bytes as base64, points in time, durations and addresses as
 * texts, keys of maps as texts. What has no such form (a type, a question to the authorizer) is an error.
 * Source: the JSON mapping of protocol buffers.
 */
export function toJson(value: Value): { readonly kind: "json"; readonly json: Json } | CelError {
  const draft: Draft = { count: 0 };
  const json = convert(draft, value, 0);
  if (json !== undefined) return { kind: "json", json };
  return draft.count > maxValues
    ? failure(`the result has more than ${maxValues} values`, `結果の値が ${maxValues} 個を超えています`)
    : failure("the result has no form in JSON", "結果を JSON で表せません");
}

interface Draft {
  count: number;
}

function convert(draft: Draft, value: Value, depth: number): Json | undefined {
  draft.count += 1;
  if (draft.count > maxValues || depth > maxDepth) return undefined;
  if (typeof value === "bigint") return wholeNumber(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  switch (value.kind) {
    case "uint":
      return wholeNumber(value.value);
    case "bytes":
      return Buffer.from(value.bytes).toString("base64");
    case "timestamp":
      return formatTimestamp(value);
    case "duration":
      return formatDuration(value);
    case "ip":
      return formatIp(value);
    case "cidr":
      return `${formatIp(value.address)}/${value.prefixLength}`;
    case "url":
      return value.text;
    case "optional":
      return value.value === undefined ? null : convert(draft, value.value, depth + 1);
    case "list":
      return convertAll(draft, itemsOf(value), depth);
    case "map": {
      const entries = entriesOf(value);
      const contents = convertAll(draft, [...entries.values()], depth);
      return (
        contents &&
        Object.fromEntries(Array.from(entries.keys(), (key, index) => [String(key), contents[index] ?? null]))
      );
    }
    default:
      return undefined;
  }
}

function convertAll(draft: Draft, values: readonly Value[], depth: number): readonly Json[] | undefined {
  const converted: Json[] = [];
  for (const value of values) {
    const json = convert(draft, value, depth + 1);
    if (json === undefined) return undefined;
    converted.push(json);
  }
  return converted;
}

function wholeNumber(value: bigint): Json {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
