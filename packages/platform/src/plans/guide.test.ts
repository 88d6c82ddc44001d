import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePlanBook } from "./plan-book.ts";

test.each(["plans.md", "plans.ja.md"])("the plans that docs/guide/%s writes are taken", (name) => {
  const guide = readFileSync(new URL(`../../../../docs/guide/${name}`, import.meta.url), "utf8");
  const written = /```json\n([\s\S]{1,2000}?)```/.exec(guide)?.[1] ?? "";

  expect(parsePlanBook(written).plans.map((plan) => plan.name)).toEqual(["free", "team"]);
});
