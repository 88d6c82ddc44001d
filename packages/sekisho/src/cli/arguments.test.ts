import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SekishoError } from "../model/error.ts";
import { type Call, parseArguments } from "./arguments.ts";

function plain(call: Call) {
  return { ...call, switches: [...call.switches], values: Object.fromEntries(call.values) };
}

describe("parseArguments", () => {
  test.each([
    { name: "a command", written: ["scan"], call: { command: "scan" } },
    { name: "operands", written: ["scan", "a", "-", "b"], call: { command: "scan", operands: ["a", "-", "b"] } },
    { name: "a value behind", written: ["scan", "--fail-on", "high"], call: { values: { "fail-on": ["high"] } } },
    { name: "a value attached", written: ["scan", "--fail-on=high"], call: { values: { "fail-on": ["high"] } } },
    {
      name: "a value with an equals sign",
      written: ["scan", "--build-arg=A=b=c"],
      call: { values: { "build-arg": ["A=b=c"] } },
    },
    {
      name: "a repeated option",
      written: ["scan", "--exclude", "a", "--exclude", "b"],
      call: { values: { exclude: ["a", "b"] } },
    },
    { name: "a short option", written: ["scan", "-f", "json"], call: { values: { format: ["json"] } } },
    { name: "a short option attached", written: ["scan", "-fjson"], call: { values: { format: ["json"] } } },
    {
      name: "short switches together",
      written: ["scan", "-qvf", "json"],
      call: { switches: ["quiet", "verbose"], values: { format: ["json"] } },
    },
    {
      name: "a format with a file",
      written: ["scan", "--format", "sarif=out=1.sarif"],
      call: { values: { format: ["sarif=out=1.sarif"] } },
    },
    { name: "options behind operands", written: ["scan", "a", "-q"], call: { operands: ["a"], switches: ["quiet"] } },
    {
      name: "operands behind --",
      written: ["scan", "--", "-q", "--lang"],
      call: { operands: ["-q", "--lang"], switches: [] },
    },
    {
      name: "a value that looks like an option",
      written: ["scan", "--exclude", "-q"],
      call: { values: { exclude: ["-q"] }, switches: [] },
    },
    {
      name: "global options before the command",
      written: ["--lang", "ja", "scan"],
      call: { command: "scan", values: { lang: ["ja"] } },
    },
    { name: "--version", written: ["--version"], call: { command: "version" } },
    { name: "-V of a command", written: ["scan", "-V"], call: { command: "version" } },
    { name: "--help", written: ["--help"], call: { command: "help", operands: [] } },
    {
      name: "--help of a command, whatever else is missing",
      written: ["explain", "-h"],
      call: { command: "help", operands: ["explain"] },
    },
  ])("reads $name", ({ written, call }) => {
    expect(plain(parseArguments(written))).toMatchObject(call);
  });

  test.each([
    { name: "nothing", written: [], code: "usage", message: "a command is missing", hint: "see: sekisho --help" },
    {
      name: "a mistyped command",
      written: ["sacn"],
      code: "unknown-command",
      message: 'unknown command "sacn"',
      hint: "did you mean scan?",
    },
    {
      name: "no command at all",
      written: ["deploy"],
      code: "unknown-command",
      message: 'unknown command "deploy"',
      hint: "commands: scan, fix, sbom, import, match, cache, explain, versions, db, network, rbac, policy, detect, rules, upload, serve, completion, help, version",
    },
    {
      name: "a target without command",
      written: ["./Dockerfile", "-q"],
      code: "unknown-command",
      message: 'unknown command "./Dockerfile"',
      hint: "did you mean sekisho scan ./Dockerfile -q?",
    },
    {
      name: "a mistyped option",
      written: ["scan", "--fial-on=high"],
      code: "unknown-option",
      message: 'unknown option "--fial-on"',
      hint: "did you mean --fail-on?",
    },
    {
      name: "an option of another command",
      written: ["scan", "--write"],
      code: "unknown-option",
      message: 'unknown option "--write"',
      hint: "see: sekisho scan --help",
    },
    {
      name: "a command's option before it",
      written: ["--quiet", "scan"],
      code: "unknown-option",
      message: 'unknown option "--quiet"',
      hint: "see: sekisho --help",
    },
    {
      name: "an unknown letter",
      written: ["scan", "-x"],
      code: "unknown-option",
      message: 'unknown option "-x"',
      hint: "see: sekisho scan --help",
    },
    {
      name: "a letter in the wrong case",
      written: ["scan", "-Q"],
      code: "unknown-option",
      message: 'unknown option "-Q"',
      hint: "did you mean -q?",
    },
    {
      name: "a mistyped word",
      written: ["scan", "--fail-on", "hihg"],
      code: "usage",
      message: '--fail-on: expected critical, high, medium, low, info, got "hihg"',
      hint: "did you mean high?",
    },
    {
      name: "a mistyped format",
      written: ["scan", "-f", "srif=x"],
      code: "usage",
      message:
        '--format: expected table, json, sarif, junit, html, markdown, openvex, cyclonedx-vex, csaf-vex, got "srif"',
      hint: "did you mean sarif?",
    },
    {
      name: "a format with an empty file",
      written: ["scan", "-f", "json="],
      code: "usage",
      message: "--format: expected a file after json=, got nothing",
      hint: "see: sekisho scan --help",
    },
    {
      name: "a missing value",
      written: ["scan", "--config"],
      code: "usage",
      message: "--config: expected FILE, got nothing",
      hint: "see: sekisho scan --help",
    },
    {
      name: "an empty value",
      written: ["scan", "--config="],
      code: "usage",
      message: "--config: expected FILE, got nothing",
      hint: "see: sekisho scan --help",
    },
    {
      name: "a switch with a value",
      written: ["scan", "--quiet=no"],
      code: "usage",
      message: '--quiet takes no value, got "no"',
      hint: "see: sekisho scan --help",
    },
    {
      name: "an option given twice",
      written: ["scan", "--target", "a", "--target", "b"],
      code: "usage",
      message: "--target is given more than once",
      hint: "see: sekisho scan --help",
    },
    {
      name: "no assignment",
      written: ["scan", "--build-arg", "VERSION"],
      code: "usage",
      message: '--build-arg: expected NAME=VALUE, got "VERSION"',
      hint: "see: sekisho scan --help",
    },
    {
      name: "a missing operand",
      written: ["explain"],
      code: "usage",
      message: "RULE|FINDING is missing",
      hint: "see: sekisho explain --help",
    },
    {
      name: "a surplus operand",
      written: ["version", "now"],
      code: "usage",
      message: 'unexpected argument "now"',
      hint: "see: sekisho version --help",
    },
    {
      name: "a mistyped operand",
      written: ["completion", "basj"],
      code: "usage",
      message: 'SHELL: expected bash, zsh, fish, got "basj"',
      hint: "did you mean bash?",
    },
  ])("refuses $name", ({ written, code, message, hint }) => {
    expect(() => parseArguments(written)).toThrow(
      expect.objectContaining({ code, message, hint: expect.objectContaining({ en: hint }) }),
    );
  });

  test("any arguments are a call or a SekishoError", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom("scan", "fix", "--", "-", "-q", "--lang", "--format=", "-f", "ja", "--no-color"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (written) => {
        const outcome = attempt(written);
        expect(outcome instanceof SekishoError || typeof outcome === "string").toBe(true);
      }),
    );
  });
});

function attempt(written: readonly string[]): unknown {
  try {
    return parseArguments(written).command;
  } catch (error) {
    return error;
  }
}
