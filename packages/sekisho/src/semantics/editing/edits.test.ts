import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import type { TextEdit } from "../../model/fix.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { allCalls, type LocatedCall, scriptsOf } from "../stages/scripts.ts";
import { appendArguments, appendCommand, deleteArgument, insertArguments, replaceArgument } from "./command-edits.ts";
import {
  deleteInstruction,
  type EditedFile,
  insertInstructionAfter,
  insertInstructionBefore,
  replaceRange,
} from "./instruction-edits.ts";

function build(text: string) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-01-31",
  });
}

function apply(text: string, edit: TextEdit | undefined): string | undefined {
  return edit === undefined ? undefined : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

function instructionOf(file: EditedFile, index: number) {
  const instruction = file.syntax.instructions[index];
  if (instruction === undefined) throw new Error(`no instruction ${index}`);
  return instruction;
}

// The expected files are written by hand.
describe("instructions", () => {
  test.each([
    { name: "a line", text: "FROM a\nUSER b\nRUN c\n", expected: "FROM a\nRUN c\n" },
    { name: "the last line", text: "FROM a\nUSER b", expected: "FROM a\n" },
    { name: "CRLF", text: "FROM a\r\nUSER b\r\nRUN c\r\n", expected: "FROM a\r\nRUN c\r\n" },
    { name: "its continuation lines", text: "FROM a\n  RUN b \\\n  c\nRUN d\n", expected: "FROM a\nRUN d\n" },
    { name: "its heredoc", text: "FROM a\nRUN <<EOF\nx\nEOF\nRUN d\n", expected: "FROM a\nRUN d\n" },
    { name: "not the comments above", text: "FROM a\n# why\nUSER b\n", expected: "FROM a\n# why\n" },
  ])("deletes $name", ({ text, expected }) => {
    const file = build(text);

    expect(apply(text, deleteInstruction(file, instructionOf(file, 1)))).toBe(expected);
  });

  test("deletes ONBUILD together with what it holds back", () => {
    const text = "FROM a\nONBUILD USER b\nRUN c\n";
    const file = build(text);
    const outer = instructionOf(file, 1);
    const trigger = outer.keyword === "ONBUILD" ? outer.trigger : undefined;

    if (trigger === undefined) throw new Error("no trigger");
    expect(apply(text, deleteInstruction(file, trigger))).toBe("FROM a\nRUN c\n");
  });

  test.each([
    { name: "a line", text: "FROM a\nRUN b\n", after: "FROM a\nUSER x\nRUN b\n", before: "USER x\nFROM a\nRUN b\n" },
    { name: "the only line", text: "FROM a", after: "FROM a\nUSER x", before: "USER x\nFROM a" },
    {
      name: "CRLF",
      text: "FROM a\r\nRUN b\r\n",
      after: "FROM a\r\nUSER x\r\nRUN b\r\n",
      before: "USER x\r\nFROM a\r\nRUN b\r\n",
    },
    {
      name: "continuation lines",
      text: "FROM \\\n a\nRUN b\n",
      after: "FROM \\\n a\nUSER x\nRUN b\n",
      before: "USER x\nFROM \\\n a\nRUN b\n",
    },
    {
      name: "comments",
      text: "# syntax=docker/dockerfile:1\n\n# one\n# two\nFROM a\n",
      after: "# syntax=docker/dockerfile:1\n\n# one\n# two\nFROM a\nUSER x\n",
      before: "# syntax=docker/dockerfile:1\n\nUSER x\n# one\n# two\nFROM a\n",
    },
  ])("inserts around $name", ({ text, after, before }) => {
    const file = build(text);

    expect(apply(text, insertInstructionAfter(file, instructionOf(file, 0), "USER x"))).toBe(after);
    expect(apply(text, insertInstructionBefore(file, instructionOf(file, 0), "USER x"))).toBe(before);
  });

  test("gives several lines the line ends of the file", () => {
    const text = "FROM a\r\n";
    const file = build(text);

    expect(apply(text, insertInstructionAfter(file, instructionOf(file, 0), "USER x\nRUN y"))).toBe(
      "FROM a\r\nUSER x\r\nRUN y\r\n",
    );
    expect(apply(text, replaceRange(file, { start: 5, end: 6 }, "b\nc"))).toBe("FROM b\r\nc\r\n");
  });
});

describe("calls", () => {
  test.each([
    { name: "a line", run: "RUN apt-get install x && y", expected: "RUN apt-get install -y x && y" },
    {
      name: "continuation lines",
      run: "RUN apt-get \\\n  install \\\n  x",
      expected: "RUN apt-get \\\n  install -y \\\n  x",
    },
    { name: "a heredoc", run: "RUN <<EOF\napt-get install x\nEOF", expected: "RUN <<EOF\napt-get install -y x\nEOF" },
    { name: "JSON", run: 'RUN ["apt-get", "install", "x"]', expected: 'RUN ["apt-get", "install", "-y", "x"]' },
    {
      name: "a shell in JSON",
      run: 'RUN ["sh", "-c", "apt-get install x"]',
      expected: 'RUN ["sh", "-c", "apt-get install -y x"]',
    },
  ])("gets an argument behind a word: $name", ({ run, expected }) => {
    const result = edited(run, (file, located) => {
      const [install] = located.call.args;
      if (install === undefined) throw new Error("no argument");
      return insertArguments(file, located, install, ["-y"]);
    });

    expect(result).toBe(expected);
  });

  test.each([
    { name: "a line", run: "RUN a b && c", expected: "RUN a b --x y && c" },
    { name: "without arguments", run: "RUN a; c", expected: "RUN a --x y; c" },
    { name: "JSON", run: 'CMD ["a", "b"]', expected: 'CMD ["a", "b", "--x", "y"]' },
  ])("gets arguments at the end: $name", ({ run, expected }) => {
    const result = edited(run, (file, located) => appendArguments(file, located, ["--x", "y"]));

    expect(result).toBe(expected);
  });

  test.each([
    { name: "a line", run: "RUN a -k b", expected: "RUN a b" },
    { name: "JSON", run: 'RUN ["a", "-k", "b"]', expected: 'RUN ["a", "b"]' },
    { name: "an escape at the end", run: 'RUN ["sh", "-c", "a \\"k\\" b"]', expected: 'RUN ["sh", "-c", "a b"]' },
  ])("loses an argument: $name", ({ run, expected }) => {
    const result = edited(run, (file, located) => {
      const [first] = located.call.args;
      if (first === undefined) throw new Error("no argument");
      return deleteArgument(file, located, first);
    });

    expect(result).toBe(expected);
  });

  test.each([
    { name: "a line", run: "RUN apt install x", expected: "RUN apt-get install x" },
    { name: "JSON", run: 'RUN ["apt", "install"]', expected: 'RUN ["apt-get", "install"]' },
  ])("gets another program: $name", ({ run, expected }) => {
    const result = edited(run, (file, located) => replaceArgument(file, located, located.call.word, "apt-get"));

    expect(result).toBe(expected);
  });
});

describe("a command at the end", () => {
  test.each([
    { name: "a line", run: "RUN a", expected: "RUN a && z" },
    { name: "a line with a semicolon", run: "RUN a;", expected: "RUN a && z" },
    { name: "continuation lines", run: "RUN a \\\n    && b", expected: "RUN a \\\n    && b \\\n    && z" },
    { name: "CRLF", run: "RUN a \\\r\n  && b\r\n", expected: "RUN a \\\r\n  && b \\\r\n  && z\r\n" },
    { name: "a heredoc", run: "RUN <<EOF\na\nEOF", expected: "RUN <<EOF\na\nz\nEOF" },
    { name: "an empty heredoc", run: "RUN <<EOF\nEOF", expected: undefined },
    { name: "a background command", run: "RUN a &", expected: undefined },
    { name: "a comment at the end", run: "RUN a # b", expected: undefined },
    { name: "a broken script", run: "RUN if a", expected: undefined },
    { name: "JSON", run: 'RUN ["a"]', expected: undefined },
    { name: "a heredoc of the shell", run: "RUN cat <<EOF\na\nEOF", expected: undefined },
  ])("of $name", ({ run, expected }) => {
    const file = build(`${run}`);
    const step = file.steps[0];
    const [script] = step === undefined ? [] : scriptsOf(step);

    if (script === undefined) throw new Error("no script");
    expect(apply(run, appendCommand(file, script, "z"))).toBe(expected);
  });

  test("uses the escape character of the file", () => {
    const text = "# escape=`\nRUN a `\n  && b\n";
    const file = build(text);
    const step = file.steps[0];
    const [script] = step === undefined ? [] : scriptsOf(step);

    if (script === undefined) throw new Error("no script");
    expect(apply(text, appendCommand(file, script, "z"))).toBe("# escape=`\nRUN a `\n  && b `\n  && z\n");
  });
});

/** Applies an edit to the first call of a file. */
function edited(run: string, edit: (file: EditedFile, located: LocatedCall) => TextEdit): string | undefined {
  const file = build(run);
  const [located] = allCalls(file);
  return located === undefined ? undefined : apply(run, edit(file, located));
}
