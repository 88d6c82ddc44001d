import { describe, expect, test } from "vitest";
import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import { unknownContext } from "./build-context.ts";
import { type Configuration, defaultConfiguration } from "./configuration/configuration.ts";
import { type DockerfileSettings, scanDockerfile } from "./dockerfile.ts";
import { prepareConfigured } from "./exceptions.ts";
import { wordCheck } from "./fixtures/sample-checks.ts";
import { planChecks } from "./plan.ts";

const today = "2026-09-01";

function settingsFor(checks: readonly DockerfileCheck[], given: Partial<Configuration> = {}): DockerfileSettings {
  const configuration = { ...defaultConfiguration, ...given };
  return {
    configuration,
    plan: planChecks(checks, configuration),
    configured: prepareConfigured(configuration.exceptions, today),
    language: "en",
    controlsOf: (id) => [`framework@1#${id}`],
    today,
    clock: () => new Date("2026-09-01T00:00:00Z"),
  };
}

async function scanText(text: string | Uint8Array, settings: DockerfileSettings) {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return await scanDockerfile({ path: "Dockerfile", bytes, context: unknownContext }, settings);
}

const bad = wordCheck({ word: "bad", aliases: ["hadolint:DL0001"] });

// Expected values: counted by hand in the texts.
describe("scanDockerfile", () => {
  test("gives one finding for a subject, with all evidence, in the shape of the contract", async () => {
    const report = await scanText("FROM a\nRUN bad \\\n bad\n", settingsFor([bad]));
    expect(report).toMatchObject({
      schemaVersion: 1,
      target: { kind: "dockerfile", name: "Dockerfile" },
      startedAt: "2026-09-01T00:00:00.000Z",
      coverage: [{ plugin: "test/bad", ended: "done" }],
      diagnostics: [],
    });
    expect(report.findings).toMatchObject([
      {
        kind: "misconfiguration",
        rule: { id: "test/bad", aliases: ["hadolint:DL0001"], controls: ["framework@1#test/bad"] },
        severity: "medium",
        message: "bad at 11",
        status: "open",
        evidence: [
          {
            location: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
            excerpt: "RUN bad \\",
            message: "bad at 11",
          },
          {
            location: { startLine: 3, startColumn: 2, endLine: 3, endColumn: 5 },
            excerpt: " bad",
            message: "bad at 18",
          },
        ],
      },
    ]);
  });

  test("an id does not change when lines move or severities do", async () => {
    const before = await scanText("FROM a\nRUN bad\n", settingsFor([bad]));
    const after = await scanText(
      "FROM a\n\n# x\nRUN  x bad\n",
      settingsFor([bad], { severity: { "test/bad": "low" } }),
    );
    expect(after.findings[0]?.id).toBe(before.findings[0]?.id);
    expect(after.findings[0]?.severity).toBe("low");
  });

  test("a check that throws takes nothing from the others", async () => {
    const broken = {
      ...wordCheck({ word: "x" }),
      id: "test/broken",
      evaluate: () => {
        throw new Error("out of order");
      },
    };
    const report = await scanText("FROM a\nRUN bad\n", settingsFor([broken, bad]));
    expect(report.findings.map(({ rule }) => rule.id)).toEqual(["test/bad"]);
    expect(report.coverage).toEqual([
      { plugin: "test/broken", ended: "failed", reason: "out of order" },
      { plugin: "test/bad", ended: "done" },
    ]);
    expect(report.diagnostics).toMatchObject([{ code: "check/failed", level: "error" }]);
  });

  test("what is turned off or optional is skipped, and said so", async () => {
    const optional = wordCheck({ word: "b", aliases: ["buildkit:B"], isOptional: true });
    const settings = settingsFor([bad, optional], { disable: ["test/bad"] });
    const report = await scanText("FROM a\nRUN bad\n", settings);
    expect(report.findings).toEqual([]);
    expect(report.coverage).toEqual([
      { plugin: "test/bad", ended: "skipped", reason: "disabled" },
      { plugin: "test/b", ended: "skipped", reason: "optional" },
    ]);
    const asked = await scanText("# check=experimental=B\nFROM a\nRUN bad\n", settings);
    expect(asked.findings.map(({ rule }) => rule.id)).toEqual(["test/b"]);
  });

  test("an unreadable part makes the coverage partial", async () => {
    const report = await scanText("FROM a\nNONSENSE\nRUN bad\n", settingsFor([bad]));
    expect(report.coverage).toMatchObject([{ plugin: "test/bad", ended: "partial" }]);
    expect(report.findings).toHaveLength(1);
  });

  test("binary bytes are not examined, and no check says it looked", async () => {
    const report = await scanText(Uint8Array.from([70, 0, 1]), settingsFor([bad]));
    expect(report.findings).toEqual([]);
    expect(report.coverage).toEqual([{ plugin: "test/bad", ended: "failed", reason: "target/binary" }]);
    expect(report.diagnostics).toMatchObject([{ code: "target/binary", level: "error" }]);
  });

  test("a secret is shown in no excerpt, not even in another finding's", async () => {
    const word = ["hunter", "2"].join("");
    const secret = wordCheck({ word, id: "test/secret", findingKind: "secret" });
    const report = await scanText(`FROM a\nENV bad=${word}\n`, settingsFor([secret, bad]));
    expect(report.findings.map(({ kind }) => kind)).toEqual(["misconfiguration", "secret"]);
    for (const finding of report.findings) expect(finding.evidence[0].excerpt).toBe("ENV bad=*******");
  });
});

