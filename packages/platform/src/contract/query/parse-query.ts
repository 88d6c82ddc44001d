import type { Text } from "../text.ts";
import { type FieldValues, findQueryField, type QueryFieldName } from "./query-fields.ts";
import { type ComparisonSign, cutQuery, type QueryPart, type QueryWord } from "./query-words.ts";

/** One thing that findings must fulfil. */
export type QueryTerm = { readonly isNegated: boolean } & (
  | { readonly kind: "choice"; readonly field: QueryFieldName; readonly values: readonly string[] }
  | { readonly kind: "name"; readonly field: QueryFieldName; readonly patterns: readonly string[] }
  | { readonly kind: "number"; readonly field: QueryFieldName; readonly sign: ComparisonSign; readonly value: number }
  /** Seconds. */
  | {
      readonly kind: "duration";
      readonly field: QueryFieldName;
      readonly sign: ComparisonSign;
      readonly seconds: number;
    }
  | { readonly kind: "day"; readonly field: QueryFieldName; readonly sign: ComparisonSign; readonly day: string }
  | { readonly kind: "text"; readonly text: string }
);

/** What is wrong with a part of a query. */
export interface QueryProblem {
  /** Offset of the first character in UTF-16 units. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  readonly message: Text;
}

/** A query that was read: all terms must be fulfilled at once. */
export interface ParsedQuery {
  readonly terms: readonly QueryTerm[];
  readonly problems: readonly QueryProblem[];
}

const maxTerms = 50;
const secondsOf: Readonly<Record<string, number>> = { h: 3600, d: 86_400, w: 604_800 };
const maxDurationDigits = 5;

/**
 * Reads a query such as `severity>=high state:open cve:CVE-2021-* -asset:test "言葉"`.
 *
 * Terms stand beside each other and count together; values with commas between them are alternatives; a minus turns a term
 * round. A broken term is a problem with its place, the others are read.
 */
export function parseQuery(query: string): ParsedQuery {
  const terms: QueryTerm[] = [];
  const problems: QueryProblem[] = [];
  const words = cutQuery(query);
  for (const word of words.slice(0, maxTerms)) {
    const read = readTerm(word);
    if ("message" in read) problems.push(read);
    else terms.push(read);
  }
  const surplus = words[maxTerms];
  if (surplus !== undefined) {
    const message = {
      en: `expected at most ${maxTerms} terms, got ${words.length}`,
      ja: `条件は ${maxTerms} 個までです（${words.length} 個あります）。`,
    };
    problems.push({ start: surplus.start, end: query.length, message });
  }
  return { terms, problems };
}

function readTerm(word: QueryWord): QueryTerm | QueryProblem {
  const unclosed = word.values.find(({ isUnclosed }) => isUnclosed);
  if (unclosed !== undefined) {
    return problem(unclosed, { en: 'expected " at the end, got nothing', ja: '閉じる引用符 " がありません。' });
  }
  const { isNegated, field } = word;
  const [first] = word.values;
  if (field === undefined || word.operator === undefined) return readText(word);
  const known = findQueryField(field.text);
  if (known === undefined) {
    return problem(field, {
      en: `expected a field, got ${field.text}`,
      ja: `項目 ${field.text} はありません。`,
    });
  }
  const empty = word.values.find(({ text }) => text === "");
  if (first === undefined || empty !== undefined) {
    return problem(empty ?? field, {
      en: `expected a value after ${field.text}, got nothing`,
      ja: `${field.text} の値がありません。`,
    });
  }
  const asked: AskedField = { name: known.name, values: known.field.values, sign: word.operator, word, first };
  const read = readValues(asked);
  return "message" in read ? read : { ...read, isNegated };
}

function readText({ values, isNegated, start, end }: QueryWord): QueryTerm | QueryProblem {
  const text = values
    .map((value) => value.text)
    .join(",")
    .trim();
  if (text !== "") return { kind: "text", text, isNegated };
  return problem({ start, end }, { en: "expected words, got nothing", ja: "検索する言葉がありません。" });
}

interface AskedField {
  readonly name: QueryFieldName;
  readonly values: FieldValues;
  readonly sign: ComparisonSign;
  readonly word: QueryWord;
  readonly first: QueryPart;
}

type Distributed<Term> = Term extends unknown ? Omit<Term, "isNegated"> : never;
type ReadValue = Distributed<QueryTerm> | QueryProblem;

function readValues(asked: AskedField): ReadValue {
  const { name: field, values, sign, word, first } = asked;
  if (values.kind === "choice") return readChoice(asked, values.choices, values.isOrdered === true);
  if (values.kind === "name") {
    if (sign !== ":" && sign !== "=") return signProblem(asked, ": or =");
    return { kind: "name", field, patterns: word.values.map(({ text }) => text) };
  }
  if (word.values.length > 1) {
    return problem(word.values[1] ?? first, {
      en: `expected one value for ${field}, got ${word.values.length}`,
      ja: `${field} に指定できる値は 1 つです。`,
    });
  }
  if (values.kind === "number") return readNumber(asked, values);
  return values.kind === "day" ? readDay(asked) : readDuration(asked);
}

function readChoice(
  { name: field, sign, word, first }: AskedField,
  choices: readonly string[],
  isOrdered: boolean,
): ReadValue {
  const asked = word.values.map((part) => ({ part, place: choices.indexOf(part.text.toLowerCase()) }));
  const wrong = asked.find(({ place }) => place === -1);
  if (wrong !== undefined) {
    return problem(wrong.part, {
      en: `expected one of ${choices.join(", ")}, got ${wrong.part.text}`,
      ja: `${wrong.part.text} は指定できません。${choices.join("、")} のいずれかを指定してください。`,
    });
  }
  if (sign === ":" || sign === "=") {
    return { kind: "choice", field, values: asked.map(({ part }) => part.text.toLowerCase()) };
  }
  if (!isOrdered || word.values.length > 1) return signProblem({ name: field, word, first }, ": or =");
  const limit = asked[0]?.place ?? 0;
  // The worst stands first.
  const values = choices.filter((_choice, place) => isAsked(sign, limit - place));
  return { kind: "choice", field, values };
}

function isAsked(sign: ComparisonSign, difference: number): boolean {
  if (sign === ">") return difference > 0;
  if (sign === ">=") return difference >= 0;
  return sign === "<" ? difference < 0 : difference <= 0;
}

function readNumber(
  { name: field, sign, first }: AskedField,
  { least, most }: { readonly least: number; readonly most: number },
): ReadValue {
  const value = /^\d{1,9}(?:\.\d{1,9})?$/.test(first.text) ? Number(first.text) : Number.NaN;
  if (value >= least && value <= most) return { kind: "number", field, sign, value };
  return problem(first, {
    en: `expected a number from ${least} to ${most}, got ${first.text}`,
    ja: `${least} から ${most} までの数を指定してください: ${first.text}`,
  });
}

function readDay({ name: field, sign, first }: AskedField): ReadValue {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(first.text) && isCalendarDay(first.text);
  if (isDay) return { kind: "day", field, sign, day: first.text };
  return problem(first, {
    en: `expected a day such as 2026-11-22, got ${first.text}`,
    ja: `2026-11-22 のような日付を指定してください: ${first.text}`,
  });
}

/** The thirtieth of February is none: JavaScript moves it into March. */
function isCalendarDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) && day >= "1970";
}

function readDuration(asked: AskedField): ReadValue {
  const { name: field, sign, first } = asked;
  if (sign === ":" || sign === "=") return signProblem(asked, ">, >=, < or <=");
  const unit = secondsOf[first.text.slice(-1).toLowerCase()];
  const digits = first.text.slice(0, -1);
  if (unit !== undefined && digits.length <= maxDurationDigits && /^\d+$/.test(digits)) {
    return { kind: "duration", field, sign, seconds: Number(digits) * unit };
  }
  return problem(first, {
    en: `expected a time such as 12h, 30d or 2w, got ${first.text}`,
    ja: `12h、30d、2w のような期間を指定してください: ${first.text}`,
  });
}

function signProblem(
  { name, word, first }: Pick<AskedField, "name" | "word" | "first">,
  expected: string,
): QueryProblem {
  const place = { start: word.field?.end ?? word.start, end: first.start };
  return problem(place, {
    en: `expected ${expected} after ${name}, got ${word.operator ?? "nothing"}`,
    ja: `${name} の後には ${expected.replace(" or ", " または ")} を書いてください。`,
  });
}

function problem({ start, end }: { readonly start: number; readonly end: number }, message: Text): QueryProblem {
  return { start, end, message };
}
