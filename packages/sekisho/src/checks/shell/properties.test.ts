import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../../semantics/stages/build-model.ts";
import type { DockerfileCheck } from "../dockerfile/define.ts";
import * as registry from "./registry.ts";

const checks = Object.values<DockerfileCheck>(registry);

const pieces = fc.constantFrom(
  ..."echo ;rm -rf ;cd ;read ;for i in ;do ;done ;if ;then ;fi ;[ ;] ;[[ ;]] ;case ;esac ;$x;${x:-;};\"; ';`;$(;) ;(( ;)) ;{a,b};*;\\;&& ;| ;>> f ;2>&1 ;export a=;-a ;= ;trap ;set -e;x=1;<<E".split(
    ";",
  ),
  "; ",
  "\n",
  " \\\n",
);

test("any script gets an answer, and every range lies in the file", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = `FROM debian:12\nRUN ${parts.join("")}\n`;
      const build = buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
        context: { isKnown: false, ignores: undefined, files: undefined },
        today: "2026-01-31",
      });

      const places = checks.flatMap((check) =>
        check.evaluate(build, {}).flatMap(({ range, fix }) => [range, ...(fix?.edits ?? [])]),
      );

      expect(places.filter(({ start, end }) => !(0 <= start && start <= end && end <= text.length))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
