import { expect, test } from "vitest";
import { secretRules } from "./rules.ts";

test("every rule is a secret with a text in both languages", () => {
  expect(secretRules.length).toBeGreaterThanOrEqual(110);
  for (const { id, title, why, remediation, findingKind } of secretRules) {
    expect(id).toMatch(/^secret\/[a-z0-9-]+$/);
    expect(findingKind).toBe("secret");
    for (const words of [title, why, remediation]) {
      expect(words.en).toMatch(/\w/);
      expect(words.ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]|JSON Web Token/);
    }
  }
});

test("ids are sorted, each once", () => {
  const ids = secretRules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});
