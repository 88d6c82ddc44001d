import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSourceText } from "../packages/sekisho/src/model/source-text.ts";
import { unknownContext } from "../packages/sekisho/src/scan/build-context.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import { type Examination, examine } from "../packages/sekisho/src/scan/examine.ts";
import { fix } from "../packages/sekisho/src/scan/fix.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { exampleDay } from "./dockerfile-example.ts";
import { generatedDockerfile } from "./generated-dockerfile.ts";

const plan = planChecks(dockerfileChecks, defaultConfiguration);

function examineText(text: string): Examination {
  const source = createSourceText("Dockerfile", text);
  return examine(source, { plan, context: unknownContext, target: undefined, buildArguments: {}, today: exampleDay });
}

describe.each([
  { name: "safe fixes", proposals: false },
  { name: "proposals, too", proposals: true },
])("repairs of generated Dockerfiles: $name", ({ proposals }) => {
  const options = { proposals, today: exampleDay };

  test("never fail, parse as well as before, and end with nothing left to do", () => {
    fc.assert(
      fc.property(generatedDockerfile, (text) => {
        const before = examineText(text);

        const result = fix(text, options);

        const after = examineText(result.text);
        const wanted = after.violations.filter(
          ({ violation }) => violation.fix?.safety === "safe" || (proposals && violation.fix !== undefined),
        );
        expect(after.diagnostics.length).toBeLessThanOrEqual(before.diagnostics.length);
        expect(result.applied.length === 0).toBe(result.text === text);
        expect(result.left.filter(({ reason }) => reason === "too-many-rounds")).toEqual([]);
        expect(wanted.length).toBeLessThanOrEqual(result.left.filter(({ reason }) => reason !== "proposal").length);
        expect(fix(result.text, options).text).toBe(result.text);
      }),
      { numRuns: 150 },
    );
  });

  test("keep the byte order mark, and the line ends", () => {
    fc.assert(
      fc.property(generatedDockerfile, (text) => {
        const result = fix(text, options).text;
        expect(result.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
        const isWindows = text.includes("\r\n");
        const isMixed = isWindows ? /(?<!\r)\n/.test(result) : result.includes("\r");
        expect(isMixed).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

// Dockerfile reference, "Format": a comment may stand between the lines of an instruction, but not in a JSON array.
test("keeps a comment between the lines of a command", () => {
  const text = "FROM node:24\nUSER 1000\nCMD node \\\n  # the server\n  server.js\n";

  expect(fix(text, { proposals: true, today: exampleDay, rules: ["dockerfile/shell-form-command"] }).text).toBe(text);
});

test("every check asked, none failed", () => {
  fc.assert(
    fc.property(generatedDockerfile, (text) => {
      const { coverage } = examineText(text);
      expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([]);
      expect(coverage).toHaveLength(dockerfileChecks.length);
    }),
    { numRuns: 150 },
  );
});
