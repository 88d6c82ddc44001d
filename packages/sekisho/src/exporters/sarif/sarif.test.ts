import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import type { SarifLog, SarifRun } from "./log.ts";
import { exportSarif } from "./sarif.ts";

/** The standard's schema is draft 4; it uses nothing of it that later drafts read otherwise but these two keywords. */
const { $schema: _draft, id: _id, ...draftFree } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(draftFree);

describe("exportSarif", () => {
  test.each([
    { name: "English sample", document: sampleDocument("en") },
    { name: "Japanese sample", document: sampleDocument("ja") },
    { name: "no findings", document: withReport({ findings: [] }) },
    { name: "no reports", document: { schemaVersion: 1 as const, reports: [] } },
    ...hostileTexts.map(({ name, text }) => ({ name: `hostile: ${name}`, document: hostileDocument(text) })),
  ])("is valid SARIF 2.1.0: $name", ({ document }) => {
    const log: unknown = JSON.parse(exportSarif(document, sampleContext("en")));

    validate(log);

    expect(validate.errors ?? []).toEqual([]);
  });

  test("the schema refuses what is no SARIF", () => {
    expect(validate({ version: "2.1.0", runs: [{}] })).toBe(false);
  });

  test("describes each rule once, sorted, with what code scanning needs", () => {
    const { rules } = runOf(sampleDocument("en")).tool.driver;

    expect(rules.map(({ id }) => id)).toEqual([
      "dockerfile/apt-get-without-yes",
      "dockerfile/credential-in-variable-value",
      "dockerfile/no-healthcheck",
      "dockerfile/no-user",
    ]);
    expect(rules[3]).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "Whoever breaks out of the process is root in the container and closer to root on the node.",
        },
        "help": {
          "markdown": "**Why it matters**

      Whoever breaks out of the process is root in the container and closer to root on the node.

      **Remediation**

      Add \`USER 10001\` after the last instruction that needs root.

      **Controls**

      * \`cis-docker@1.6.0#4.1\`
      * \`twelve-practices@2022#9\`

      **In other tools**

      * \`checkov:CKV_DOCKER_3\`
      * \`trivy:DS-0002\`

      **Sources**

      * CIS Docker Benchmark 1.6.0, 4.1",
          "text": "Why it matters: Whoever breaks out of the process is root in the container and closer to root on the node.
      Remediation: Add \`USER 10001\` after the last instruction that needs root.
      Controls: cis-docker@1.6.0#4.1, twelve-practices@2022#9
      In other tools: checkov:CKV_DOCKER_3, trivy:DS-0002
      Sources: CIS Docker Benchmark 1.6.0, 4.1",
        },
        "helpUri": "https://sekisho.example/checks/dockerfile/no-user",
        "id": "dockerfile/no-user",
        "name": "DockerfileNoUser",
        "properties": {
          "aliases": [
            "checkov:CKV_DOCKER_3",
            "trivy:DS-0002",
          ],
          "controls": [
            "cis-docker@1.6.0#4.1",
            "twelve-practices@2022#9",
          ],
          "precision": "high",
          "problem.severity": "error",
          "security-severity": "8.0",
          "tags": [
            "security",
            "dockerfile",
            "cis-docker@1.6.0#4.1",
            "twelve-practices@2022#9",
          ],
        },
        "shortDescription": {
          "text": "Container runs as root",
        },
      }
    `);
  });

  test("points to the exact region, and carries snippet, fix and fingerprint", () => {
    const result = runOf(sampleDocument("en")).results.find(({ ruleId }) => ruleId === "dockerfile/no-user");

    expect(result).toMatchInlineSnapshot(`
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "index": 0,
                  "uri": "Dockerfile",
                  "uriBaseId": "%SRCROOT%",
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 1,
                      "endLine": 5,
                      "startColumn": 1,
                      "startLine": 5,
                    },
                    "insertedContent": {
                      "text": "USER 10001
      ",
                    },
                  },
                ],
              },
            ],
            "description": {
              "text": "Proposal: Add \`USER 10001\` after the last instruction that needs root.",
            },
          },
        ],
        "kind": "fail",
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "stage:0",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "index": 0,
                "uri": "Dockerfile",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 26,
                "endLine": 5,
                "snippet": {
                  "text": "CMD ["node", "server.js"]",
                },
                "startColumn": 1,
                "startLine": 5,
              },
            },
          },
        ],
        "message": {
          "text": "No USER instruction in the final stage; the base image debian:12 runs as root.",
        },
        "partialFingerprints": {
          "primaryLocationLineHash": "33333333333333333333333333333333:1",
          "sekishoFinding/v1": "33333333333333333333333333333333",
        },
        "properties": {
          "findingId": "33333333333333333333333333333333",
          "kind": "misconfiguration",
          "severity": "high",
          "subject": "stage:0",
        },
        "ruleId": "dockerfile/no-user",
        "ruleIndex": 3,
        "suppressions": [],
      }
    `);
  });

  test.each([
    { name: "critical", expected: { level: "error", score: "9.5" } },
    { name: "high", expected: { level: "error", score: "8.0" } },
    { name: "medium", expected: { level: "warning", score: "5.5" } },
    { name: "low", expected: { level: "note", score: "2.0" } },
    { name: "info", expected: { level: "note", score: undefined } },
  ] as const)("levels: $name", ({ name, expected }) => {
    const run = runOf(withReport({ findings: [firstFinding({ severity: name })] }));

    expect(run.results[0]?.level).toBe(expected.level);
    expect(run.tool.driver.rules[0]?.properties["security-severity"]).toBe(expected.score);
  });

  test("gives one result for each place, with stable fingerprints and the fix once", () => {
    const finding = firstFinding({
      evidence: [
        { location: { path: "a", startLine: 1 }, message: "here" },
        { location: { path: "b", startLine: 2 }, message: "and here" },
      ],
    });

    const { results } = runOf(withReport({ findings: [finding] }));

    expect(results.map(({ message }) => message.text)).toEqual(["here", "and here"]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints["primaryLocationLineHash"])).toEqual([
      `${finding.id}:1`,
      `${finding.id}:2`,
    ]);
    expect(results.map(({ fixes }) => fixes?.length)).toEqual([1, undefined]);
    expect(results[0]?.relatedLocations).toHaveLength(1);
  });

  test("suppresses what was accepted, and says of the others that they are not", () => {
    const { results } = runOf(sampleDocument("en"));

    expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([0, 0, 0, 1]);
    expect(results[3]?.suppressions?.[0]).toEqual({
      kind: "external",
      status: "accepted",
      justification: "probed by the orchestrator",
      properties: { owner: "platform-team", expires: "2027-03-31" },
    });
  });

  test("an invocation with errors or failed plug-ins is not successful", () => {
    const run = runOf(
      withReport({
        diagnostics: [
          { code: "a/error", level: "error", message: "m", location: { path: "f", startLine: 3 } },
          { code: "a/warning", level: "warning", message: "m" },
        ],
        coverage: [
          { plugin: "c/done", ended: "done" },
          { plugin: "c/failed", ended: "failed", reason: "broke" },
          { plugin: "c/skipped", ended: "skipped" },
        ],
      }),
    );

    expect(run.invocations[0]?.executionSuccessful).toBe(false);
    expect(
      run.invocations[0]?.toolExecutionNotifications.map(({ descriptor, level }) => [descriptor.id, level]),
    ).toEqual([
      ["a/error", "error"],
      ["a/warning", "warning"],
      ["c/failed", "error"],
    ]);
    expect(runOf(sampleDocument("en")).invocations[0]?.executionSuccessful).toBe(true);
  });

  // Source: RFC 3986, and SARIF 2.1.0 section 3.4 (a relative reference with a base has no `..`).
  test.each([
    {
      name: "a relative path",
      path: "a b/ä.Dockerfile",
      expected: { uri: "a%20b/%C3%A4.Dockerfile", uriBaseId: "%SRCROOT%" },
    },
    { name: "a colon in the first segment", path: "a:b", expected: { uri: "a%3Ab", uriBaseId: "%SRCROOT%" } },
    { name: "a path outside", path: "../x", expected: { uri: "../x" } },
    { name: "an absolute path", path: "/srv/x", expected: { uri: "file:///srv/x" } },
    { name: "a drive", path: "C:/x y", expected: { uri: "file:///C:/x%20y" } },
    { name: "a query and a fragment", path: "a?b#c", expected: { uri: "a%3Fb%23c", uriBaseId: "%SRCROOT%" } },
  ])("locates $name", ({ path, expected }) => {
    const { artifacts, results } = runOf(
      withReport({ findings: [firstFinding({ evidence: [{ location: { path } }] })] }),
    );
    const location = results[0]?.locations[0].physicalLocation.artifactLocation;

    expect(location).toMatchObject(expected);
    expect(location?.uriBaseId).toBe(expected.uriBaseId);
    expect(artifacts[location?.index ?? -1]?.location.uri).toBe(expected.uri);
  });

  test.each([
    { name: "whose text can be had", path: "Dockerfile", expected: { startLine: 1, endLine: 6 } },
    { name: "whose text is gone", path: "gone", expected: { startLine: 1 } },
  ])("points to the whole of a file $name when there is no line", ({ path, expected }) => {
    const { results } = runOf(withReport({ findings: [firstFinding({ evidence: [{ location: { path } }] })] }));

    expect(results[0]?.locations[0].physicalLocation.region).toEqual(expected);
  });

  test("gives a rule at most the 20 tags that code scanning takes", () => {
    const controls = Array.from({ length: 40 }, (_, index) => `framework@1#${index}`);
    const finding = firstFinding({ rule: { id: "dockerfile/x", aliases: [], controls } });

    const [rule] = runOf(withReport({ findings: [finding] })).tool.driver.rules;

    expect(rule?.properties["tags"]).toHaveLength(20);
    expect(rule?.properties["controls"]).toHaveLength(40);
  });
});

function runOf(document: ReportDocument): SarifRun {
  const log = JSON.parse(exportSarif(document, sampleContext("en"))) as SarifLog;
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run was written");
  return run;
}

function firstFinding(changes: Partial<Finding>): Finding {
  const [finding] = sampleReport("en").findings;
  if (finding === undefined) throw new Error("the sample has findings");
  return { ...finding, ...changes };
}

function withReport(changes: Partial<ReportDocument["reports"][number]>): ReportDocument {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}
