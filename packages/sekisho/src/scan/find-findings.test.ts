import { describe, expect, test } from "vitest";
import { documentOf, flawFinding, reportOf } from "../semantics/comparison/sample-findings.ts";
import { getFindings } from "./find-findings.ts";

const findings = [
  flawFinding("CVE-2024-1", { id: "abcd1111" }, { aliases: ["GHSA-aaaa-bbbb-cccc"] }),
  flawFinding("CVE-2024-1", { id: "abcd2222", subject: "pkg:npm/right" }, { aliases: ["GHSA-aaaa-bbbb-cccc"] }),
  flawFinding("CVE-2024-11", { id: "ef012345" }),
  {
    ...flawFinding("x", { id: "99990000" }),
    kind: "misconfiguration",
    rule: { id: "dockerfile/no-user", aliases: ["hadolint:DL3002"], controls: [] },
  },
] as const;
const document = documentOf(reportOf(findings));

describe("a word means findings", () => {
  test.each([
    { name: "an id", word: "abcd1111", expected: ["abcd1111"] },
    { name: "the beginning of one id", word: "ef01", expected: ["ef012345"] },
    { name: "a CVE, in all its packages, and no longer one", word: "CVE-2024-1", expected: ["abcd1111", "abcd2222"] },
    { name: "an alias in capitals", word: "GHSA-AAAA-BBBB-CCCC", expected: ["abcd1111", "abcd2222"] },
    { name: "a rule", word: "dockerfile/no-user", expected: ["99990000"] },
    { name: "a rule of another tool", word: "DL3002", expected: ["99990000"] },
  ])("$name", ({ word, expected }) => {
    expect(getFindings(document, word).map(({ finding }) => finding.id)).toEqual(expected);
  });

  test.each([
    {
      name: "nothing of the kind",
      word: "CVE-2024-111",
      says: "no finding with the id or name “CVE-2024-111” among its 4",
    },
    { name: "the beginning of two ids", word: "abcd", says: "2 findings have ids that begin with “abcd”: abcd1111" },
    { name: "too short a beginning", word: "ef", says: "no finding" },
    { name: "nothing", word: "", says: "no finding" },
    { name: "a line of control characters", word: "\u001b[31m", says: "“\uFFFD[31m”" },
  ])("$name is refused", ({ word, says }) => {
    expect(() => getFindings(document, word)).toThrow(
      expect.objectContaining({ code: "finding-not-found", message: expect.stringContaining(says) }),
    );
  });
});
