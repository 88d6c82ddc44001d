import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type ReportProblem, withSuggestion } from "./problems.ts";
import type { Mount } from "./syntax.ts";

const mountTypes: readonly string[] = ["bind", "cache", "tmpfs", "secret", "ssh"];

/** Other names of a key. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["src", "source"],
  ["dst", "target"],
  ["destination", "target"],
]);

/** The mount types that take a key, for the keys that not every type takes. */
const keyTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ["required", ["secret", "ssh"]],
  ["size", ["tmpfs"]],
  ["mode", ["secret", "ssh", "cache"]],
  ["uid", ["secret", "ssh", "cache"]],
  ["gid", ["secret", "ssh", "cache"]],
  ["sharing", ["cache"]],
]);

/** The form of a key's value: the pattern, and how messages call it. */
const keyForms: ReadonlyMap<string, { readonly pattern: RegExp; readonly expected: string }> = (() => {
  const flag = { pattern: /^(?:1|t|true|0|f|false)$/i, expected: "true or false" };
  const id = { pattern: /^\d{1,10}$/, expected: "a number" };
  return new Map([
    ["type", { pattern: /^(?:bind|cache|tmpfs|secret|ssh)$/i, expected: "bind, cache, tmpfs, secret or ssh" }],
    ["readonly", flag],
    ["ro", flag],
    ["readwrite", flag],
    ["rw", flag],
    ["required", flag],
    ["sharing", { pattern: /^(?:shared|private|locked)$/i, expected: "shared, private or locked" }],
    ["size", { pattern: /^\d+(?:\.\d*)? ?(?:[kmgtp]i?)?b?$/i, expected: "a size such as 64m" }],
    ["mode", { pattern: /^[0-7]{1,11}$/, expected: "an octal number such as 0755" }],
    ["uid", id],
    ["gid", id],
  ]);
})();

const knownKeys: readonly string[] =
  "type from source src target dst destination readonly ro readwrite rw id sharing required size mode uid gid env".split(
    " ",
  );

/** Keys that may stand without a value. */
const keysWithoutValue: ReadonlySet<string> = new Set(["readonly", "ro", "readwrite", "rw", "required"]);

/** Takes the value of `--mount` apart; what BuildKit would refuse is reported at the flag's range. */
export function readMount(value: string, range: OffsetRange, report: ReportProblem): Mount {
  const refuse: Refuse = (en, ja, closest) =>
    report({ code: "invalid-mount-option", level: "error", ...range, message: withSuggestion({ en, ja }, closest) });
  const fields = splitCsv(value);
  if (fields === undefined) {
    refuse(
      `The mount options must be a comma-separated list, got "${quote(value)}" with a quote out of place.`,
      `マウントオプションはカンマ区切りで指定しますが、「${quote(value)}」では引用符の位置が不正です。`,
    );
    return { ...range, type: "bind", options: {} };
  }
  const options = new Map<string, string>();
  for (const field of fields) readField(field, options, refuse);
  const type = options.get("type")?.toLowerCase() ?? "bind";
  if (!value.includes("$")) checkTypeKeys(type, options, refuse);
  return { ...range, type, options: Object.fromEntries(options) };
}

type Refuse = (en: string, ja: string, closest?: string) => void;

function readField(field: string, options: Map<string, string>, refuse: Refuse): void {
  const equals = field.indexOf("=");
  const written = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
  const value = equals === -1 ? "" : field.slice(equals + 1);
  options.set(aliases.get(written) ?? written, value);
  if (!knownKeys.includes(written)) {
    const closest = findClosestWord(written, knownKeys);
    const key = quote(written);
    refuse(`There is no mount option "${key}".`, `マウントオプション「${key}」はありません。`, closest);
  } else if (equals === -1) {
    if (keysWithoutValue.has(written)) return;
    refuse(
      `The mount option ${written} needs a value: ${written}=VALUE.`,
      `マウントオプション ${written} には値が必要です（${written}=値）。`,
    );
  } else if (value.includes("$")) {
    if (written !== "from" || value.indexOf("$") === value.length - 1) return;
    refuse(
      "The mount option from does not take variables. Give the image a stage of its own and name that stage.",
      "マウントオプション from では変数を使えません。そのイメージのステージを定義し、ステージ名を指定してください。",
    );
  } else checkForm(written, value, refuse);
}

function checkForm(key: string, value: string, refuse: Refuse): void {
  const form = keyForms.get(key);
  if (form === undefined || form.pattern.test(value)) return;
  const closest = key === "type" ? findClosestWord(value, mountTypes) : undefined;
  refuse(
    `The mount option ${key} must be ${form.expected}, got "${quote(value)}".`,
    `マウントオプション ${key} の値「${quote(value)}」が不正です（指定できる値: ${form.expected}）。`,
    closest,
  );
}

function checkTypeKeys(type: string, options: ReadonlyMap<string, string>, refuse: Refuse): void {
  if (!mountTypes.includes(type)) return;
  for (const [key, types] of keyTypes) {
    if (!options.has(key) || types.includes(type)) continue;
    const list = types.join(", ");
    refuse(
      `The mount option ${key} is for mounts of type ${list}, got type ${type}.`,
      `マウントオプション ${key} を使えるのは種類が ${list} のマウントだけです（指定された種類: ${type}）。`,
    );
  }
  if (type === "secret") checkSecret(options, refuse);
}

function checkSecret(options: ReadonlyMap<string, string>, refuse: Refuse): void {
  const has = (key: string): boolean => (options.get(key) ?? "") !== "";
  if (has("from")) {
    refuse("A secret mount takes no option from.", "シークレットのマウントではオプション from を使えません。");
  }
  if (has("source") && has("id")) {
    refuse(
      "A secret mount takes either id or source, got both.",
      "シークレットのマウントでは id と source のどちらか一方だけを指定します。",
    );
  }
  if (!has("source") && !has("target") && !has("id")) {
    refuse(
      "A secret mount needs id, source or target.",
      "シークレットのマウントには id、source、target のいずれかが必要です。",
    );
  }
}

/** Splits one CSV record as Go's `encoding/csv` reads it; `undefined` for a quote out of place. */
function splitCsv(value: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = value.charCodeAt(at) === 0x22 ? readQuotedField(value, at) : readPlainField(value, at);
    if (field === undefined) return undefined;
    fields.push(field.text);
    if (field.end >= value.length) return fields;
    at = field.end + 1;
  }
}

function readPlainField(value: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const comma = value.indexOf(",", start);
  const end = comma === -1 ? value.length : comma;
  const text = value.slice(start, end);
  return text.includes('"') ? undefined : { text, end };
}

function readQuotedField(value: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const close = value.indexOf('"', at);
    if (close === -1) return undefined;
    parts.push(value.slice(at, close));
    const next = value.charAt(close + 1);
    if (next === "" || next === ",") return { text: parts.join(""), end: close + 1 };
    if (next !== '"') return undefined;
    parts.push('"');
    at = close + 2;
  }
}
