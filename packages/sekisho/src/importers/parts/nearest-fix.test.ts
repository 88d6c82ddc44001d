import { expect, test } from "vitest";
import { nearestFix } from "./nearest-fix.ts";

// The order is that of Maven, npm and dpkg; expected values are picked by hand.
test.each([
  { name: "one version", versions: ["2.0"], purl: "pkg:maven/a/b@1.0", fix: "2.0" },
  {
    name: "branches, the lowest above",
    versions: ["10.1.34", "11.0.2", "9.0.98"],
    purl: "pkg:maven/x/tomcat@9.0.97",
    fix: "9.0.98",
  },
  { name: "an older branch is below", versions: ["2.0.1", "1.1.9"], purl: "pkg:npm/ip@2.0.0", fix: "2.0.1" },
  { name: "a branch in between", versions: ["2.0.1", "1.1.9"], purl: "pkg:npm/ip@1.1.0", fix: "1.1.9" },
  { name: "an epoch", versions: ["2:1.0", "1:3.0"], purl: "pkg:deb/debian/x@1:2.0", fix: "1:3.0" },
  { name: "no order known: the first", versions: ["b", "a"], purl: "pkg:generic/x@1", fix: "b" },
  { name: "no package URL: the first", versions: ["3", "2"], purl: "x", fix: "3" },
  { name: "all below: the first", versions: ["1.0.0", "1.1.0"], purl: "pkg:npm/x@2.0.0", fix: "1.0.0" },
  { name: "none", versions: ["", ""], purl: "pkg:npm/x@2.0.0", fix: undefined },
])("$name", ({ versions, purl, fix }) => {
  expect(nearestFix(versions, purl)).toBe(fix);
});
