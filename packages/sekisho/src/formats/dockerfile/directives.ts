import { quote } from "../../model/quote.ts";
import { isSeparator, skipSeparators, skipSpaces } from "./blanks.ts";
import type { ReportProblem } from "./problems.ts";
import type { Directive } from "./syntax.ts";

/** The directives BuildKit knows. */
const directiveNames: ReadonlySet<string> = new Set(["syntax", "escape", "check"]);

/** Where the head of the file stands while directives are read. */
export interface DirectiveState {
  /** True from the first line on that is no directive. */
  isOver: boolean;
  /** True behind a first line `#!…`: `syntax` and `check` are read behind it, `escape` is not. */
  isBehindShebang: boolean;
  escape: "\\" | "`";
  readonly seen: Set<string>;
  readonly directives: Directive[];
}

/** Gives the state before the first line. */
export function createDirectiveState(): DirectiveState {
  return { isOver: false, isBehindShebang: false, escape: "\\", seen: new Set(), directives: [] };
}

/**
 * Reads a comment line as a directive; false when it is an ordinary comment, which ends the directives.
 * `start` is the offset of the `#`, `end` that of the line end.
 */
export function readDirective(
  state: DirectiveState,
  text: string,
  line: { readonly start: number; readonly end: number },
  report: ReportProblem,
): boolean {
  if (state.isOver) return false;
  const directive = parseDirective(text, line.start, line.end);
  if (directive === undefined) {
    state.isOver = true;
    return false;
  }
  if (state.seen.has(directive.name)) {
    report(describeDuplicate(directive));
    return true;
  }
  state.seen.add(directive.name);
  state.directives.push(directive);
  if (directive.name === "escape") applyEscape(state, directive, report);
  return true;
}

/** Notes that the first line is `#!…`. */
export function passShebang(state: DirectiveState): void {
  state.isBehindShebang = true;
}

function parseDirective(text: string, start: number, end: number): Directive | undefined {
  const nameStart = skipSpaces(text, start + 1, end);
  let nameEnd = nameStart;
  while (nameEnd < end && isNameUnit(text.charCodeAt(nameEnd), nameEnd > nameStart)) nameEnd++;
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  const equals = skipSeparators(text, nameEnd, end);
  if (!directiveNames.has(name) || equals >= end || text.charCodeAt(equals) !== 0x3d) return undefined;
  if (equals + 1 === end) return undefined;
  const valueStart = skipSeparators(text, equals + 1, end);
  let valueEnd = end;
  while (valueEnd > valueStart && isSeparator(text.charCodeAt(valueEnd - 1))) valueEnd--;
  const valueRange = { start: valueStart, end: valueEnd };
  return { name, value: text.slice(valueStart, valueEnd), valueRange, start, end: Math.max(valueEnd, equals + 1) };
}

function isNameUnit(unit: number, isDigitAllowed: boolean): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (isDigitAllowed && unit >= 0x30 && unit <= 0x39);
}

function applyEscape(state: DirectiveState, directive: Directive, report: ReportProblem): void {
  const value = directive.value;
  if (value !== "\\" && value !== "`") {
    report({
      code: "invalid-escape-directive",
      level: "error",
      start: directive.valueRange.start,
      end: directive.valueRange.end,
      message: {
        en: `The escape directive must be \\ or \`, got "${quote(value)}". The file is read with \\.`,
        ja: `escape ディレクティブには \\ または \` を指定しますが、「${quote(value)}」が指定されています。\\ として読み取りました。`,
      },
    });
    return;
  }
  if (!state.isBehindShebang) {
    state.escape = value;
    return;
  }
  report({
    code: "ignored-escape-directive",
    level: "warning",
    start: directive.start,
    end: directive.end,
    message: {
      en: "The escape directive stands behind a #! line, where BuildKit does not read it. Move it to the first line.",
      ja: "escape ディレクティブが #! 行の後にあるため、BuildKit は読み取りません。先頭行に移動してください。",
    },
  });
}

function describeDuplicate(directive: Directive): Parameters<ReportProblem>[0] {
  return {
    code: "duplicate-directive",
    level: "error",
    start: directive.start,
    end: directive.end,
    message: {
      en: `The directive ${directive.name} was set before; a file may set it once. The first one is used.`,
      ja: `ディレクティブ ${directive.name} はすでに指定されています。指定できるのは 1 ファイルに 1 回だけです。最初の指定を使用しました。`,
    },
  };
}
