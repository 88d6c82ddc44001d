import { expect, test } from "vitest";
import { imageChecks } from "../image-checks.ts";
import type { ImageJudgement } from "./image-checks.ts";
import { restoreJudgement, type StoredJudgement, storeJudgement } from "./stored-judgement.ts";

const [check] = imageChecks;
if (check === undefined) throw new Error("there are no checks of images");

const judgement: ImageJudgement = {
  violations: [
    {
      rule: check,
      severity: "high",
      subject: "image",
      message: { en: "It is so.", ja: "そうなっている。" },
      evidence: [{ location: { path: "shop/web:1.4" } }],
    },
  ],
  coverage: [{ plugin: check.id, ended: "done" }],
  diagnostics: [],
};

test.each([
  { name: "a judgement", judgement },
  { name: "that nothing was asked", judgement: undefined },
])("$name comes back with its checks", ({ judgement: said }) => {
  const stored: StoredJudgement = JSON.parse(JSON.stringify(storeJudgement(said)));

  expect(restoreJudgement(stored, imageChecks)).toEqual({ value: said });
});

test("a judgement of a check that there is not is none", () => {
  const others = imageChecks.filter(({ id }) => id !== check.id);

  expect(restoreJudgement(storeJudgement(judgement), others)).toBeUndefined();
});
