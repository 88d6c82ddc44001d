import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import { locationOf } from "../model/location.ts";
import { createSourceText } from "../model/source-text.ts";
import { unknownContext } from "./build-context.ts";
import { defaultConfiguration } from "./configuration/configuration.ts";
import { examine } from "./examine.ts";
import { wordCheck } from "./fixtures/sample-checks.ts";
import { planChecks } from "./plan.ts";
import { createShellcheckJudge } from "./shellcheck.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-shellcheck-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a program that answers as `shellcheck --format=json1` does: one remark on each word `$x` of its input. */
function programThat(body: string): string {
  const path = join(folder, `program-${Math.abs(body.length)}-${body.charCodeAt(0)}`);
  writeFileSync(path, `#!${process.execPath}\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const finder = `
let text = "";
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", () => {
  const comments = [];
  text.split("\\n").forEach((line, index) => {
    for (let at = line.indexOf("$x"); at !== -1; at = line.indexOf("$x", at + 1)) {
      const column = [...line.slice(0, at)].length + 1;
      comments.push({ line: index + 1, endLine: index + 1, column, endColumn: column + 2, level: "warning", code: 2086, message: process.argv.slice(2).join(" ") });
    }
  });
  process.stdout.write(JSON.stringify({ comments }));
  process.exitCode = comments.length > 0 ? 1 : 0;
});`;

async function judge(text: string, program: string, checks: readonly DockerfileCheck[] = []) {
  const source = createSourceText("Dockerfile", text);
  const plan = planChecks(checks, defaultConfiguration);
  const settings = { plan, context: unknownContext, target: undefined, buildArguments: {}, today: "2026-09-01" };
  const judgement = await createShellcheckJudge(program)(examine(source, settings));
  const places = judgement.violations.map(({ violation }) => {
    const { startLine, startColumn, endColumn } = locationOf(source, violation.range);
    return `${startLine}:${startColumn}-${endColumn}`;
  });
  return { ...judgement, places };
}

// Expected places: counted by hand in the texts.
describe("the ShellCheck judge", () => {
  test.each([
    { name: "one line", text: "FROM a\nRUN echo $x\n", expected: ["2:10-12"] },
    { name: "continuation lines", text: "FROM a\nRUN a && \\\n  b $x\n", expected: ["3:5-7"] },
    { name: "characters outside the basic plane", text: "FROM a\nRUN echo 😀 $x\n", expected: ["2:13-15"] },
    { name: "a heredoc", text: "FROM a\nRUN <<EOF\necho 1\n  echo $x\nEOF\n", expected: ["4:8-10"] },
    { name: "no other language", text: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN echo $x\n', expected: [] },
    { name: "no JSON form", text: 'FROM a\nRUN ["echo", "$x"]\n', expected: [] },
  ])("finds places in $name", async ({ text, expected }) => {
    const judgement = await judge(text, programThat(finder));
    expect(judgement.places).toEqual(expected);
    expect(judgement.coverage).toEqual([{ plugin: "shellcheck", ended: "done" }]);
  });

  test("hands over the shell in force", async () => {
    const text = 'FROM a\nRUN echo $x\nSHELL ["/bin/bash", "-c"]\nRUN echo $x\n';
    const { violations } = await judge(text, programThat(finder));
    expect(violations.map(({ violation }) => /--shell=(\w+)/.exec(violation.message.en)?.[1])).toEqual(["sh", "bash"]);
    expect(violations[0]).toMatchObject({
      rule: { id: "shellcheck/SC2086", aliases: ["shellcheck:SC2086"] },
      severity: "low",
    });
  });

  test("stays silent where a check of ours has found the same", async () => {
    const own = wordCheck({ word: "$x", aliases: ["shellcheck:SC2086"] });
    const other = wordCheck({ word: "$x", aliases: ["shellcheck:SC2154"] });
    expect((await judge("FROM a\nRUN echo $x\n", programThat(finder), [own])).places).toEqual([]);
    expect((await judge("FROM a\nRUN echo $x\n", programThat(finder), [other])).places).toEqual(["2:10-12"]);
  });

  test.each([
    { name: "is missing", program: () => join(folder, "none"), says: "not on PATH" },
    {
      name: "fails",
      program: () => programThat("console.error('out of order'); process.exitCode = 2;"),
      says: "out of order",
    },
    { name: "talks nonsense", program: () => programThat("0; console.log('hello');"), says: "exit code 0" },
  ])("a program that $name is a diagnostic, said once", async ({ program, says }) => {
    const judgement = await judge("FROM a\nRUN b\nRUN c\n", program());
    expect(judgement.violations).toEqual([]);
    expect(judgement.coverage).toMatchObject([{ plugin: "shellcheck", ended: "failed" }]);
    expect(judgement.diagnostics).toHaveLength(1);
    expect(judgement.diagnostics[0]).toMatchObject({ code: "shellcheck/failed", level: "error" });
    expect(judgement.diagnostics[0]?.message.en).toContain(says);
  });
});
