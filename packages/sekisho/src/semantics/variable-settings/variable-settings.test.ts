import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { variableSettings } from "./variable-settings.ts";

function buildOf(text: string, files?: readonly string[]) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: files !== undefined, files },
    today: "2026-01-31",
  });
}

// Dockerfile reference, "ENV" and "ARG"; POSIX Shell Command Language, 2.9.1 and 2.15 (export).
test.each([
  { name: "ENV", text: "FROM a\nENV X=1", expected: ["1 image"] },
  { name: "ENV without equals sign", text: "FROM a\nENV X 1", expected: ["1 image"] },
  { name: "a default of ARG", text: "FROM a\nARG X=1", expected: ["1 build"] },
  { name: "no ARG without default", text: "FROM a\nARG X", expected: [] },
  { name: "the value of another variable", text: "FROM a\nARG Y=0\nENV X=$Y", expected: ["0 image"] },
  { name: "an unknown value", text: "FROM a\nARG Y\nENV X=$Y", expected: ["unknown image"] },
  { name: "a variable before a command", text: "FROM a\nRUN X='0' cmd", expected: ["0 command"] },
  { name: "a variable behind env", text: "FROM a\nRUN env X=0 cmd", expected: ["0 command"] },
  { name: "export", text: 'FROM a\nRUN export Y=1 X="0" && cmd', expected: ["0 command"] },
  { name: "no plain assignment", text: "FROM a\nRUN X=0; cmd", expected: [] },
  { name: "no other name", text: "FROM a\nENV XX=1 AX=1", expected: [] },
  { name: "what stands behind ONBUILD", text: "FROM a\nONBUILD ENV X=1", expected: ["1 image"] },
])("finds $name", ({ text, expected }) => {
  const found = variableSettings(buildOf(text), new Set(["X"]));
  expect(found.map(({ value, scope }) => `${value ?? "unknown"} ${scope}`)).toEqual(expected);
});

test.each([
  { name: "an instruction", text: "FROM a\nENV X=1\nRUN cmd", expected: "FROM a\nRUN cmd" },
  { name: "the last instruction", text: "FROM a\nENV X=1", expected: "FROM a\n" },
  { name: "an instruction with CRLF", text: "FROM a\r\nENV X=1\r\nRUN cmd\r\n", expected: "FROM a\r\nRUN cmd\r\n" },
  { name: "the first pair", text: "FROM a\nENV X=1 Y=2", expected: "FROM a\nENV Y=2" },
  {
    name: "a pair between others",
    text: "FROM a\nENV W=0 \\\n    X=1 \\\n    Y=2",
    expected: "FROM a\nENV W=0 \\\n    Y=2",
  },
  { name: "a prefix", text: "FROM a\nRUN Y=1 X=0 cmd", expected: "FROM a\nRUN Y=1 cmd" },
  { name: "a prefix on a line of its own", text: "FROM a\nRUN X=0 \\\n    cmd", expected: "FROM a\nRUN cmd" },
  { name: "a prefix behind env", text: "FROM a\nRUN env X=0 cmd", expected: "FROM a\nRUN env cmd" },
  { name: "the last pair", text: "FROM a\nENV W=0 \\\n    X=1\nRUN cmd", expected: "FROM a\nENV W=0\nRUN cmd" },
])("takes out $name", ({ text, expected }) => {
  const [found] = variableSettings(buildOf(text), new Set(["X"]));
  const [edit] = found?.removal?.edits ?? [];
  expect(edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end)).toBe(expected);
});

test("keeps a comment between pairs by offering no repair", () => {
  const [found] = variableSettings(buildOf("FROM a\nENV W=0 \\\n# why\n    X=1"), new Set(["X"]));
  expect(found?.removal).toBeUndefined();
});
