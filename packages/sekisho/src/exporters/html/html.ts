import type { ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { escapeHtml } from "../escape/html.ts";
import { createExcerptReader, findSecrets, holdsSecret } from "../excerpt.ts";
import { phrasesIn } from "../phrases.ts";
import { compareUrgency } from "../placing.ts";
import { findingsOf, summarize, warningsOf } from "../summary.ts";
import { readableTime, writeCover, writePlaces, writeSummary } from "./cover.ts";
import { writeDetails, writeTable } from "./findings.ts";
import { writeIncidents } from "./incidents.ts";
import { nameAnchors, type Page } from "./page.ts";
import { writeRemediation } from "./remediation.ts";
import { writeSecurityPolicy } from "./security-policy.ts";
import { writeStyleSheet } from "./style.ts";

/** Nothing is loaded and nothing runs: the page is what it says. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Writes a document as one HTML page that needs nothing else: no script, no picture, no font.
 *
 * Light and dark follow the reader's preference; printed, it fits A4. Everything from outside is escaped, and a content
 * policy forbids the rest.
 */
export function exportHtml(document: ReportDocument, context: ExportContext): string {
  const phrases = phrasesIn(context.language);
  const findings = findingsOf(document);
  const secrets = findSecrets(document);
  const page: Page = {
    context,
    phrases,
    excerptOf: createExcerptReader(secrets, context.sourceOf),
    anchorOf: nameAnchors(findings),
    isSecretIn: (path, line) => holdsSecret(secrets, path, line),
  };
  const summary = summarize(document);
  const open = findings.filter(({ status }) => status === "open");
  const accepted = findings.filter(({ status }) => status === "accepted");
  const targets = document.reports.map(({ target }) => target.name);
  const title = `${phrases.reportTitle}: ${targets.slice(0, 3).join(", ")}${targets.length > 3 ? ", …" : ""}`;
  return [
    "<!doctype html>",
    `<html lang="${context.language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${writeStyleSheet()}</style>`,
    "</head>",
    "<body>",
    writeCover(document, page),
    "<main>",
    writeSummary(summary, page),
    writePlaces(phrases.notExamined, summary.unexamined),
    writeIncidents(document, page),
    writeRemediation(document, page),
    writeSecurityPolicy(document, page),
    open.length > 0 ? writeTable(open.toSorted(compareUrgency), page) : "",
    open.length > 0 ? writeDetails(phrases.details, "details", open, page) : "",
    accepted.length > 0 ? writeDetails(phrases.acceptedFindings, "accepted", accepted, page) : "",
    writePlaces(phrases.doubtful, warningsOf(document)),
    "</main>",
    `<footer>${escapeHtml(`${phrases.madeAt}: ${readableTime(context.now)}`)}</footer>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
