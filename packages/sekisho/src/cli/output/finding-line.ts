import { toOneLine } from "../../exporters/escape/visible.ts";
import { severityStyles } from "../../exporters/severity-style.ts";
import type { Finding } from "../../model/finding.ts";
import type { Terminal } from "../terminal.ts";

/** Writes a finding about events in one line, for a stream of them. */
export function findingLine(
  { severity, title, message, rule, activity }: Finding,
  { language, hasUnicode }: Pick<Terminal, "language" | "hasUnicode">,
): string {
  const style = severityStyles[severity];
  const mark = hasUnicode ? style.mark : style.plainMark;
  const words = [activity?.firstSeen ?? "", mark, style.word[language], toOneLine(title), toOneLine(message), rule.id];
  return `${words.filter((word) => word !== "").join(" ")}\n`;
}
