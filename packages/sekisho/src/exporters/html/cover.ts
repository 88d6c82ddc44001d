import type { ReportDocument } from "../../model/report.ts";
import { severities } from "../../model/severity.ts";
import { escapeHtml } from "../escape/html.ts";
import { severityCountsOf, writeScope } from "../phrases.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import type { Summary, Unexamined } from "../summary.ts";
import { factsOf } from "../target-facts.ts";
import { codeHtml, proseHtml } from "./markup.ts";
import type { Page } from "./page.ts";
import { writeOrigins } from "./witnesses.ts";

const namedTargets = 12;
const languageNames = { en: "English", ja: "日本語" } as const;

/** Writes the cover: whose report, of what, when, by which tool; and the switch to other languages. */
export function writeCover(document: ReportDocument, page: Page): string {
  const { phrases } = page;
  const facts = [
    { label: phrases.target, html: writeTargets(document, page) },
    { label: phrases.date, html: writeDate(document, page) },
    { label: phrases.tool, html: escapeHtml(writeTools(document)) },
    { label: phrases.importedDocuments, html: writeOrigins(document, page) },
  ].filter(({ html }) => html !== "");
  return [
    '<header class="cover">',
    `<div class="brand"><span><strong>Sekisho</strong> 関所</span>${writeEditions(page)}</div>`,
    `<h1>${escapeHtml(phrases.reportTitle)}</h1>`,
    '<dl class="facts">',
    ...facts.map(({ label, html }) => `<div><dt>${escapeHtml(label)}</dt><dd>${html}</dd></div>`),
    "</dl>",
    "</header>",
  ].join("\n");
}

/** Writes the numbers: one sentence, a tile for each severity, what can be repaired, what was accepted. */
export function writeSummary(summary: Summary, page: Page): string {
  const { phrases, context } = page;
  const tiles = severities.map((severity) => {
    const { mark, word } = severityStyles[severity];
    const count = severity === "low" ? summary.counts.low - summary.unrated : summary.counts[severity];
    const label = `<span class="severity">${mark} ${escapeHtml(word[context.language])}</span>`;
    return `<li class="tile ${severity}${count === 0 ? " none" : ""}"><b>${count}</b>${label}</li>`;
  });
  if (summary.unrated > 0) {
    const { mark, word } = unratedStyle;
    const label = `<span class="severity">${mark} ${escapeHtml(word[context.language])}</span>`;
    tiles.push(`<li class="tile info"><b>${summary.unrated}</b>${label}</li>`);
  }
  const offers = [
    { count: summary.repairable, text: phrases.repairable(summary.repairable), command: context.commands.repair },
    { count: summary.proposals, text: phrases.proposals(summary.proposals), command: context.commands.propose },
    { count: summary.accepted, text: phrases.accepted(summary.accepted), command: undefined },
  ].filter(({ count }) => count > 0);
  const notes = offers.map(({ text, command }) => {
    const pre = command === undefined ? "" : ` <pre>${codeHtml(command)}</pre>`;
    return `<li>${escapeHtml(text)}${pre}</li>`;
  });
  return [
    `<section aria-labelledby="summary"><h2 id="summary">${escapeHtml(phrases.summary)}</h2>`,
    `<p class="lead">${escapeHtml(writeLead(summary, page))}</p>`,
    ...summary.notices.map((notice) => `<p>${proseHtml(notice)}</p>`),
    `<ul class="tiles">${tiles.join("")}</ul>`,
    notes.length > 0 ? `<ul class="notes">${notes.join("")}</ul>` : "",
    "</section>",
  ].join("\n");
}

/** Writes a list of places with messages in a box; nothing for an empty list. */
export function writePlaces(heading: string, places: readonly Unexamined[]): string {
  if (places.length === 0) return "";
  const items = places.map(({ target, code, message, location }) => {
    const place = location === undefined ? target : pathAndPlaceOf(location);
    return `<li>${codeHtml(place)} ${proseHtml(message)} <span class="badge">${escapeHtml(code)}</span></li>`;
  });
  return `<section class="box"><h2>${escapeHtml(heading)}</h2><ul>${items.join("\n")}</ul></section>`;
}

function writeLead(summary: Summary, { phrases, context }: Page): string {
  if (summary.open === 0) {
    const nothing = summary.accepted === 0 ? phrases.nothingFound : phrases.nothingOpen;
    return nothing(summary.targets, undefined);
  }
  const counts = severityCountsOf(summary, context.language).map(({ text }) => text);
  return counts.join(phrases.separator) + writeScope(summary, phrases, undefined);
}

function writeTargets({ reports }: ReportDocument, { phrases }: Page): string {
  const named = reports.slice(0, namedTargets).map(({ target }) => {
    const platform = target.image === undefined ? [] : [target.image.platform];
    const facts = [...platform, ...factsOf(target, phrases)].join(phrases.separator);
    const digest = target.digest === undefined || reports.length > 1 ? "" : shortDigest(target.digest);
    const lines = [facts, digest].filter((line) => line !== "");
    return `${codeHtml(target.name)}${lines.map((line) => `<br><small>${escapeHtml(line)}</small>`).join("")}`;
  });
  if (reports.length > namedTargets) named.push(escapeHtml(phrases.moreTargets(reports.length - namedTargets)));
  return named.join("<br>");
}

function writeDate({ reports }: ReportDocument, { context }: Page): string {
  const finished = reports.map(({ finishedAt }) => finishedAt).toSorted();
  const moment = finished.at(-1) ?? context.now;
  return `<time datetime="${escapeHtml(moment)}">${escapeHtml(readableTime(moment))}</time>`;
}

/** `2026-11-22T01:00:00.120Z` reads as `2026-11-22 01:00 UTC`; anything else stays as it is. */
export function readableTime(moment: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(moment);
  return parts === null ? moment : `${parts[1]} ${parts[2]} UTC`;
}

function writeTools({ reports }: ReportDocument): string {
  return [...new Set(reports.map(({ producer }) => `${producer.name} ${producer.version}`))].toSorted().join(", ");
}

function writeEditions({ context, phrases }: Page): string {
  if (context.editions === undefined || context.editions.length === 0) return "";
  const links = context.editions.map(({ language, href }) => {
    const name = languageNames[language];
    if (language === context.language) return `<span aria-current="page">${name}</span>`;
    return `<a href="${escapeHtml(relativeAddress(href))}" lang="${language}" hreflang="${language}">${name}</a>`;
  });
  return `<nav aria-label="${escapeHtml(phrases.language)}">${links.join("")}</nav>`;
}

/** Makes a file name a relative reference, whatever is in it: no scheme, no query, no fragment. */
function relativeAddress(href: string): string {
  return `./${href
    .replace(/^(?:\.\/)+/, "")
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/")}`;
}

function shortDigest(digest: string): string {
  return digest.length > 31 ? `${digest.slice(0, 31)}…` : digest;
}
