import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { getOutputs } from "./outputs.ts";

function outputsOf(...formats: readonly string[]) {
  return getOutputs(parseArguments(["scan", ...formats.flatMap((format) => ["--format", format])]));
}

describe("getOutputs", () => {
  test.each([
    { name: "the table when nothing is said", formats: [], outputs: [{ format: "table", file: undefined }] },
    { name: "one form", formats: ["json"], outputs: [{ format: "json", file: undefined }] },
    {
      name: "a file and standard output",
      formats: ["sarif=a.sarif", "table"],
      outputs: [
        { format: "sarif", file: "a.sarif" },
        { format: "table", file: undefined },
      ],
    },
    { name: "a file with an equals sign", formats: ["json=a=b"], outputs: [{ format: "json", file: "a=b" }] },
  ])("gives $name", ({ formats, outputs }) => {
    expect(outputsOf(...formats)).toEqual(outputs);
  });

  test.each([
    {
      name: "standard output twice",
      formats: ["json", "table"],
      message: "--format: json and table would both go to standard output",
    },
    { name: "a file twice", formats: ["json=a", "sarif=a"], message: '--format: json and sarif would both go to "a"' },
  ])("refuses $name", ({ formats, message }) => {
    expect(() => outputsOf(...formats)).toThrow(message);
  });
});
