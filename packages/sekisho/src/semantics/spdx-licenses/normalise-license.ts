import type { PackageType } from "../../model/package.ts";
import { findException, findIdentifier } from "./find-identifier.ts";

/** Longer texts are whole licences, not names of some. */
const maxLength = 4096;

/**
 * Gives a declared licence as an SPDX expression where every part of it is one or maps to one; else the text as it is.
 *
 * Reads SPDX expressions in any case, short names of Debian (`GPL-2+ or Artistic-2.0`), of Fedora (`GPLv2+ and LGPLv2+`),
 * of Alpine (old ones part names by blanks), classifiers of PyPI (`License :: OSI Approved :: MIT License`) and the
 * slash of old crates (`MIT/Apache-2.0`, a choice). Source of expressions: SPDX 2.3, annex D.
 */
export function normaliseLicense(text: string, type?: PackageType): string {
  return findLicenseExpression(text, type) ?? text;
}

/** Finds the SPDX expression of a declared licence; `undefined` where a part of it is none and maps to none. */
export function findLicenseExpression(text: string, type?: PackageType): string | undefined {
  if (text.length > maxLength) return undefined;
  const declared = text.includes("::") ? text.slice(text.lastIndexOf("::") + 2).trim() : text.trim();
  return findIdentifier(declared) ?? parseExpression(declared, type);
}

type Token = { readonly kind: "(" | ")" | "AND" | "OR" } | { readonly kind: "name"; readonly text: string };

/** Reads operators and parentheses in one pass; `undefined` when it is no expression, or a name in it is not known. */
function parseExpression(text: string, type: PackageType | undefined): string | undefined {
  let expression = "";
  let depth = 0;
  let wantsName = true;
  for (const token of tokensOf(text, type)) {
    if (wantsName !== (token.kind === "(" || token.kind === "name")) return undefined;
    if (token.kind === "name") {
      const known = findTerm(token.text);
      if (known === undefined) return undefined;
      expression += known;
      wantsName = false;
    } else if (token.kind === "(") {
      expression += "(";
      depth++;
    } else if (token.kind === ")") {
      expression += ")";
      if (--depth < 0) return undefined;
    } else {
      expression += ` ${token.kind} `;
      wantsName = true;
    }
  }
  return depth === 0 && !wantsName ? expression : undefined;
}

const operators: Readonly<Record<string, Token>> = {
  "(": { kind: "(" },
  ")": { kind: ")" },
  and: { kind: "AND" },
  "&": { kind: "AND" },
  "&&": { kind: "AND" },
  or: { kind: "OR" },
  "and/or": { kind: "OR" },
  "|": { kind: "OR" },
  "||": { kind: "OR" },
  "/": { kind: "OR" },
};

/** Splits at operators; the words between two of them are one name (`Apache License 2.0`). */
function tokensOf(text: string, type: PackageType | undefined): readonly Token[] {
  const tokens: Token[] = [];
  let name = "";
  const closeName = () => {
    const trimmed = name.trim().replace(/,$/, "");
    if (trimmed !== "") tokens.push({ kind: "name", text: trimmed });
    name = "";
  };
  for (const word of wordsOf(text, type)) {
    const key = word.toLowerCase();
    const operator = Object.hasOwn(operators, key) ? operators[key] : undefined;
    if (operator === undefined) {
      name += ` ${word}`;
      continue;
    }
    closeName();
    tokens.push(operator);
  }
  closeName();
  return withOldAlpineLists(tokens, type);
}

function wordsOf(text: string, type: PackageType | undefined): readonly string[] {
  const spaced = text.replaceAll(/[()]/g, " $& ").replaceAll(/&&?|\|\|?/g, " $& ");
  const split = type === "cargo" ? spaced.replaceAll("/", " / ") : spaced;
  return split.split(/\s+/).filter((word) => word !== "");
}

/** Before expressions came, Alpine wrote `MIT BSD-3-Clause GPL-2.0+`: all of them hold. */
function withOldAlpineLists(tokens: readonly Token[], type: PackageType | undefined): readonly Token[] {
  const [only] = tokens;
  if (type !== "apk" || tokens.length !== 1 || only?.kind !== "name" || !only.text.includes(" ")) return tokens;
  const names = only.text.split(" ");
  if (names.some((name) => findIdentifier(name) === undefined)) return tokens;
  return names.flatMap((name, index): readonly Token[] => {
    const token: Token = { kind: "name", text: name };
    return index === 0 ? [token] : [{ kind: "AND" }, token];
  });
}

/** Gives a licence with its exception: `GPL-2.0-or-later WITH Classpath-exception-2.0`. */
function findTerm(text: string): string | undefined {
  const whole = findIdentifier(text);
  if (whole !== undefined) return whole.includes(" OR ") ? `(${whole})` : whole;
  const at = text.toLowerCase().indexOf(" with ");
  if (at === -1) return undefined;
  const license = findIdentifier(text.slice(0, at));
  const exception = findException(text.slice(at + " with ".length));
  const isSingle = license !== undefined && !license.includes(" ");
  return isSingle && exception !== undefined ? `${license} WITH ${exception}` : undefined;
}
