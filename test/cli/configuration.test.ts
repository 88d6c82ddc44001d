import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReportDocument } from "../../packages/sekisho/src/model/report.ts";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
  workplace.write("Dockerfile", "FROM debian\n");
});
afterEach(() => workplace.remove());

/** Gives what a report says of the missing tag, whatever else it says. */
function findTagFinding(output: string): unknown {
  const document = JSON.parse(output) as ReportDocument;
  const findings = document.reports.flatMap((report) => report.findings);
  return findings.find((finding) => finding.rule.id === "dockerfile/base-image-without-tag");
}

describe("a wrong configuration ends with 2 and names every place", () => {
  // Lines and columns are counted by hand.
  test.each([
    {
      name: "unknown key",
      text: "fialOn: high\n",
      error: 'error: .sekisho.yaml:1:1: unknown key "fialOn"; did you mean failOn?\n',
    },
    {
      name: "several errors",
      text: "failOn: hihg\nexceptions:\n  - rule: DL3OO6\n    reason: x\n    expires: 2027-02-30\n",
      error: [
        "error:",
        '  .sekisho.yaml:1:9: failOn: expected critical, high, medium, low or info, got "hihg"; did you mean high?',
        '  .sekisho.yaml:3:11: exceptions[0].rule: no check has the id or alias "DL3OO6"; did you mean hadolint:DL3006?',
        '  .sekisho.yaml:5:14: exceptions[0].expires: expected a day from 01 to 28 for that month, got "2027-02-30"',
        "",
      ].join("\n"),
    },
  ])("$name", async ({ text, error }) => {
    workplace.write(".sekisho.yaml", text);
    const result = await callCli(workplace, ["scan"]);
    expect(result).toEqual({ exitCode: 2, signal: null, output: "", errorOutput: error });
  });

  test("a named file that is not there", async () => {
    const result = await callCli(workplace, ["scan", "--config", "none.yaml"]);
    expect(result).toMatchObject({ exitCode: 2, output: "" });
    expect(result.errorOutput).toContain("cannot read the configuration none.yaml");
  });
});

describe("what a configuration says is obeyed", () => {
  test("threshold and severity", async () => {
    workplace.write(".sekisho.yaml", "failOn: critical\nseverity: { DL3006: critical }\n");
    const result = await callCli(workplace, ["scan"]);
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain("critical");
  });

  test("an option wins over it", async () => {
    workplace.write(".sekisho.yaml", "failOn: info\n");
    const result = await callCli(workplace, ["scan", "--fail-on", "critical"]);
    expect(result.exitCode).toBe(0);
  });

  test("an exception in a file further up, with paths from there", async () => {
    workplace.write(".sekisho.yaml", "exceptions: [{ rule: DL3006, paths: [web/Dockerfile], reason: a test }]\n");
    workplace.write("web/Dockerfile", "FROM debian\n");
    const below = { ...workplace, folder: `${workplace.folder}/web` };
    const [accepted, open] = await Promise.all([
      callCli(below, ["scan", "-f", "json"], { environment: { HOME: workplace.folder } }),
      callCli(workplace, ["scan", "Dockerfile", "-f", "json"]),
    ]);
    expect(findTagFinding(accepted.output)).toMatchObject({ status: "accepted", exception: { reason: "a test" } });
    expect(findTagFinding(open.output)).toMatchObject({ status: "open" });
  });

  test("hadolint's file where there is none of ours", async () => {
    workplace.write(".hadolint.yaml", "ignored: [DL3006, DL9999]\n");
    const result = await callCli(workplace, ["scan", "-f", "json"]);
    expect(findTagFinding(result.output)).toMatchObject({ status: "accepted" });
    expect(result.errorOutput).toMatch(
      /^warning: \.hadolint\.yaml:1:19: ignored\[1\]: no check has the id or alias "DL9999"/,
    );
  });

  test("doubtful entries are warned of, unless --quiet", async () => {
    workplace.write(".hadolint.yaml", "ignored: [DL9999]\n");
    const [loud, quiet] = await Promise.all([callCli(workplace, ["scan"]), callCli(workplace, ["scan", "--quiet"])]);
    expect(loud.errorOutput).toMatch(
      /^warning: \.hadolint\.yaml:1:11: ignored\[0\]: no check has the id or alias "DL9999"/,
    );
    expect(quiet.errorOutput).toBe("");
  });
});
