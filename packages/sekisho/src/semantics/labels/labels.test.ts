import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { filledLabelsOfKind, labelsOf } from "./labels.ts";

function build(text: string) {
  const context = { isKnown: false, ignores: undefined, files: undefined };
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), { context, today: "2026-01-31" });
}

// Dockerfile reference, LABEL, and "Environment replacement" for the variables.
test.each([
  {
    name: "several in one",
    text: "FROM a\nLABEL a=1 b='2 3'",
    expected: [
      ["a", "1"],
      ["b", "2 3"],
    ],
  },
  { name: "old form", text: "FROM a\nLABEL a 1 2", expected: [["a", "1 2"]] },
  { name: "known variables", text: "FROM a\nARG V=1\nLABEL a$V=$V", expected: [["a1", "1"]] },
  { name: "unknown variable", text: "FROM a\nARG V\nLABEL a=$V", expected: [["a", undefined]] },
  { name: "behind ONBUILD", text: "FROM a\nONBUILD LABEL a=1", expected: [["a", "1"]] },
])("labelsOf: $name", ({ text, expected }) => {
  expect(labelsOf(build(text)).map(({ key, value }) => [key, value])).toEqual(expected);
});

test.each([
  { name: "of the kind", required: { a: "url" }, expected: ["a"] },
  { name: "of another kind", required: { a: "semver" }, expected: [] },
  { name: "empty ones are another question", required: { b: "url" }, expected: [] },
  { name: "names of every object are no schema", required: { c: "url" }, expected: [] },
])("filledLabelsOfKind: $name", ({ required, expected }) => {
  const found = filledLabelsOfKind(build("FROM a\nLABEL a=1 b='' toString=2"), required, "url");
  expect(found.map(({ key }) => key)).toEqual(expected);
});
