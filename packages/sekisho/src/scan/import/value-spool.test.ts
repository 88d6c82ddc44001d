import { expect, test } from "vitest";
import { isImportedFinding } from "./is-imported-finding.ts";
import { ValueSpool } from "./value-spool.ts";

test("a spool gives back what it was given, from memory and from its file", () => {
  const spool = new ValueSpool(isImportedFinding, 3);
  const told = [1, 2, 3, 4, 5, 6].map((number) => ({
    kind: "secret" as const,
    rule: `rule-${number}`,
    severity: "high" as const,
    title: "é\ud800\u0000".repeat(number),
    message: "",
    subject: "",
    evidence: [],
  }));

  const numbers = told.map((finding) => spool.add(finding));

  expect(numbers.map((number) => spool.get(number))).toEqual(told);
  expect(() => spool.get(6)).toThrow(RangeError);
  spool.close();
  spool.close();
});
