import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { buildModel } from "../../semantics/stages/build-model.ts";
import { legacyKeyValueFormat } from "./legacy-key-value-format.ts";

function build(text: string): DockerfileBuild {
  const context = { isKnown: false, ignores: undefined, files: undefined };
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), { context, today: "2026-01-31" });
}

function variables(text: string) {
  return [...(build(text).stages[0]?.final.env ?? [])].map(([name, { value }]) => [name, value]);
}

function repair(text: string): string {
  const edits = legacyKeyValueFormat.evaluate(build(text), {}).flatMap(({ fix }) => fix?.edits ?? []);
  return edits.toReversed().reduce((rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end), text);
}

const piece = fc.constantFrom(
  "a",
  "b",
  " ",
  "  ",
  '"',
  "'",
  "\\",
  "$X",
  "${X}",
  "#",
  "=",
  "\\\n",
  "\\\r\n",
  "\t",
  "\\$X",
  "<<E",
  "あ",
);

test("a repair leaves every variable as it is", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = `FROM scratch\nENV X=1\nENV KEY v${pieces.join("")}v\nENV Z=2\n`;
      expect(variables(repair(text))).toEqual(variables(text));
    }),
    { numRuns: 2000 },
  );
});
