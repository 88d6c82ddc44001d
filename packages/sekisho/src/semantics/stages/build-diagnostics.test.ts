import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildDiagnostics } from "./build-diagnostics.ts";
import { buildModel } from "./build-model.ts";

describe("buildDiagnostics", () => {
  test.each([
    {
      name: "names PowerShell that was left alone",
      dockerfile:
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN Get-Item x',
      target: undefined,
      expected: [{ code: "dockerfile/script-not-read", level: "warning", location: { startLine: 3, endColumn: 4 } }],
    },
    {
      name: "names a heredoc for another interpreter",
      dockerfile: "FROM python:3.13\nRUN <<EOF python3\nprint(1)\nEOF",
      target: undefined,
      expected: [{ code: "dockerfile/script-not-read", message: { en: expect.stringContaining("in Python") } }],
    },
    {
      // 8 characters, doubled 14 times, are 131,072.
      name: "names the value that grows past the limit",
      dockerfile: `FROM debian:12\nENV A=abcdefgh\n${"ENV A=$A$A\n".repeat(14)}`,
      target: undefined,
      expected: [{ code: "dockerfile/value-too-long", location: { startLine: 16, startColumn: 7 } }],
    },
    {
      name: "names the pattern that is looked for in too long a value",
      dockerfile: `FROM debian:12\nENV A=${"x".repeat(1025)}\nENV B=\${A%x}\n`,
      target: undefined,
      expected: [{ code: "dockerfile/value-too-long", location: { startLine: 3, startColumn: 7 } }],
    },
    {
      name: "is silent on a pattern in a value that fits",
      dockerfile: `FROM debian:12\nENV A=${"x".repeat(1024)}\nENV B=\${A%x}\n`,
      target: undefined,
      expected: [],
    },
    {
      name: "is silent on a long value that fits",
      dockerfile: `FROM debian:12\nENV A=abcdefgh\n${"ENV A=$A$A\n".repeat(13)}`,
      target: undefined,
      expected: [],
    },
    { name: "is silent on shell", dockerfile: "FROM debian:12\nRUN ls", target: undefined, expected: [] },
    {
      name: "is silent on a stage that is there",
      dockerfile: "FROM debian:12 AS a\nFROM a",
      target: "a",
      expected: [],
    },
    {
      name: "names a target that is not there",
      dockerfile: "FROM debian:12 AS a",
      target: "b",
      expected: [{ code: "dockerfile/unknown-target", message: { en: expect.stringContaining("no stage b") } }],
    },
  ])("$name", ({ dockerfile, target, expected }) => {
    const build = buildModel(parseDockerfile(createSourceText("Dockerfile", dockerfile)), {
      context: { ignores: undefined, isKnown: false, files: undefined },
      today: "2026-09-01",
    });

    const diagnostics = buildDiagnostics(build, target);

    expect(diagnostics).toHaveLength(expected.length);
    expect(diagnostics).toMatchObject(expected);
  });
});
