import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../model/report.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import { exportJunit } from "./junit.ts";

describe("exportJunit", () => {
  test("writes a suite for the target, failures, and the accepted finding as skipped", () => {
    expect(exportJunit(sampleDocument("en"), sampleContext("en"))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="sekisho" tests="4" failures="3" errors="0" skipped="1" time="0.120">
        <testsuite name="Dockerfile" tests="4" failures="3" errors="0" skipped="1" time="0.120" timestamp="2026-11-22T01:00:00.000Z">
          <testcase classname="Dockerfile" name="dockerfile/apt-get-without-yes: apt-get without -y stops the build (Dockerfile:2:23, stage:0)" file="Dockerfile" line="2">
            <failure message="\`apt-get install curl\` has no \`-y\`." type="medium">Severity: medium
      Place: Dockerfile:2:23
      \`apt-get install curl\` has no \`-y\`.
      Remediation: Add \`-y\`.</failure>
          </testcase>
          <testcase classname="Dockerfile" name="dockerfile/credential-in-variable-value: Credential in an environment variable (Dockerfile:3:15, stage:0)" file="Dockerfile" line="3">
            <failure message="API_TOKEN holds a value that looks like a token." type="critical">Severity: critical
      Place: Dockerfile:3:15
      API_TOKEN holds a value that looks like a token.
      Remediation: Use \`RUN --mount=type=secret\`.</failure>
          </testcase>
          <testcase classname="Dockerfile" name="dockerfile/no-user: Container runs as root (Dockerfile:5:1, stage:0)" file="Dockerfile" line="5">
            <failure message="No USER instruction in the final stage; the base image debian:12 runs as root." type="high">Severity: high
      Place: Dockerfile:5:1
      No USER instruction in the final stage; the base image debian:12 runs as root.
      Remediation: Add \`USER 10001\` after the last instruction that needs root.</failure>
          </testcase>
          <testcase classname="Dockerfile" name="dockerfile/no-healthcheck: No HEALTHCHECK (Dockerfile:1:1, stage:0)" file="Dockerfile" line="1">
            <skipped message="probed by the orchestrator">Severity: low
      Place: Dockerfile:1:1
      The final stage has no HEALTHCHECK instruction.
      Remediation: Add HEALTHCHECK.</skipped>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test("writes a passing case where nothing was found", () => {
    const written = exportJunit(withReport({ findings: [] }), sampleContext("en"));

    expect(written).toContain('<testsuites name="sekisho" tests="1" failures="0" errors="0" skipped="0" time="0.120">');
    expect(written).toContain('name="Nothing found in 1 target" file="Dockerfile"/>');
  });

  test("writes an error, and no passing case, where something was not examined", () => {
    const written = exportJunit(
      withReport({
        findings: [],
        diagnostics: [{ code: "dockerfile/unreadable", level: "error", message: "Not UTF-8." }],
        coverage: [{ plugin: "dockerfile/no-user", ended: "failed", reason: "broke" }],
      }),
      sampleContext("en"),
    );

    expect(written).toContain('tests="2" failures="0" errors="2" skipped="0"');
    expect(written).toContain('<error message="Not UTF-8." type="dockerfile/unreadable">Not UTF-8.</error>');
    expect(written).not.toContain("Nothing found");
  });

  test("keeps warnings about the input from failing anything", () => {
    const diagnostics = [{ code: "a/b", level: "warning" as const, message: "m" }];

    expect(exportJunit(withReport({ findings: [], diagnostics }), sampleContext("en"))).toContain('errors="0"');
  });

  test.each([
    { name: "sample", document: sampleDocument("ja") },
    { name: "no reports", document: { schemaVersion: 1 as const, reports: [] } },
    ...hostileTexts.map(({ name, text }) => ({ name: `hostile: ${name}`, document: hostileDocument(text) })),
  ])("is well-formed XML: $name", ({ document }) => {
    expect(findXmlFault(exportJunit(document, sampleContext("ja")))).toBeUndefined();
  });

  test.each([
    { name: "an open element", xml: "<a><b></a>" },
    { name: "a control character", xml: "<a>\u0001</a>" },
    { name: "a bare angle bracket", xml: "<a>1 < 2</a>" },
    { name: "a bare ampersand", xml: "<a>&</a>" },
    { name: "an attribute without quotes", xml: "<a b=c></a>" },
    { name: "an attribute twice", xml: '<a b="" b=""></a>' },
  ])("the check for well-formedness finds $name", ({ xml }) => {
    expect(findXmlFault(xml)).toBeDefined();
  });
});

function withReport(changes: Partial<ReportDocument["reports"][number]>): ReportDocument {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}

/** Finds the first fault of a document after XML 1.0: characters, tags, attributes, references, nesting. */
function findXmlFault(xml: string): string | undefined {
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(xml)) return "forbidden character";
  const open: string[] = [];
  const token =
    /<\?xml [^?]*\?>|<(\/?)([A-Za-z]+)((?: [a-z]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#10);)*")*)(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    at = token.lastIndex;
    const [, slash, name = "", attributes = "", selfClosing, text] = match;
    const names = [...attributes.matchAll(/ ([a-z]+)="[^"]*"/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) return `attribute twice in ${name}`;
    if (text !== undefined && /&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) return `bare ampersand in ${text}`;
    if (slash === "/" && open.pop() !== name) return `</${name}> closes nothing`;
    if (slash === "" && selfClosing === "" && name !== "") open.push(name);
  }
  if (at !== xml.length) return `not a token at ${at}: ${xml.slice(at, at + 40)}`;
  return open.length === 0 ? undefined : `${open.join()} not closed`;
}
