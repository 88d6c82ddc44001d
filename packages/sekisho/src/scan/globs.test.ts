import { describe, expect, test } from "vitest";
import { compilePathGlobs, compileSubjectGlobs, matchesPathGlobs, matchesSubject } from "./globs.ts";

// Expected values: gitignore(5) for each alternative of the braces.
describe("globs over paths", () => {
  test.each([
    { name: "a folder's files", globs: ["services/*/Dockerfile"], path: "services/web/Dockerfile", expected: true },
    { name: "not deeper", globs: ["services/*/Dockerfile"], path: "services/a/b/Dockerfile", expected: false },
    { name: "everything below", globs: ["vendor/**"], path: "vendor/a/b/Dockerfile", expected: true },
    { name: "a name anywhere", globs: ["Dockerfile.dev"], path: "a/b/Dockerfile.dev", expected: true },
    { name: "braces", globs: ["{api,web}/Dockerfile"], path: "web/Dockerfile", expected: true },
    { name: "two braces", globs: ["{a,b}/{c,d}"], path: "b/c", expected: true },
    { name: "an open brace is itself", globs: ["{a"], path: "{a", expected: true },
    { name: "an escaped brace is itself", globs: ["\\{a,b}"], path: "{a,b}", expected: true },
    { name: "an exception", globs: ["*", "!Dockerfile"], path: "Dockerfile", expected: false },
  ])("$name", ({ globs, path, expected }) => {
    expect(matchesPathGlobs(compilePathGlobs(globs), path)).toBe(expected);
  });

  test("braces made to explode are cut off", () => {
    expect(compilePathGlobs(["{a,b}".repeat(64)]).length).toBeLessThanOrEqual(256);
  });
});

describe("globs over subjects", () => {
  test.each([
    { name: "whole", globs: ["stage:0"], subject: "stage:0/user", expected: false },
    { name: "a star spans slashes", globs: ["stage:*"], subject: "stage:0/package:a/b", expected: true },
    { name: "one of several", globs: ["x", "*/package:{curl,wget}"], subject: "stage:0/package:wget", expected: true },
  ])("$name", ({ globs, subject, expected }) => {
    expect(matchesSubject(compileSubjectGlobs(globs), subject)).toBe(expected);
  });
});
