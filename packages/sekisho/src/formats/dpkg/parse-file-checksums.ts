import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** Checksums of a file, with what could not be read. */
export interface FileChecksums {
  /** Path without leading slash and hexadecimal checksum in turn. */
  readonly entries: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Says once that a file is no list of checksums, not on every line. */
const maxDiagnostics = 3;

/** Reads a `.md5sums` file: 32 hexadecimal digits, two blanks (or a blank and `*`), a path from the root. */
export function parseFileChecksums(path: string, text: string): FileChecksums {
  const entries: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    line++;
    const checksum = text.slice(start, Math.min(start + 32, end));
    const isEntry = /^[0-9a-fA-F]{32}$/.test(checksum) && /^ [ *]/.test(text.slice(start + 32, start + 34));
    if (isEntry && end > start + 34) {
      entries.push(text.slice(start + 34, end).replace(/^(?:\.?\/)+/, ""), checksum.toLowerCase());
    } else if (end > start && diagnostics.length < maxDiagnostics) {
      diagnostics.push(notAChecksum(path, line, text.slice(start, Math.min(end, start + 80))));
    }
    start = end + 1;
  }
  return { entries, diagnostics };
}

function notAChecksum(path: string, line: number, text: string): Diagnostic {
  return {
    code: "dpkg/not-a-checksum",
    level: "warning",
    message: {
      en: `Expected 32 hexadecimal digits, two blanks and a path, got "${quote(text)}". The line is left out.`,
      ja: `16 進数 32 桁、空白 2 つ、パスの順を想定しましたが、「${quote(text)}」でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
