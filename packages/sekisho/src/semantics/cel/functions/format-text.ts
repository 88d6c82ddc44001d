import { failure } from "../errors.ts";
import {
  type CelError,
  entriesOf,
  itemsOf,
  keyValue,
  kindOf,
  type ListValue,
  type MapValue,
  type Result,
  type Value,
} from "../values.ts";
import { formatFixed, formatScientific } from "./decimal-text.ts";
import { formatDouble } from "./double-text.ts";
import { formatDuration } from "./duration-text.ts";
import { formatTimestamp } from "./timestamp-text.ts";

/** The most digits behind the point. */
const maxPrecision = 100;
const defaultPrecision = 6;
/** The longest text that is made, in UTF-16 units; and how deep a value is shown. */
const maxLength = 1_000_000;
const maxShownDepth = 64;

/** Fills `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X` of a text. Source: cel-go, ext/formatting.go. */
export function formatText(template: string, values: ListValue): Result {
  const items = itemsOf(values);
  const output: string[] = [];
  let length = 0;
  let from = 0;
  let used = 0;
  for (let at = template.indexOf("%"); at !== -1; at = template.indexOf("%", from)) {
    output.push(template.slice(from, at));
    const clause = readClause(template, at + 1);
    if (clause.kind === "error") return clause;
    from = clause.end;
    if (clause.verb === "%") {
      output.push("%");
      continue;
    }
    const value = items[used];
    if (value === undefined)
      return failure(
        `index ${used} out of range: the format asks for more values`,
        `書式に対して値が不足しています（${used} 番目）`,
      );
    used += 1;
    const shown = formatValue(value, clause);
    if (typeof shown !== "string") return shown;
    length += shown.length;
    if (length > maxLength)
      return failure(
        `the text would be longer than ${maxLength} characters`,
        `文字列が上限の ${maxLength} 文字を超えます`,
      );
    output.push(shown);
  }
  output.push(template.slice(from));
  return output.join("");
}

interface Clause {
  readonly kind: "clause";
  readonly verb: string;
  readonly precision: number;
  readonly end: number;
}

function readClause(template: string, start: number): Clause | CelError {
  const pattern = /(?:\.([0-9]{1,9}))?([a-zA-Z%]?)/y;
  pattern.lastIndex = start;
  const [whole = "", precision, verb = ""] = pattern.exec(template) ?? [];
  const isKnown = verb === "%" ? precision === undefined : "sdfebxXo".includes(verb) && verb !== "";
  const digits = precision === undefined ? defaultPrecision : Number(precision);
  if (!isKnown || digits > maxPrecision) {
    const text = `%${whole}`;
    return failure(`could not parse formatting clause: ${text}`, `書式指定 ${text} を解釈できません`);
  }
  return { kind: "clause", verb, precision: digits, end: start + whole.length };
}

function formatValue(value: Value, { verb, precision }: Clause): string | CelError {
  switch (verb) {
    case "s":
      return showValue(value, 0) ?? mismatch(verb, value);
    case "d":
      return integerText(value, 10) ?? doubleText(value, formatDouble) ?? mismatch(verb, value);
    case "f":
      return doubleText(value, (number) => formatFixed(number, precision)) ?? mismatch(verb, value);
    case "e":
      return doubleText(value, (number) => formatScientific(number, precision)) ?? mismatch(verb, value);
    case "b":
      return (typeof value === "boolean" ? String(Number(value)) : integerText(value, 2)) ?? mismatch(verb, value);
    case "o":
      return integerText(value, 8) ?? mismatch(verb, value);
    case "x":
      return hexadecimalText(value) ?? mismatch(verb, value);
    default:
      return hexadecimalText(value)?.toUpperCase() ?? mismatch(verb, value);
  }
}

function mismatch(verb: string, value: Value): CelError {
  const kind = kindOf(value);
  return failure(
    `error during formatting: %${verb} does not take a ${kind}`,
    `書式 %${verb} には ${kind} を渡せません`,
  );
}

function integerText(value: Value, base: number): string | undefined {
  if (typeof value === "bigint") return value.toString(base);
  return typeof value === "object" && value?.kind === "uint" ? value.value.toString(base) : undefined;
}

/** Shows a number as a fraction; what is no number at all has words. */
function doubleText(value: Value, write: (value: number) => string): string | undefined {
  const number = typeof value === "number" ? value : wholeNumber(value);
  if (number === undefined) return undefined;
  return Number.isFinite(number) ? write(number) : String(number);
}

function wholeNumber(value: Value): number | undefined {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" && value?.kind === "uint" ? Number(value.value) : undefined;
}

function hexadecimalText(value: Value): string | undefined {
  if (typeof value === "string") return Buffer.from(value, "utf8").toString("hex");
  if (typeof value === "object" && value?.kind === "bytes") return Buffer.from(value.bytes).toString("hex");
  return integerText(value, 16);
}

/** Shows a value as `%s` does; `undefined` for what has no text. */
function showValue(value: Value, depth: number): string | undefined {
  if (typeof value === "number") return doubleText(value, formatDouble);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > maxShownDepth) return undefined;
  switch (value.kind) {
    case "uint":
      return String(value.value);
    case "bytes":
      return Buffer.from(value.bytes).toString("utf8");
    case "timestamp":
      return formatTimestamp(value);
    case "duration":
      return formatDuration(value);
    case "type":
      return value.name;
    case "list":
      return showList(value, depth);
    case "map":
      return showMap(value, depth);
    default:
      return undefined;
  }
}

function showList(value: ListValue, depth: number): string | undefined {
  const shown: string[] = [];
  let length = 0;
  for (const item of itemsOf(value)) {
    const text = showValue(item, depth + 1);
    if (text === undefined) return undefined;
    length += text.length + 2;
    if (length > maxLength) return undefined;
    shown.push(text);
  }
  return `[${shown.join(", ")}]`;
}

/** Shows a map with its keys in the order of their texts. */
function showMap(value: MapValue, depth: number): string | undefined {
  const shown: { readonly key: string; readonly text: string }[] = [];
  let length = 0;
  for (const [key, item] of entriesOf(value)) {
    const keyText = showValue(keyValue(value, key), depth + 1) ?? "";
    const text = showValue(item, depth + 1);
    if (text === undefined) return undefined;
    length += keyText.length + text.length + 4;
    if (length > maxLength) return undefined;
    shown.push({ key: keyText, text: `${keyText}: ${text}` });
  }
  shown.sort((left, right) => Number(left.key > right.key) - Number(left.key < right.key));
  return `{${shown.map(({ text }) => text).join(", ")}}`;
}
