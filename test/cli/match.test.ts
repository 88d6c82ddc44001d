import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

/** Flaws of lodash by GitHub's advisories: CVE-2020-8203 below 4.17.19, CVE-2021-23337 below 4.17.21. */
function bom(version: string): string {
  const purl = `pkg:npm/lodash@${version}`;
  const component = { type: "library", name: "lodash", version, purl, "bom-ref": purl };
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components: [component] });
}

let place: Workplace;

beforeAll(async () => {
  place = createWorkplace();
  place.write("old.json", bom("4.17.15"));
  place.write("new.json", bom("4.17.20"));
  place.write("clean.json", bom("4.99.0"));
  place.write("unknown.json", bom("1.0.0").replaceAll("pkg:npm/lodash", "pkg:hex/phoenix"));
  place.write("text.json", "関所");
  const noVersion = { type: "library", name: "lodash", purl: "pkg:npm/lodash", "bom-ref": "l" };
  const components = [
    noVersion,
    { ...noVersion, name: "left", version: "1.0.0", purl: "pkg:npm/left@1.0.0", "bom-ref": "r" },
  ];
  const mixed = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components });
  place.write("mixed.json", mixed);
  const exceptions = [{ rule: "advisories/version-missing", packages: ["lodash"], reason: "not shipped", owner: "us" }];
  place.write("accepting.yaml", JSON.stringify({ exceptions }));
  await callCli(place, ["match", "old.json", "--format", "json=old-report.json"]);
}, 60_000);
afterAll(() => {
  place.remove();
});

