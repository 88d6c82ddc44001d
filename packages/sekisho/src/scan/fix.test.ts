import { describe, expect, test } from "vitest";
import { fixWith } from "./fix.ts";
import { replaceBy, wordCheck } from "./fixtures/sample-checks.ts";

const safe = { proposals: false, today: "2026-09-01" } as const;
const badToGood = wordCheck({ word: "bad", aliases: ["hadolint:DL0001"], repair: replaceBy("good") });

// Expected values: worked out by hand from the rules that `fix` states.
describe("fix", () => {
  test("repairs every place and leaves every other byte alone", () => {
    const text = "\uFEFFFROM a\r\n# keep  \r\nRUN bad \\\r\n  && bad\r\n";
    const result = fixWith([badToGood], text, safe);
    expect(result.text).toBe("\uFEFFFROM a\r\n# keep  \r\nRUN good \\\r\n  && good\r\n");
    expect(result.applied.map(({ rule, line }) => `${rule}:${line}`)).toEqual(["test/bad:3", "test/bad:4"]);
    expect(result.left).toEqual([]);
    expect(fixWith([badToGood], result.text, safe)).toEqual({ text: result.text, applied: [], left: [] });
  });

  test("goes on until nothing changes", () => {
    const checks = [
      wordCheck({ word: "one", repair: replaceBy("two") }),
      wordCheck({ word: "two", repair: replaceBy("three"), severity: "low" }),
    ];
    expect(fixWith(checks, "FROM a\nRUN one\n", safe)).toMatchObject({ text: "FROM a\nRUN three\n", left: [] });
  });

  test("leaves proposals unless they are asked for", () => {
    const check = wordCheck({ word: "bad", safety: "proposal", repair: replaceBy("good") });
    const text = "FROM a\nRUN bad\n";
    expect(fixWith([check], text, safe)).toMatchObject({
      text,
      applied: [],
      left: [{ rule: "test/bad", reason: "proposal" }],
    });
    expect(fixWith([check], text, { ...safe, proposals: true }).text).toBe("FROM a\nRUN good\n");
  });

  test.each([
    { name: "breaks the syntax", repair: replaceBy("x\nNONSENSE y"), others: [], reason: "breaks-syntax" },
    { name: "does not silence its violation", repair: replaceBy("bad "), others: [], reason: "no-effect" },
    {
      name: "brings a worse finding",
      repair: replaceBy("evil"),
      others: [wordCheck({ word: "evil", severity: "high" })],
      reason: "new-finding",
    },
  ])("takes back a fix that $name, and only that one", ({ repair, others, reason }) => {
    const checks = [
      wordCheck({ word: "bad", repair }),
      wordCheck({ word: "plain", repair: replaceBy("fine") }),
      ...others,
    ];
    const result = fixWith(checks, "FROM a\nRUN plain\nRUN bad\nRUN plain\n", safe);
    expect(result.text).toBe("FROM a\nRUN fine\nRUN bad\nRUN fine\n");
    expect(result.applied).toHaveLength(2);
    expect(result.left).toMatchObject([{ rule: "test/bad", reason }]);
  });

  test("a milder finding may come up", () => {
    const checks = [
      wordCheck({ word: "bad", repair: replaceBy("mild") }),
      wordCheck({ word: "mild", severity: "low" }),
    ];
    expect(fixWith(checks, "FROM a\nRUN bad\n", safe).text).toBe("FROM a\nRUN mild\n");
  });

  test("fixes that collide are made one after the other", () => {
    const checks = [
      wordCheck({ word: "bad thing", repair: replaceBy("thing") }),
      wordCheck({ word: "thing", severity: "low", repair: replaceBy("object") }),
    ];
    expect(fixWith(checks, "FROM a\nRUN bad thing\n", safe)).toMatchObject({ text: "FROM a\nRUN object\n", left: [] });
  });

  test("checks that undo each other come to an end", () => {
    const checks = [
      wordCheck({ word: "left", repair: replaceBy("right") }),
      wordCheck({ word: "right", repair: replaceBy("left") }),
    ];
    const result = fixWith(checks, "FROM a\nRUN left\n", safe);
    expect(result.text).toBe("FROM a\nRUN left\n");
    expect(result.left).toMatchObject([{ rule: "test/left", reason: "new-finding" }]);
  });

  test("what a comment accepts is not repaired", () => {
    const text = "FROM a\n# sekisho:ignore DL0001 reason=x\nRUN bad\nRUN bad\n";
    expect(fixWith([badToGood], text, safe).text).toBe("FROM a\n# sekisho:ignore DL0001 reason=x\nRUN bad\nRUN good\n");
  });

  test("repairs the named rules only", () => {
    const checks = [badToGood, wordCheck({ word: "plain", repair: replaceBy("fine") })];
    expect(fixWith(checks, "FROM a\nRUN bad plain\n", { ...safe, rules: ["test/plain"] }).text).toBe(
      "FROM a\nRUN bad fine\n",
    );
  });

  test("ten thousand places end in time", () => {
    const result = fixWith([badToGood], `FROM a\n${"RUN bad\n".repeat(10_000)}`, safe);
    expect(result.text.includes("bad")).toBe(false);
  }, 120_000);
});
