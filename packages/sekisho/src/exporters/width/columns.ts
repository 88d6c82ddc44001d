import { isWide } from "./east-asian-wide.ts";

/** Gives the columns that one code point takes on a terminal: 0, 1 or 2. */
export function columnsOfCodePoint(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x300) return codePoint === 0xad ? 0 : 1;
  if (isWide(codePoint)) return 2;
  return takesNoColumn(codePoint) ? 0 : 1;
}

/** Lines, marks and arrows of tables: from U+2190 to U+27BF nothing combines with what stands before it. */
const firstSymbol = 0x2190;
const lastSymbol = 0x27bf;

/** The pattern is made for the first character that needs it: its classes hold thousands of them. */
function takesNoColumn(codePoint: number): boolean {
  if (codePoint >= firstSymbol && codePoint <= lastSymbol) return false;
  return /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/u.test(String.fromCodePoint(codePoint));
}

/** Gives the columns that a text takes on a terminal. The text has no control characters. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at++) {
    const codePoint = text.codePointAt(at) ?? 0;
    columns += columnsOfCodePoint(codePoint);
    if (codePoint > 0xffff) at++;
  }
  return columns;
}

/** Fills a text with blanks on the right up to a number of columns; a wider text stays as it is. */
export function padEndColumns(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
