import fc from "fast-check";
import { expect, test } from "vitest";
import { readFindingDetails } from "./finding-details.ts";

test("reads what our own report says", () => {
  const read = readFindingDetails({
    message: "The final stage has no USER instruction.",
    remediation: "Add USER 10001.",
    evidence: [
      {
        excerpt: 'ENTRYPOINT ["java"]',
        location: { path: "Dockerfile", startLine: 6, startColumn: 1, endLine: 6, endColumn: 20 },
      },
    ],
    fix: {
      safety: "proposal",
      edits: [{ path: "Dockerfile", startLine: 6, startColumn: 1, endLine: 6, endColumn: 1, text: "USER 10001\n" }],
    },
  });

  expect(read).toEqual({
    message: "The final stage has no USER instruction.",
    remediation: "Add USER 10001.",
    evidence: [
      {
        path: "Dockerfile",
        startLine: 6,
        startColumn: 1,
        endLine: 6,
        endColumn: 20,
        pointer: undefined,
        layer: undefined,
        excerpt: 'ENTRYPOINT ["java"]',
      },
    ],
    fix: {
      isSafe: false,
      edits: [{ path: "Dockerfile", startLine: 6, startColumn: 1, endLine: 6, endColumn: 1, text: "USER 10001\n" }],
    },
  });
});

test("reads nothing out of what has other types", () => {
  const read = readFindingDetails({
    message: { en: "x" },
    remediation: 3,
    evidence: ["x", null, [1], { location: "x", excerpt: 5 }],
    fix: { safety: "safe", edits: [{ path: "a" }, null] },
  });

  expect(read).toEqual({
    message: undefined,
    remediation: undefined,
    evidence: [
      {
        path: undefined,
        startLine: undefined,
        startColumn: undefined,
        endLine: undefined,
        endColumn: undefined,
        pointer: undefined,
        layer: undefined,
        excerpt: undefined,
      },
    ],
    fix: undefined,
  });
});

test("never throws", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("message", "evidence", "fix", "x"), fc.jsonValue()), (details) => {
      expect(Array.isArray(readFindingDetails(details).evidence)).toBe(true);
    }),
  );
});
