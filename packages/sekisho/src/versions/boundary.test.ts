import { expect, test } from "vitest";
import { parseBoundary } from "./boundary.ts";
import { getVersion, versionSchemes } from "./compare-versions.ts";
import type { SchemeId } from "./scheme-ids.ts";

interface BoundaryRow {
  readonly scheme: SchemeId;
  readonly boundary: string;
  readonly below: string;
  readonly notBelow: string;
}

// Texts that published advisories hold. Of Alpine's the order is what the tokens of apk-tools 3 give, worked out by hand:
// tokens before the one that cannot be read decide, and that one sorts before the end.
test.each<BoundaryRow>([
  { scheme: "apk", boundary: "0.12.5.-r0", below: "0.12.4-r9 0.12.5_rc1", notBelow: "0.12.5 0.12.5-r0 0.12.6-r0" },
  { scheme: "apk", boundary: "1.11-20-r0", below: "1.10-r0 1.9.30", notBelow: "1.11-r0 1.12-r0" },
  { scheme: "apk", boundary: "6.6.2p1-r0", below: "6.6.2-r5 6.6.2o-r1", notBelow: "6.6.2p-r0 6.6.3-r0" },
  { scheme: "apk", boundary: "1.2-r3", below: "1.2-r2", notBelow: "1.2-r3" },
  { scheme: "cargo", boundary: "0.2", below: "0.1.9 0.2.0-rc", notBelow: "0.2.0" },
  { scheme: "npm", boundary: "4", below: "3.9.9 4.0.0-a", notBelow: "4.0.0" },
  { scheme: "semver", boundary: "2020.04.23", below: "2020.4.22", notBelow: "2020.4.23" },
  { scheme: "deb", boundary: "1.0-1", below: "1.0-1~bpo1", notBelow: "1.0-1" },
])("$scheme: $boundary", ({ scheme, boundary, below, notBelow }) => {
  const bound = parseBoundary(scheme, boundary);
  const found = `${below} ${notBelow}`
    .split(" ")
    .filter((text) => versionSchemes[scheme].compare(getVersion(scheme, text), bound) < 0);

  expect(found).toEqual(below.split(" "));
});

test.each<{ scheme: SchemeId; texts: readonly string[] }>([
  { scheme: "apk", texts: ["", "abc", "-r0"] },
  { scheme: "npm", texts: ["1.3.0-*", "1.0.0.beta.3", "0.9.7.1", "latest", ""] },
  { scheme: "semver", texts: ["nightly.2026-03-10.0", "1.2.3.4"] },
  { scheme: "maven", texts: ["", "a b"] },
])("$scheme places nothing that has no place", ({ scheme, texts }) => {
  expect(texts.filter((text) => parseBoundary(scheme, text) !== undefined)).toEqual([]);
});
