/** A word of a query as it stands there. */
export interface QueryWord {
  /** Offset of its first character in UTF-16 units, the minus before it included. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  readonly isNegated: boolean;
  readonly field: QueryPart | undefined;
  /** Left out where no field is named. */
  readonly operator: ComparisonSign | undefined;
  readonly values: readonly QueryPart[];
}

/** A name or a value with its place. */
export interface QueryPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** A quotation mark opens it and none closes it. */
  readonly isUnclosed: boolean;
}

/** What stands between a field and its value. */
export type ComparisonSign = ":" | "=" | ">" | ">=" | "<" | "<=";

const isSpace: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r", "\u{3000}"]);
const isSign: ReadonlySet<string> = new Set([":", "=", ">", "<"]);

/** Cuts a query into words, each with its place. Never fails: what a word means is found out later. */
export function cutQuery(query: string): readonly QueryWord[] {
  const words: QueryWord[] = [];
  let place = 0;
  while (place < query.length) {
    if (isSpace.has(query.charAt(place))) {
      place++;
      continue;
    }
    const word = readWord(query, place);
    words.push(word);
    place = word.end;
  }
  return words;
}

function readWord(query: string, start: number): QueryWord {
  const isNegated = query.charAt(start) === "-" && start + 1 < query.length && !isSpace.has(query.charAt(start + 1));
  const place = isNegated ? start + 1 : start;
  const field = readField(query, place);
  if (field === undefined) {
    const value = readValue(query, place, false);
    return { start, end: value.end, isNegated, field: undefined, operator: undefined, values: [value] };
  }
  const operator = readOperator(query, field.end);
  const values: QueryPart[] = [];
  let end = field.end + operator.length;
  do {
    const value = readValue(query, values.length === 0 ? end : end + 1, true);
    values.push(value);
    end = value.end;
  } while (query.charAt(end) === ",");
  return { start, end, isNegated, field, operator, values };
}

/** A field is a name right before a sign. */
function readField(query: string, start: number): QueryPart | undefined {
  let end = start;
  while (end < query.length && isNameCharacter(query.charAt(end))) end++;
  if (end === start || !isSign.has(query.charAt(end))) return undefined;
  return { text: query.slice(start, end).toLowerCase(), start, end, isQuoted: false, isUnclosed: false };
}

function isNameCharacter(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "-";
}

function readOperator(query: string, start: number): ComparisonSign {
  const first = query.charAt(start);
  const isWithEqual = query.charAt(start + 1) === "=";
  if (first === ">") return isWithEqual ? ">=" : ">";
  if (first === "<") return isWithEqual ? "<=" : "<";
  return first === "=" ? "=" : ":";
}

function readValue(query: string, start: number, isListed: boolean): QueryPart {
  if (query.charAt(start) === '"') return readQuoted(query, start);
  let end = start;
  while (end < query.length && !isSpace.has(query.charAt(end)) && !(isListed && query.charAt(end) === ",")) end++;
  return { text: query.slice(start, end), start, end, isQuoted: false, isUnclosed: false };
}

/** Inside of quotation marks a backslash takes the next character as it is. */
function readQuoted(query: string, start: number): QueryPart {
  let text = "";
  let place = start + 1;
  while (place < query.length && query.charAt(place) !== '"') {
    if (query.charAt(place) === "\\" && place + 1 < query.length) place++;
    text += query.charAt(place);
    place++;
  }
  const isUnclosed = place >= query.length;
  return { text, start, end: isUnclosed ? place : place + 1, isQuoted: true, isUnclosed };
}
