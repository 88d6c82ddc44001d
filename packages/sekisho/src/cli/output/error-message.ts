import { showControls } from "../../exporters/escape/visible.ts";
import type { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import type { Terminal } from "../terminal.ts";

/** What the words for people are shown with. */
type Look = Pick<Terminal, "language" | "hasErrorColour">;

const labels = {
  error: { en: "error", ja: "エラー" },
  warning: { en: "warning", ja: "警告" },
  info: { en: "note", ja: "情報" },
  hint: { en: "hint", ja: "ヒント" },
} as const satisfies Readonly<Record<string, Text>>;

const colours = { error: "31", warning: "33", info: "36", hint: "36" } as const;

/** Gives the lines that say an error of the call, with the hint below. */
export function errorMessage(error: SekishoError, look: Look): string {
  const lines = [labelled("error", error.text, look)];
  if (error.hint !== undefined) lines.push(labelled("hint", error.hint, look));
  return `${lines.join("\n")}\n`;
}

/** Gives the lines that say a defect of the program, with the stack that whoever repairs it needs. */
export function defectMessage(error: unknown, look: Look): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = {
    en: `Sekisho itself failed; the scan is not complete. Please report it with these lines:\n${stack}`,
    ja: `Sekisho の内部エラーのため、スキャンは完了していません。次の内容を添えて報告してください。\n${stack}`,
  };
  return `${labelled("error", text, look)}\n`;
}

/** Gives one labelled message; further lines of it are indented below. Control characters are shown, not sent. */
export function labelled(kind: keyof typeof labels, text: Text, look: Look): string {
  const label = labels[kind][look.language];
  const shown = text[look.language].split("\n").map(showControls);
  const painted = look.hasErrorColour ? `\u001b[1;${colours[kind]}m${label}\u001b[0m` : label;
  return shown.length === 1
    ? `${painted}: ${shown[0]}`
    : [`${painted}:`, ...shown.map((line) => `  ${line}`)].join("\n");
}
