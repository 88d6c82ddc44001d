/** One remark of ShellCheck. Lines and columns count from 1, the end column is the one after the last character. */
export interface ShellcheckComment {
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly level: "error" | "warning" | "info" | "style";
  readonly code: number;
  readonly message: string;
}

/** Reads a report in the format `json1`; `undefined` when it is none. Remarks of an unknown shape are refused, too. */
export function parseShellcheckReport(text: string): readonly ShellcheckComment[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The caller reports it with the program's exit code and error output.
    return undefined;
  }
  if (!isRecord(document) || !Array.isArray(document["comments"])) return undefined;
  const comments: ShellcheckComment[] = [];
  for (const element of document["comments"]) {
    const comment = readComment(element);
    if (comment === undefined) return undefined;
    comments.push(comment);
  }
  return comments;
}

function readComment(element: unknown): ShellcheckComment | undefined {
  if (!isRecord(element)) return undefined;
  const { line, endLine, column, endColumn, level, code, message } = element;
  if (typeof line !== "number" || typeof endLine !== "number" || typeof column !== "number") return undefined;
  if (typeof endColumn !== "number" || typeof code !== "number" || typeof message !== "string") return undefined;
  if (level !== "error" && level !== "warning" && level !== "info" && level !== "style") return undefined;
  return { line, endLine, column, endColumn, level, code, message };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
