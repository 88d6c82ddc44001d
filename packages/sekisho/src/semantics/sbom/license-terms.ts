import { findLicenseExpression } from "../spdx-licenses/normalise-license.ts";

/**
 * A licence of a package as SBOMs tell them apart: one identifier of the SPDX list, an expression of several, or a text
 * that no expression says.
 */
export interface LicenseTerm {
  readonly kind: "identifier" | "expression" | "text";
  readonly text: string;
}

/** Gives a function that says what a licence is, and remembers: an image has few licences and many packages. */
export function createLicenseReader(): (license: string) => LicenseTerm {
  const known = new Map<string, LicenseTerm>();
  return (license) => {
    const found = known.get(license);
    if (found !== undefined) return found;
    const term: LicenseTerm = { kind: kindOf(license), text: license };
    known.set(license, term);
    return term;
  };
}

/** Joins licences that hold together to one expression; each is an expression itself. */
export function joinExpressions(expressions: readonly string[]): string {
  const [only] = expressions;
  if (expressions.length === 1 && only !== undefined) return only;
  return expressions
    .map((expression) => (/ (?:AND|OR) /.test(expression) ? `(${expression})` : expression))
    .join(" AND ");
}

/** Splits an expression at each AND that is in no parentheses: all of the parts hold. */
export function splitExpression(expression: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part: string[] = [];
  for (const word of expression.split(" ")) {
    if (word === "AND" && depth === 0) {
      parts.push(part.join(" "));
      part = [];
      continue;
    }
    depth += word.split("(").length - word.split(")").length;
    part.push(word);
  }
  parts.push(part.join(" "));
  // `A OR B AND C` holds when A does: AND binds closer, and no part of it holds for certain.
  const isChoice = parts.length > 1 && parts.some((text) => hasOpenChoice(text));
  return isChoice ? [expression] : parts.map(withoutParentheses);
}

function hasOpenChoice(text: string): boolean {
  let depth = 0;
  for (const word of text.split(" ")) {
    if (word === "OR" && depth === 0) return true;
    depth += word.split("(").length - word.split(")").length;
  }
  return false;
}

/** Takes parentheses away that stand around the whole text. */
function withoutParentheses(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

function kindOf(license: string): LicenseTerm["kind"] {
  // A reference into another document means nothing in this one.
  if (license.includes("DocumentRef-") || findLicenseExpression(license) !== license) return "text";
  return /^[0-9A-Za-z.-]+$/.test(license) && !license.startsWith("LicenseRef-") ? "identifier" : "expression";
}
