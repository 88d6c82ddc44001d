import { expect, test } from "vitest";
import { isPrerelease, releaseLine } from "./version-lines.ts";

// Semantic Versioning 2.0.0 items 4 and 9, PEP 440, Maven's version order, Gem::Version#prerelease?.
test.each([
  { name: "npm", type: "npm", version: "1.2.3", line: "1", early: false },
  { name: "npm, early", type: "npm", version: "2.0.0-rc.1", line: "2", early: true },
  { name: "npm, with a build", type: "npm", version: "2.0.0+a-b", line: "2", early: false },
  { name: "npm, zero", type: "npm", version: "0.3.9", line: "0.3", early: false },
  { name: "go, pseudo-version", type: "golang", version: "v0.0.0-20190101000000-abcdefabcdef", line: "0", early: true },
  { name: "go, incompatible", type: "golang", version: "v24.0.7+incompatible", line: "24", early: false },
  { name: "pypi", type: "pypi", version: "3.2.25", line: "3", early: false },
  { name: "pypi, candidate", type: "pypi", version: "4.0rc1", line: "4", early: true },
  { name: "pypi, epoch", type: "pypi", version: "1!2.0", line: "2", early: false },
  { name: "pypi, post", type: "pypi", version: "1.0.post1", line: "1", early: false },
  { name: "maven, variant", type: "maven", version: "32.0.0-android", line: "32", early: false },
  { name: "maven, final", type: "maven", version: "4.1.86.Final", line: "4", early: false },
  { name: "maven, milestone", type: "maven", version: "10.0.0-M1", line: "10", early: true },
  { name: "maven, snapshot", type: "maven", version: "1.0-SNAPSHOT", line: "1", early: true },
  { name: "gem, early", type: "gem", version: "5.0.0.beta1.1", line: "5", early: true },
  { name: "composer, early", type: "composer", version: "v2.0.0-BETA2", line: "2", early: true },
  { name: "no number", type: "pypi", version: "unknown", line: "", early: false },
] as const)("$name", ({ type, version, line, early }) => {
  expect(releaseLine(type, version)).toBe(line);
  expect(isPrerelease(type, version)).toBe(early);
});

test("a version of megabytes takes no time and no stack", () => {
  expect(isPrerelease("pypi", "1".repeat(4_000_000))).toBe(false);
  expect(releaseLine("pypi", "1".repeat(4_000_000))).not.toBe("");
});
