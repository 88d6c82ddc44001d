import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "./build-model.ts";
import { privilegesAtStart } from "./entrypoints.ts";
import { cacheMountCovers } from "./mounts.ts";
import { callsOf, scriptsOf } from "./scripts.ts";
import { sourcesOf } from "./stage-sources.ts";

const pieces = [
  "FROM ",
  "ARG ",
  "ENV ",
  "RUN ",
  "COPY --from=",
  "USER ",
  "WORKDIR ",
  "SHELL ",
  "CMD ",
  "ENTRYPOINT ",
  "ONBUILD ",
  "HEALTHCHECK CMD ",
  " AS ",
  "a",
  "b",
  "0",
  "scratch",
  "node:20",
  "$X",
  "${X:-y}",
  "=",
  " ",
  "\n",
  "\\\n",
  "# c\n",
  "<<EOF",
  "EOF\n",
  '["sh","-c","',
  '\\"',
  '"]',
  "--mount=type=cache,from=b,target=",
  "/",
  "..",
  "bash",
  "python3",
  " && ",
  "'",
  "\t",
  "\r\n",
  "gosu ",
] as const;

const dockerfile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join("")),
);

test("everything can be asked of every file, and every place lies in it", () => {
  fc.assert(
    fc.property(
      dockerfile,
      fc.option(fc.constantFrom("a", "0", "b", "-1", "nope"), { nil: undefined }),
      (text, target) => {
        const options = {
          context: { ignores: undefined, isKnown: false, files: undefined },
          today: "2026-01-31",
        } as const;
        const build = buildModel(
          parseDockerfile(createSourceText("Dockerfile", text)),
          target === undefined ? options : { ...options, target },
        );

        for (const stage of build.stages) {
          privilegesAtStart(stage);
          expect(stage.reachesTarget || !stage.isInTarget).toBe(true);
        }
        for (const step of build.steps) {
          cacheMountCovers(step, "~/.cache");
          sourcesOf(build, step.instruction);
          expect(
            scriptsOf(step).every(({ script, skipped }) => (script === undefined) !== (skipped === undefined)),
          ).toBe(true);
          for (const { range } of callsOf(step)) {
            expect(range.start).toBeGreaterThanOrEqual(step.instruction.start);
            expect(range.end).toBeLessThanOrEqual(text.length);
            expect(range.start).toBeLessThanOrEqual(range.end);
          }
        }
        expect(build.stages.filter(({ isTarget }) => isTarget)).toHaveLength(build.stages.length === 0 ? 0 : 1);
      },
    ),
    { numRuns: 500 },
  );
});
