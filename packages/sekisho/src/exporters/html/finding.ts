import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import { escapeHtml } from "../escape/html.ts";
import { cropLine, type ExcerptLine } from "../excerpt.ts";
import { type HunkLine, previewEdits } from "../fix-preview.ts";
import { isUnrated, namesOf } from "../package-groups.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { writeFlawFacts } from "./flaw-facts.ts";
import { proseHtml, sourceHtml, webAddress } from "./markup.ts";
import type { Page } from "./page.ts";
import { writeWitnesses } from "./witnesses.ts";

const shownPlaces = 20;
const maxLineUnits = 400;
const signs = { kept: " ", removed: "-", added: "+" } as const;

/** Writes one finding in full: what, where, the source, what to do, why, and who else asks. */
export function writeFinding(finding: Finding, page: Page): string {
  const { context, phrases } = page;
  const { mark, word } = isUnrated(finding) ? unratedStyle : severityStyles[finding.severity];
  const severity = `<span class="severity ${finding.severity}">${mark} ${escapeHtml(word[context.language])}</span>`;
  const address = webAddress(context.rules.get(finding.rule.id)?.helpUri);
  const id = `<code>${escapeHtml(finding.rule.id)}</code>`;
  const rule = address === undefined ? id : `<a href="${address}" rel="noreferrer">${id}</a>`;
  return [
    `<article class="finding" id="${page.anchorOf(finding)}">`,
    `<header>${severity}<h4>${escapeHtml(finding.title)}</h4></header>`,
    `<p class="meta">${escapeHtml(pathAndPlaceOf(finding.evidence[0].location))} · ${rule} · ${escapeHtml(`${phrases.subject}: ${finding.subject}`)}</p>`,
    finding.message === "" ? "" : `<p>${proseHtml(finding.message)}</p>`,
    ...finding.evidence.slice(0, shownPlaces).map((evidence, index) => writeEvidence(finding, evidence, index, page)),
    writeMorePlaces(finding, page),
    writeFacts(finding, page),
    "</article>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function writeEvidence(finding: Finding, evidence: Evidence, index: number, page: Page): string {
  const { lines, leftOut } = page.excerptOf(finding, evidence);
  const hasLabel = index > 0 || (evidence.message !== undefined && evidence.message !== finding.message);
  const message = evidence.message === undefined ? "" : ` ${proseHtml(evidence.message)}`;
  const place = `<span class="place">${escapeHtml(pathAndPlaceOf(evidence.location))}</span>`;
  const label = hasLabel ? `<div class="label">${place}${message}</div>` : "";
  if (lines.length === 0 && label === "") return "";
  const more =
    leftOut > 0 ? `<span class="line number">${escapeHtml(`… ${page.phrases.moreLines(leftOut)}`)}</span>` : "";
  // Of an event the whole line is meant: nothing in it stands out.
  const isEvent = finding.kind === "activity";
  const source = lines
    .map((line) => writeLine(cropLine(isEvent ? { ...line, from: 0, to: 0 } : line, maxLineUnits)))
    .join("");
  return `<div class="code">${label}<pre>${source}${more}</pre></div>`;
}

function writeLine({ line, text, from, to }: ExcerptLine): string {
  const marked = to > from ? `<mark>${escapeHtml(text.slice(from, to))}</mark>` : "";
  return `<span class="line"><span class="number">${line ?? ""}</span>${escapeHtml(text.slice(0, from))}${marked}${escapeHtml(text.slice(to))}</span>`;
}

function writeMorePlaces(finding: Finding, { phrases }: Page): string {
  const count = finding.evidence.length - shownPlaces;
  return count > 0 ? `<p class="meta">${escapeHtml(phrases.morePlaces(count))}</p>` : "";
}

/** Writes the list under a finding: remediation and fix first, background after. */
function writeFacts(finding: Finding, page: Page): string {
  const { phrases, context } = page;
  const rule = context.rules.get(finding.rule.id);
  const names = namesOf(finding, phrases);
  const facts = [
    { label: phrases.exception, html: writeException(finding, page) },
    { label: phrases.remediation, html: proseHtml(finding.remediation) },
    {
      label: finding.fix?.safety === "safe" ? phrases.safeFix : phrases.proposedFix,
      html: writeFix(finding, page),
    },
    ...(finding.vulnerability === undefined ? [] : writeFlawFacts(finding.vulnerability, context.language)),
    { label: phrases.seenBy, html: writeWitnesses(finding, page) },
    { label: phrases.why, html: proseHtml(rule?.why[context.language] ?? "") },
    { label: phrases.controls, html: writeList(finding.rule.controls, (item) => `<code>${escapeHtml(item)}</code>`) },
    { label: names.label, html: writeList(names.items, (item) => `<code>${escapeHtml(item)}</code>`) },
    { label: phrases.sources, html: writeList(rule?.sources ?? [], sourceHtml) },
  ].filter(({ html }) => html !== "");
  return `<dl>${facts.map(({ label, html }) => `<dt>${escapeHtml(label)}</dt><dd>${html}</dd>`).join("\n")}</dl>`;
}

function writeException({ exception }: Finding, { phrases }: Page): string {
  if (exception === undefined) return "";
  const parts = [exception.reason];
  if (exception.owner !== undefined) parts.push(`${phrases.owner}: ${exception.owner}`);
  if (exception.expires !== undefined) parts.push(`${phrases.expires}: ${exception.expires}`);
  return proseHtml(parts.join(phrases.separator));
}

/** Writes what the fix changes, as a difference. Lines that hold a secret are not quoted. */
function writeFix({ fix }: Finding, page: Page): string {
  if (fix === undefined) return "";
  const hunks: string[] = [];
  for (const [path, edits] of Map.groupBy(fix.edits, (edit) => edit.path)) {
    const source = page.context.sourceOf(path);
    if (source === undefined) continue;
    for (const hunk of previewEdits(source, edits) ?? []) {
      const isSecret = ({ line }: HunkLine): boolean => line !== undefined && page.isSecretIn(path, line);
      if (hunk.some((line) => line.kind === "removed" && isSecret(line))) continue;
      const lines = hunk.filter((line) => !isSecret(line));
      hunks.push(`<div class="code"><pre>${lines.map(writeHunkLine).join("")}</pre></div>`);
    }
  }
  return hunks.join("");
}

function writeHunkLine({ kind, text }: HunkLine): string {
  const cropped = cropLine({ line: undefined, text, from: 0, to: 0 }, maxLineUnits).text;
  return `<span class="line ${kind}"><span class="number">${signs[kind]}</span>${escapeHtml(cropped)}</span>`;
}

function writeList(items: readonly string[], write: (item: string) => string): string {
  if (items.length === 0) return "";
  return `<ul>${items.map((item) => `<li>${write(item)}</li>`).join("")}</ul>`;
}
