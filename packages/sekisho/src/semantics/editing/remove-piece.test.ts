import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { removePiece } from "./remove-piece.ts";

// Expected values by hand: what is left when a person deletes the word with the blanks that belong to it.
test.each([
  { name: "the first", line: "EXPOSE 80 443", index: 0, expected: "EXPOSE 443" },
  { name: "the last", line: "EXPOSE 80 443", index: 1, expected: "EXPOSE 80" },
  { name: "one in the middle", line: "EXPOSE 80 22 443", index: 1, expected: "EXPOSE 80 443" },
  { name: "one on a line of its own", line: "EXPOSE 80 \\\n  22", index: 1, expected: "EXPOSE 80" },
  { name: "the only one", line: "EXPOSE 80", index: 0, expected: "" },
  { name: "the only one behind ONBUILD", line: "ONBUILD EXPOSE 80", index: 0, expected: "" },
  { name: "nothing before a comment", line: "EXPOSE 80 \\\n# ssh\n  22", index: 1, expected: undefined },
  { name: "nothing where there is none", line: "EXPOSE 80", index: 1, expected: undefined },
])("takes out $name", ({ line, index, expected }) => {
  const text = `FROM a\n${line}\n`;
  const syntax = parseDockerfile(createSourceText("Dockerfile", text));
  const [, outer] = syntax.instructions;
  const instruction = outer?.keyword === "ONBUILD" ? outer.trigger : outer;
  if (instruction?.keyword !== "EXPOSE") throw new Error(`expected EXPOSE, got ${instruction?.keyword}`);

  const edit = removePiece({ syntax }, instruction, instruction.words, index);

  const left = edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  expect(left?.slice("FROM a\n".length).trimEnd()).toBe(expected);
});
