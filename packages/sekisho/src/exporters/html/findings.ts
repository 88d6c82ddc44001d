import type { Finding } from "../../model/finding.ts";
import { escapeHtml } from "../escape/html.ts";
import { isUnrated } from "../package-groups.ts";
import { groupByFile, pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { writeFinding } from "./finding.ts";
import { codeHtml } from "./markup.ts";
import type { Page } from "./page.ts";

/** Writes the table of findings; each row links to the details below. */
export function writeTable(findings: readonly Finding[], page: Page): string {
  const { phrases } = page;
  const columns = [
    `<th scope="col">${escapeHtml(phrases.severity)}</th>`,
    `<th scope="col" class="wide">${escapeHtml(phrases.title)}</th>`,
    `<th scope="col">${escapeHtml(phrases.place)}</th>`,
    `<th scope="col" class="optional">${escapeHtml(phrases.rule)}</th>`,
  ];
  return [
    `<section aria-labelledby="findings"><h2 id="findings">${escapeHtml(phrases.findings)}</h2>`,
    `<table><thead><tr>${columns.join("")}</tr></thead><tbody>`,
    ...findings.map((finding) => writeRow(finding, page)),
    "</tbody></table></section>",
  ].join("\n");
}

/** Writes findings in full, by file. */
export function writeDetails(heading: string, anchor: string, findings: readonly Finding[], page: Page): string {
  const groups = groupByFile(findings).map(
    (group) =>
      `<h3>${codeHtml(group.path)}</h3>\n${group.findings.map((finding) => writeFinding(finding, page)).join("\n")}`,
  );
  return [
    `<section aria-labelledby="${anchor}"><h2 id="${anchor}">${escapeHtml(heading)}</h2>`,
    ...groups,
    "</section>",
  ].join("\n");
}

function writeRow(finding: Finding, { context, phrases, anchorOf }: Page): string {
  const { mark, word } = isUnrated(finding) ? unratedStyle : severityStyles[finding.severity];
  const severity = `<span class="severity ${finding.severity}">${mark} ${escapeHtml(word[context.language])}</span>`;
  const repair =
    finding.fix?.safety === "safe" ? ` <span class="badge">${escapeHtml(phrases.isRepairable)}</span>` : "";
  const cells = [
    `<td>${severity}</td>`,
    `<td><a href="#${anchorOf(finding)}">${escapeHtml(finding.title)}</a>${repair}</td>`,
    `<td><span class="place">${escapeHtml(pathAndPlaceOf(finding.evidence[0].location))}</span></td>`,
    `<td class="optional"><code class="rule">${escapeHtml(finding.rule.id)}</code></td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}