describe("sekisho match", () => {
  test.each([
    { name: "shows what is known", written: ["match", "old.json"], exitCode: 0, says: "CVE-2020-8203" },
    {
      name: "fails at the threshold",
      written: ["match", "old.json", "--fail-on", "high"],
      exitCode: 1,
      says: "lodash",
    },
    { name: "takes several SBOMs", written: ["match", "old.json", "new.json"], exitCode: 0, says: "2 targets" },
    {
      name: "says what an update repairs",
      written: ["match", "new.json", "--against", "old.json"],
      exitCode: 0,
      says: /Fixed\n.*CVE-2020-8203/,
    },
    {
      name: "does not fail for what was there before",
      written: ["match", "new.json", "--against", "old-report.json", "--fail-on", "info"],
      exitCode: 0,
      says: "0 new",
    },
    {
      name: "fails for what is new",
      written: ["match", "old.json", "--against", "new.json", "--fail-on", "high"],
      exitCode: 1,
      says: /New\n.*CVE-2020-8203/,
    },
    {
      name: "speaks Japanese",
      written: ["match", "new.json", "--against", "old.json", "--lang", "ja"],
      exitCode: 0,
      says: /修正済み\n/,
    },
    {
      name: "writes Markdown",
      written: ["match", "new.json", "--against", "old.json", "--format", "markdown"],
      exitCode: 0,
      says: /\*\*Fixed \(\d+\)\*\*/,
    },
    {
      name: "does not take a text for a clean SBOM",
      written: ["match", "text.json"],
      exitCode: 3,
      says: "Not examined",
    },
  ])("$name", async ({ written, exitCode, says }) => {
    const result = await callCli(place, written);

    expect(result.output).toMatch(says);
    expect(result.exitCode).toBe(exitCode);
  });

  test.each([
    {
      name: "a file that is not there",
      written: ["match", "none.json"],
      exitCode: 3,
      says: "none.json does not exist",
    },
    {
      name: "an earlier document that is nothing",
      written: ["match", "old.json", "--against", "text.json"],
      exitCode: 3,
      says: "expected a report of Sekisho or an SBOM",
    },
    {
      name: "an earlier database that is not there",
      written: ["match", "old.json", "--against-database", "."],
      exitCode: 3,
      says: "There is no advisory database in .",
    },
    {
      name: "a comparison as SARIF",
      written: ["match", "old.json", "--against", "old.json", "--format", "sarif"],
      exitCode: 2,
      says: "a comparison is written as table, json, markdown, not as sarif",
    },
    {
      name: "a finding that is not there",
      written: ["explain", "CVE-1999-1", "--in", "old-report.json"],
      exitCode: 2,
      says: "no finding with the id or name “CVE-1999-1”",
    },
    {
      name: "an explanation out of an SBOM",
      written: ["explain", "CVE-1999-1", "--in", "old.json"],
      exitCode: 2,
      says: "old.json is no report of Sekisho",
    },
  ])("refuses $name", async ({ written, exitCode, says }) => {
    const result = await callCli(place, written);

    expect(result.errorOutput).toContain(says);
    expect(result.output).toBe("");
    expect(result.exitCode).toBe(exitCode);
  });

  test("a comparison is JSON, target by target", async () => {
    const { output } = await callCli(place, ["match", "clean.json", "--against", "old.json", "--format", "json"]);

    expect(JSON.parse(output)).toMatchObject({
      schemaVersion: 1,
      targets: [{ target: { name: "clean.json" }, against: { name: "old.json" }, appeared: [], isPartial: false }],
      missing: [],
    });
  });

  test.each([
    { name: "a table", written: ["match", "clean.json"], channel: "output" },
    { name: "a comment", written: ["match", "clean.json", "--format", "markdown"], channel: "output" },
    { name: "a page", written: ["match", "clean.json", "--format", "html"], channel: "output" },
    { name: "a comparison", written: ["match", "clean.json", "--against", "old.json"], channel: "errorOutput" },
  ] as const)("$name says of when the demonstration's data is, on which it rests", async ({ written, channel }) => {
    const result = await callCli(place, written);

    expect(result[channel].replaceAll("\n", " ")).toMatch(
      /demonstration database, whose newest data is of \d{4}-\d\d-\d\d/,
    );
  });

  test.each([
    { name: "no package could be judged", written: ["unknown.json"], exitCode: 3 },
    { name: "one of several could not be judged", written: ["mixed.json"], exitCode: 0 },
    { name: "the same behind a gate", written: ["mixed.json", "--fail-on", "critical"], exitCode: 3 },
    {
      name: "the same behind a gate, accepted",
      written: ["mixed.json", "--fail-on", "critical", "--config", "accepting.yaml"],
      exitCode: 0,
    },
  ])("the exit code where $name is $exitCode, of a scan too", async ({ written, exitCode }) => {
    for (const command of ["match", "scan"]) {
      expect(await callCli(place, [command, ...written])).toMatchObject({ exitCode });
    }
  });

  test.each([
    { name: "a table", written: ["match", "unknown.json"], says: /advisory\s+database has nothing of hex/ },
    { name: "a comment", written: ["match", "unknown.json", "--format", "markdown"], says: "has nothing of hex" },
    {
      name: "a table in Japanese",
      written: ["match", "unknown.json", "--lang", "ja"],
      says: /未検査\n.*判定できません/,
    },
    {
      name: "JUnit",
      written: ["match", "unknown.json", "--format", "junit"],
      says: /<error message="[^"]*has nothing of hex/,
    },
    {
      name: "JUnit with one of several",
      written: ["match", "mixed.json", "--format", "junit"],
      says: /<skipped message="[^"]*pkg:npm\/lodash/,
    },
    { name: "SARIF", written: ["match", "unknown.json", "--format", "sarif"], says: /"executionSuccessful": false/ },
  ])("$name names packages that no data speaks of", async ({ written, says }) => {
    const { output } = await callCli(place, written);

    expect(output).toMatch(says);
  });

  test("standard input is an SBOM too", async () => {
    const { output } = await callCli(place, ["match", "-"], { input: bom("4.17.15") });

    expect(output).toContain("CVE-2020-8203");
  });
});

describe("sekisho explain --in", () => {
  test.each([
    { name: "a CVE", word: "CVE-2020-8203" },
    { name: "another name, in any case", word: "ghsa-p6mc-m468-83gw" },
    { name: "the rule", word: "vulnerability/CVE-2020-8203" },
  ])("tells the chain of a finding by $name", async ({ word }) => {
    const { output, exitCode } = await callCli(place, ["explain", word, "--in", "old-report.json"]);

    expect(output).toContain("pkg:npm/lodash@4.17.15");
    expect(output).toContain("asked of npm as lodash 4.17.15");
    expect(output).toContain("4.17.15 < 4.17.19 in npm order");
    expect(output).toMatch(/GHSA-p6mc-m468-83gw of osv-github, data of \d{4}-\d{2}-\d{2} \(decides\)/);
    expect(output).toContain("Raise lodash to 4.17.19 or later.");
    expect(exitCode).toBe(0);
  });

  test("tells it in Japanese", async () => {
    const written = ["explain", "CVE-2020-8203", "--in", "old-report.json", "--lang", "ja"];

    const { output } = await callCli(place, written);

    expect(output).toContain("アドバイザリの内容と比較");
    expect(output).toContain("4.17.15 < 4.17.19（npm の順序で比較）: 該当（4.17.19 で修正）");
  });
});