describe("exceptions", () => {
  const configured = {
    rule: "DL0001",
    reason: "known",
    owner: "team",
    expires: "2026-09-01",
    range: { start: 0, end: 1 },
    path: ".sekisho.yaml",
    isOwn: true,
  };

  test.each([
    { name: "by alias, on its last day", exception: configured, expected: "accepted" },
    { name: "the day after", exception: { ...configured, expires: "2026-08-31" }, expected: "open" },
    { name: "for its path", exception: { ...configured, paths: ["Dockerfile"] }, expected: "accepted" },
    { name: "for another path", exception: { ...configured, paths: ["other/**"] }, expected: "open" },
    { name: "for its subject", exception: { ...configured, subjects: ["word:*"] }, expected: "accepted" },
    { name: "for another subject", exception: { ...configured, subjects: ["stage:*"] }, expected: "open" },
    { name: "of another rule", exception: { ...configured, rule: "hadolint:DL0002" }, expected: "open" },
  ])("of the configuration: $name", async ({ exception, expected }) => {
    const report = await scanText("FROM a\nRUN bad\n", settingsFor([bad], { exceptions: [exception] }));
    expect(report.findings.map(({ status }) => status)).toEqual([expected]);
  });

  test("an accepted finding carries the decision", async () => {
    const report = await scanText("FROM a\nRUN bad\n", settingsFor([bad], { exceptions: [configured] }));
    expect(report.findings[0]?.exception).toEqual({ reason: "known", owner: "team", expires: "2026-09-01" });
  });

  test.each([
    { language: "en", reason: "hadolint comment: hadolint:DL0001" },
    { language: "ja", reason: "hadolint のコメント: hadolint:DL0001" },
  ] as const)("a comment without a reason is named: $language", async ({ language, reason }) => {
    const text = "FROM a\n# hadolint ignore=DL0001\nRUN bad\n";
    const report = await scanText(text, { ...settingsFor([bad]), language });
    expect(report.findings[0]?.exception).toEqual({ reason });
  });

  test("a comment accepts one place; the finding stays open for the others", async () => {
    const text = "FROM a\n# sekisho:ignore DL0001 reason=x\nRUN bad\nRUN bad\n";
    const report = await scanText(text, settingsFor([bad]));
    expect(report.findings).toMatchObject([{ status: "open", evidence: [{ location: { startLine: 4 } }] }]);
    expect(report.findings[0]?.evidence).toHaveLength(1);
  });

  test.each([
    {
      name: "expired",
      comment: "# sekisho:ignore DL0001 reason=x expires=2026-08-31",
      rules: ["exception/expired", "test/bad"],
    },
    { name: "unmatched", comment: "# sekisho:ignore test/none reason=x", rules: ["exception/unmatched", "test/bad"] },
    {
      name: "without a reason",
      comment: "# sekisho:ignore DL0001",
      rules: ["exception/without-reason", "test/bad:accepted"],
    },
    { name: "of hadolint, unmatched", comment: "# hadolint ignore=DL9999", rules: ["test/bad"] },
    { name: "of hadolint", comment: "# hadolint ignore=DL0001", rules: ["test/bad:accepted"] },
    {
      name: "of Trivy, expired",
      comment: "# trivy:ignore:DS-0001:exp:2020-01-01",
      rules: ["exception/expired", "test/bad"],
    },
  ])("a comment $name", async ({ comment, rules }) => {
    const report = await scanText(`FROM a\n${comment}\nRUN bad\n`, settingsFor([bad]));
    const found = report.findings.map(({ rule, status }) => (status === "accepted" ? `${rule.id}:accepted` : rule.id));
    expect(found).toEqual(rules);
  });

  test("hadolint's comments are refused when the configuration says so", async () => {
    const settings = settingsFor([bad], { refusesHadolintComments: true });
    const report = await scanText("FROM a\n# hadolint ignore=DL0001\nRUN bad\n", settings);
    expect(report.findings.map(({ status }) => status)).toEqual(["open"]);
  });
});
