import type { Diagnostic } from "../model/diagnostic.ts";
import { labelled } from "./output/error-message.ts";
import type { Terminal } from "./terminal.ts";

/** Says diagnostics on standard error, each with its place. */
export async function sayDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): Promise<void> {
  for (const { level, message, location } of diagnostics) {
    const place = location === undefined ? "" : `${location.path}${positionText(location)}: `;
    const text = { en: place + message.en, ja: place + message.ja };
    await terminal.writeError(`${labelled(level, text, terminal)}\n`);
  }
}

function positionText({ startLine, startColumn }: NonNullable<Diagnostic["location"]>): string {
  if (startLine === undefined) return "";
  return startColumn === undefined ? `:${startLine}` : `:${startLine}:${startColumn}`;
}
