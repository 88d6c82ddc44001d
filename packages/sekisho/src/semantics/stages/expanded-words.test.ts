import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import { createSourceText } from "../../model/source-text.ts";
import { expandedHeredocUses, expandedWords } from "./expanded-words.ts";
import { rangeFromFirstLine } from "./instruction-range.ts";

function instructionOf(text: string): Instruction {
  const instruction = parseDockerfile(createSourceText("Dockerfile", text)).instructions[0];
  if (instruction === undefined) throw new Error(`no instruction in ${text}`);
  return instruction;
}

// Dockerfile reference, "Environment replacement", the list of instructions; BuildKit for the flags.
describe("expandedWords", () => {
  test.each([
    { name: "ENV, keys and values", text: "ENV A=$B C=2", expected: ["A", "$B", "C", "2"] },
    { name: "ARG, values alone", text: "ARG A=$B C", expected: ["$B"] },
    { name: "COPY", text: "COPY --chown=$U --from=$F $A $B", expected: ["$U", "$A", "$B"] },
    { name: "RUN, its mounts and not its command", text: "RUN --mount=target=$T echo $X", expected: ["target=$T"] },
    { name: "WORKDIR", text: "WORKDIR $D", expected: ["$D"] },
    { name: "CMD is for the shell", text: "CMD echo $X", expected: [] },
    { name: "MAINTAINER is never expanded", text: "MAINTAINER $X", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(expandedWords(instructionOf(text)).map(({ raw }) => raw)).toEqual(expected);
  });
});

describe("expandedHeredocUses", () => {
  test.each([
    { name: "names and braces", text: "COPY <<E /x\n$A ${B} ${C:-1}\nE", expected: ["$A", "${B}", "${C:-1}"] },
    { name: "braces inside each other", text: "COPY <<E /x\n${A:-${B}} $C\nE", expected: ["${A:-${B}", "${B}", "$C"] },
    { name: "a brace that is never closed", text: "COPY <<E /x\n${A} ${B $C\nE", expected: ["${A}", "${B", "$C"] },
    { name: "quotes mean nothing", text: "COPY <<E /x\n'$A' \"$B\"\nE", expected: ["$A", "$B"] },
    { name: "a backslash keeps the dollar sign", text: "COPY <<E /x\n\\$A $B\nE", expected: ["$B"] },
    { name: "a quoted delimiter keeps all", text: 'COPY <<"E" /x\n$A\nE', expected: [] },
    { name: "special parameters are none", text: "COPY <<E /x\n$1 $@ $$ $\nE", expected: [] },
    { name: "RUN is for the shell", text: "RUN <<E\n$A\nE", expected: [] },
  ])("$name", ({ text, expected }) => {
    const uses = expandedHeredocUses(instructionOf(text));
    expect(uses.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  // Looking for each end anew would walk over 10^11 characters, and the test would run out of time.
  test("half a million open braces take linear time", () => {
    const instruction = instructionOf(`COPY <<E /x\n${"${a".repeat(500_000)}\nE`);
    expect(expandedHeredocUses(instruction)).toHaveLength(500_000);
  });
});

describe("rangeFromFirstLine", () => {
  test.each([
    { name: "a word on the first line", text: "EXPOSE 80 81", word: "81", expected: "81" },
    { name: "a word on another line", text: "EXPOSE 80 \\\n  81", word: "81", expected: "EXPOSE 80 \\\n  81" },
  ])("$name", ({ text, word, expected }) => {
    const start = text.indexOf(word);
    const range = rangeFromFirstLine(createSourceText("Dockerfile", text), instructionOf(text), {
      start,
      end: start + word.length,
    });
    expect(text.slice(range.start, range.end)).toBe(expected);
  });
});
