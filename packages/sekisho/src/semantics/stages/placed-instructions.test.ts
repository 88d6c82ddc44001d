import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { DockerfileBuild } from "./build.ts";
import { buildModel } from "./build-model.ts";
import { defaultArguments } from "./default-arguments.ts";
import { imageStages } from "./image-stages.ts";
import { findOverridden } from "./overridden-instructions.ts";
import { placedInstructions } from "./placed-instructions.ts";

function build(text: string, target?: string): DockerfileBuild {
  const syntax = parseDockerfile(createSourceText("Dockerfile", text));
  const context = { isKnown: false, ignores: undefined, files: undefined };
  return buildModel(syntax, { context, today: "2026-01-31", ...(target === undefined ? {} : { target }) });
}

test("placedInstructions finds those behind ONBUILD, in file order", () => {
  const found = placedInstructions(build("FROM a\nCMD x\nONBUILD CMD y\nRUN z\nENTRYPOINT w"), "CMD", "ENTRYPOINT");
  expect(found.map(({ instruction }) => [instruction.keyword, instruction.isTrigger])).toEqual([
    ["CMD", false],
    ["CMD", true],
    ["ENTRYPOINT", false],
  ]);
});

// Expected values by hand: who is built on or copied from is no image of its own, unless it is the target.
test.each([
  { name: "one stage", text: "FROM a", target: undefined, expected: ["stage:0"] },
  {
    name: "a stage that the target copies from",
    text: "FROM a AS b\nFROM c\nCOPY --from=b / /",
    target: undefined,
    expected: ["stage:1"],
  },
  {
    name: "a stage that the target is built on",
    text: "FROM a AS b\nFROM b",
    target: undefined,
    expected: ["stage:1"],
  },
  {
    name: "a stage that only a mount reads",
    text: "FROM a AS b\nFROM c\nRUN --mount=from=b,target=/b x",
    target: undefined,
    expected: ["stage:1"],
  },
  {
    name: "two images in one file",
    text: "FROM a AS b\nFROM c AS d",
    target: undefined,
    expected: ["stage:b", "stage:d"],
  },
  { name: "a target that others use", text: "FROM a AS b\nFROM b AS c", target: "b", expected: ["stage:b", "stage:c"] },
  {
    name: "a stage that copies from itself",
    text: "FROM a AS b\nCOPY --from=b / /\nFROM c",
    target: undefined,
    expected: ["stage:b", "stage:1"],
  },
  { name: "no stage at all", text: "RUN x", target: undefined, expected: [] },
])("imageStages: $name", ({ text, target, expected }) => {
  expect(imageStages(build(text, target)).map(({ subject }) => subject)).toEqual(expected);
});

// Dockerfile reference, CMD: "If you list more than one CMD, only the last one takes effect."
test.each([
  {
    name: "the last one stays",
    text: "FROM a\nCMD x\nRUN y\nCMD z\nCMD w",
    expected: [
      [2, 4],
      [4, 5],
    ],
  },
  { name: "stages are apart", text: "FROM a\nCMD x\nFROM b\nCMD y", expected: [] },
  { name: "ONBUILD belongs to the child", text: "FROM a\nONBUILD CMD x\nCMD y", expected: [] },
])("findOverridden: $name", ({ text, expected }) => {
  const model = build(text);
  const lines = findOverridden(model, "CMD").map(({ step, line }) => [
    text.slice(0, step.instruction.start).split("\n").length,
    line,
  ]);
  expect(lines).toEqual(expected);
});

// Dockerfile reference, "Understand how ARG and FROM interact" and "Automatic platform ARGs".
test.each([
  { name: "a default", text: "ARG A=1\nFROM a", variable: "A", expected: "1" },
  { name: "a default made of an earlier one", text: "ARG A=1\nARG B=${A}2\nFROM a", variable: "B", expected: "12" },
  { name: "no default", text: "ARG A\nFROM a", variable: "A", expected: undefined },
  { name: "a platform argument", text: "FROM a", variable: "TARGETARCH", expected: "amd64" },
  { name: "an ARG of a stage", text: "FROM a\nARG A=1", variable: "A", expected: undefined },
])("defaultArguments: $name", ({ text, variable, expected }) => {
  expect(defaultArguments(build(text)).get(variable)).toBe(expected);
});
