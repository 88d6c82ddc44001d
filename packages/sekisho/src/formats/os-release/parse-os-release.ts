import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** The variables of an os-release or lsb-release file. */
export interface OsRelease {
  /** By name, as written; the last of several lines wins. */
  readonly variables: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a double quote or nothing may hide behind a backslash, as in a shell. */
const escapable = new Set(['"', "$", "`", "\\", "'", "\n"]);

/**
 * Reads assignments as os-release(5) allows them: values bare, in single or in double quotes, with a backslash before
 * what the shell would treat. Lines may end with CRLF. A line that is no assignment becomes a diagnostic.
 */
export function parseOsRelease(path: string, text: string): OsRelease {
  const variables = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  let lineNumber = 0;
  for (const rawLine of text.replace(/^\uFEFF/, "").split("\n")) {
    lineNumber++;
    const line = rawLine.trim();
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const name = line.slice(0, Math.max(equals, 0));
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      if (diagnostics.length < maxDiagnostics) diagnostics.push(notAnAssignment(path, lineNumber, line));
      continue;
    }
    variables.set(name, unquote(line.slice(equals + 1)));
  }
  return { variables, diagnostics };
}

/** A binary file in the place of a release file says the same thing once, not on every line. */
const maxDiagnostics = 5;

/** Gives a value without its quotes. Of a value whose quote is never closed everything behind the quote. */
function unquote(written: string): string {
  const mark = written[0];
  if (mark === "'") {
    const end = written.indexOf("'", 1);
    return written.slice(1, end === -1 ? undefined : end);
  }
  const isQuoted = mark === '"';
  if (!isQuoted && !written.includes("\\")) return written;
  let value = "";
  for (let at = isQuoted ? 1 : 0; at < written.length; at++) {
    const unit = written.charAt(at);
    if (isQuoted && unit === '"') break;
    const next = written.charAt(at + 1);
    if (unit === "\\" && escapable.has(next)) {
      value += next;
      at++;
    } else value += unit;
  }
  return value;
}

function notAnAssignment(path: string, line: number, text: string): Diagnostic {
  return {
    code: "os-release/not-an-assignment",
    level: "warning",
    message: {
      en: `Expected NAME=value, got "${quote(text)}". The line is left out.`,
      ja: `「名前=値」の形式を想定しましたが、「${quote(text)}」でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
