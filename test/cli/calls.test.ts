import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeAll(() => {
  workplace = createWorkplace();
  workplace.write("Dockerfile", "FROM debian\n");
  workplace.write("notes.txt", "Nothing to build here.\n");
});
afterAll(() => workplace.remove());

describe("a wrong call ends with 2 and says what was meant", () => {
  test.each([
    { name: "no command", written: [], error: "error: a command is missing\nhint: see: sekisho --help\n" },
    { name: "command", written: ["sacn"], error: 'error: unknown command "sacn"\nhint: did you mean scan?\n' },
    {
      name: "option",
      written: ["scan", "--fromat", "json"],
      error: 'error: unknown option "--fromat"\nhint: did you mean --format?\n',
    },
    {
      name: "option value",
      written: ["scan", "--fail-on", "hgih"],
      error: 'error: --fail-on: expected critical, high, medium, low, info, got "hgih"\nhint: did you mean high?\n',
    },
    {
      name: "rule",
      written: ["explain", "dockerfile/base-image-without-tga"],
      error:
        'error: no check has the id or alias "dockerfile/base-image-without-tga"\nhint: did you mean dockerfile/base-image-without-tag?\n',
    },
    {
      name: "alias",
      written: ["explain", "hadolint:DL3O06"],
      error: /^error: no check has .*\nhint: did you mean hadolint:DL30\d6\?\n$/,
    },
    {
      name: "rule of an option",
      written: ["scan", "--disable", "base-image-without-tags"],
      error: /^error: no check has .*\nhint: did you mean dockerfile\/base-image-without-tag\?\n$/,
    },
    {
      name: "framework",
      written: ["scan", "--framework", "cis-doker@1.6.0"],
      error: 'error: unknown framework "cis-doker@1.6.0"\nhint: did you mean cis-docker@1.6.0?\n',
    },
    {
      name: "framework without its version: the newest one",
      written: ["scan", "--framework", "cis-kubernets"],
      error: 'error: unknown framework "cis-kubernets"\nhint: did you mean cis-kubernetes@1.12.0?\n',
    },
    {
      name: "in Japanese",
      written: ["sacn", "--lang", "ja"],
      error: 'エラー: "sacn" というコマンドはありません。\nヒント: 「scan」の誤りではありませんか。\n',
    },
  ])("$name", async ({ written, error }) => {
    const result = await callCli(workplace, written);
    expect(result).toMatchObject({ exitCode: 2, output: "" });
    expect(result.errorOutput).toMatch(error);
  });
});

describe("what can be shown without a scan ends with 0", () => {
  test.each([
    { name: "version", written: ["--version"], output: /^sekisho \d+\.\d+\.\d+\n$/ },
    { name: "overview", written: ["help"], output: /\nCommands:\n {2}scan / },
    { name: "help of a command", written: ["scan", "--help"], output: /--fail-on SEVERITY/ },
    {
      name: "help in Japanese by the locale",
      written: ["help"],
      environment: { LANG: "ja_JP.UTF-8" },
      output: /\nコマンド:\n/,
    },
    {
      name: "a check by its id",
      written: ["explain", "dockerfile/base-image-without-tag"],
      output: /\nWhy it matters\n/,
    },
    {
      name: "a check by hadolint's name",
      written: ["explain", "DL3006"],
      output: /dockerfile\/base-image-without-tag/,
    },
    {
      name: "a check in Japanese",
      written: ["explain", "hadolint:DL3006", "--lang", "ja"],
      output: /\n影響とリスク\n/,
    },
    {
      name: "a completion script with the rules",
      written: ["completion", "bash"],
      output: /dockerfile\/base-image-without-tag/,
    },
  ])("$name", async ({ written, environment = {}, output }) => {
    const result = await callCli(workplace, written, { environment });
    expect(result).toMatchObject({ exitCode: 0, errorOutput: "" });
    expect(result.output).toMatch(output);
  });
});

describe("a scan", () => {
  test.each([
    {
      name: "with findings, no threshold",
      written: ["scan", "Dockerfile"],
      exitCode: 0,
      output: /base-image-without-tag/,
      error: /^$/,
    },
    { name: "of the working directory", written: ["scan"], exitCode: 0, output: /^Dockerfile\n/, error: /^$/ },
    {
      name: "with findings at the threshold",
      written: ["scan", "--fail-on", "info"],
      exitCode: 1,
      output: /base-image-without-tag/,
      error: /^$/,
    },
    {
      name: "with findings below the threshold",
      written: ["scan", "--fail-on=critical"],
      exitCode: 0,
      output: /base-image-without-tag/,
      error: /^$/,
    },
    {
      name: "of a target that is not there",
      written: ["scan", "Dockerfiel"],
      exitCode: 3,
      output: /^$/,
      error: /does not exist\.\nhint: .*Dockerfile/,
    },
    {
      name: "of a target that is not there and one that is",
      written: ["scan", "./none", "Dockerfile", "--fail-on", "info"],
      exitCode: 3,
      output: /base-image-without-tag/,
      error: /^error: .*none does not exist/,
    },
    { name: "of something else", written: ["scan", "notes.txt"], exitCode: 3, output: /^$/, error: /--as dockerfile/ },
    {
      name: "with two forms for one place",
      written: ["scan", "-f", "json", "-f", "sarif"],
      exitCode: 2,
      output: /^$/,
      error: /would both go to standard output/,
    },
    {
      name: "into a folder that is not there",
      written: ["scan", "-f", "json=none/a.json"],
      exitCode: 2,
      output: /^$/,
      error: /cannot write none\/a\.json/,
    },
    {
      name: "with a framework",
      written: ["scan", "--framework", "cis-docker"],
      exitCode: 0,
      output: /4\.1/,
      error: /^$/,
    },
  ])("$name ends with $exitCode", async ({ written, exitCode, output, error }) => {
    const result = await callCli(workplace, written);
    expect(result.errorOutput).toMatch(error);
    expect(result.output).toMatch(output);
    expect(result.exitCode).toBe(exitCode);
  });

  test("of standard input bears the name it is given", async () => {
    const written = ["scan", "-", "--stdin-name", "services/web/Dockerfile", "-f", "json"];
    const result = await callCli(workplace, written, { input: "FROM debian\n" });
    expect(JSON.parse(result.output)).toMatchObject({ reports: [{ target: { name: "services/web/Dockerfile" } }] });
  });

  test("shows colours and no escape sequences of the file", async () => {
    workplace.write("hostile.dockerfile", "FROM debian\u001b[2J\u001b]0;title\u0007\n");
    const result = await callCli(workplace, ["scan", "hostile.dockerfile"], { environment: { FORCE_COLOR: "1" } });
    const behindEscapes = result.output.split("\u001b").slice(1);
    expect(behindEscapes.length).toBeGreaterThan(0);
    expect(behindEscapes.filter((text) => !/^\[[\d;]*m/.test(text))).toEqual([]);
  });

  test("NO_COLOR and --no-color leave no escape sequence", async () => {
    const byVariable = await callCli(workplace, ["scan"], { environment: { NO_COLOR: "1", FORCE_COLOR: "1" } });
    const byOption = await callCli(workplace, ["scan", "--no-color"], { environment: { FORCE_COLOR: "1" } });
    expect(byVariable.output + byOption.output).not.toContain("\u001b");
  });
});
