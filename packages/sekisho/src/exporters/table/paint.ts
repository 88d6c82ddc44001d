import type { Severity } from "../../model/severity.ts";
import { severityStyles } from "../severity-style.ts";

/** Puts terminal colours around texts, or leaves them alone. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

/** Makes the paint for a terminal. Only SGR sequences are used, and each is reset where it ends. */
export function createPaint(hasColour: boolean): Paint {
  const paint = (parameters: string, text: string): string =>
    hasColour && text !== "" ? `\u001b[${parameters}m${text}\u001b[0m` : text;
  return {
    strong: (text) => paint("1", text),
    faint: (text) => paint("2", text),
    severity: (severity, text) => paint(severityStyles[severity].terminal, text),
  };
}
