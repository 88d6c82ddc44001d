import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { completenessOf, isGap } from "../../semantics/completeness/completeness.ts";
import type { ExportContext } from "../context.ts";
import { escapeXml, escapeXmlAttribute } from "../escape/xml.ts";
import { isUnrated } from "../package-groups.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { describeWitness } from "../witnesses.ts";

/** How many test cases ended in which way. */
interface Tally {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** A test case: its attributes and, unless it passed, one child element. */
interface TestCase {
  readonly ended: "failure" | "error" | "skipped" | "passed";
  readonly name: string;
  readonly className: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly message: string;
  readonly type: string;
  readonly body: string;
}

/**
 * Writes a document as JUnit XML: a suite for each target, a failure for each open finding, a skipped case for each
 * accepted one and for packages of which nobody says what flaws they have, an error for each part that was not examined, and a passing case for a target without any of them.
 *
 * Source: the schema that Jenkins and GitLab read; `file` and `line` are GitLab's.
 */
export function exportJunit(document: ReportDocument, context: ExportContext): string {
  const suites = document.reports.map((report) => ({ report, cases: casesOf(report, context) }));
  const total = tally(suites.flatMap(({ cases }) => cases));
  const time = (context.elapsedMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sekisho" ${writeTally(total)} time="${time}">`,
    ...suites.map(({ report, cases }) => writeSuite(report, cases)),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf(report: Report, context: ExportContext): readonly TestCase[] {
  const phrases = phrasesIn(context.language);
  const isPartial = completenessOf(report) === "partial";
  const cases = [
    ...report.findings.map((finding) => caseOfFinding(finding, report, context)),
    ...report.diagnostics
      .filter((diagnostic) => diagnostic.level === "error" || isGap(diagnostic))
      .map(({ level, code, message, location }) => ({
        ended: level === "error" || isPartial ? ("error" as const) : ("skipped" as const),
        name: location === undefined ? code : `${code} (${pathAndPlaceOf(location)})`,
        className: report.target.name,
        file: location?.path ?? report.target.name,
        line: location?.startLine,
        message,
        type: code,
        body: message,
      })),
    ...report.coverage
      .filter(({ ended }) => ended === "failed")
      .map(({ plugin, reason, ended }) => caseOfTarget(report, plugin, { ended: "error", message: reason ?? ended })),
  ];
  if (cases.length > 0) return cases;
  return [caseOfTarget(report, phrases.nothingFound(1, undefined), { ended: "passed", message: "" })];
}

function caseOfTarget(report: Report, name: string, outcome: Pick<TestCase, "ended" | "message">): TestCase {
  const { name: target } = report.target;
  return { ...outcome, name, className: target, file: target, line: undefined, type: name, body: outcome.message };
}

function caseOfFinding(finding: Finding, report: Report, context: ExportContext): TestCase {
  const { location } = finding.evidence[0];
  const phrases = phrasesIn(context.language);
  return {
    ended: finding.status === "accepted" ? "skipped" : "failure",
    name: nameOf(finding),
    className: report.target.name,
    file: location.path,
    line: location.startLine,
    message: finding.status === "accepted" ? (finding.exception?.reason ?? phrases.exception) : finding.message,
    type: finding.severity,
    body: describe(finding, context, phrases),
  };
}

/** The title of a flaw begins with its name: nothing is said twice. */
function nameOf({ rule, title, subject, vulnerability, evidence }: Finding): string {
  const place = pathAndPlaceOf(evidence[0].location);
  return vulnerability === undefined
    ? `${rule.id}: ${title} (${place}, ${subject})`
    : `${title} (${place}, ${subject})`;
}

function describe(finding: Finding, { language }: ExportContext, phrases: Phrases): string {
  return [
    `${phrases.severity}: ${(isUnrated(finding) ? unratedStyle : severityStyles[finding.severity]).word[language]}`,
    ...finding.evidence.map(({ location, message }) => {
      const place = `${phrases.place}: ${pathAndPlaceOf(location)}`;
      return message === undefined ? place : `${place}  ${message}`;
    }),
    finding.message,
    `${phrases.remediation}: ${finding.remediation}`,
    ...(finding.witnesses ?? []).map((witness) => `${phrases.seenBy}: ${describeWitness(witness)}`),
  ].join("\n");
}

function writeSuite({ target, startedAt, finishedAt }: Report, cases: readonly TestCase[]): string {
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const time = Number.isFinite(seconds) ? seconds.toFixed(3) : "0.000";
  const attributes = [
    `name="${escapeXmlAttribute(target.name)}"`,
    writeTally(tally(cases)),
    `time="${time}"`,
    `timestamp="${escapeXmlAttribute(startedAt)}"`,
  ].join(" ");
  return [`  <testsuite ${attributes}>`, ...cases.map(writeCase), "  </testsuite>"].join("\n");
}

function writeCase(test: TestCase): string {
  const line = test.line === undefined ? "" : ` line="${test.line}"`;
  const start = `    <testcase classname="${escapeXmlAttribute(test.className)}" name="${escapeXmlAttribute(test.name)}" file="${escapeXmlAttribute(test.file)}"${line}`;
  if (test.ended === "passed") return `${start}/>`;
  const message = ` message="${escapeXmlAttribute(test.message)}"`;
  const type = test.ended === "skipped" ? "" : ` type="${escapeXmlAttribute(test.type)}"`;
  const child = `      <${test.ended}${message}${type}>${escapeXml(test.body)}</${test.ended}>`;
  return `${start}>\n${child}\n    </testcase>`;
}

function tally(cases: readonly TestCase[]): Tally {
  const count = (ended: TestCase["ended"]): number => cases.filter((test) => test.ended === ended).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function writeTally({ tests, failures, errors, skipped }: Tally): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}
