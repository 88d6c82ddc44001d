import { expect, test } from "vitest";
import { compareClaims } from "./compare-claims.ts";

const computed = { digest: "sha256:a", diffId: "sha256:b", sizeBytes: 10 };

test.each([
  { name: "the same", claimed: computed, expected: [] },
  { name: "nothing claimed", claimed: {}, expected: [] },
  { name: "another digest", claimed: { ...computed, digest: "sha256:c" }, expected: ["image/digest-mismatch"] },
  { name: "another diff id", claimed: { ...computed, diffId: "sha256:c" }, expected: ["image/diff-id-mismatch"] },
  { name: "another size", claimed: { ...computed, sizeBytes: 11 }, expected: ["image/size-mismatch"] },
  { name: "an empty layer that claims bytes", claimed: { sizeBytes: 1 }, expected: ["image/size-mismatch"] },
])("$name", ({ claimed, expected }) => {
  expect(compareClaims(claimed, computed).map(({ code }) => code)).toEqual(expected);
});

test("what could not be computed is not compared", () => {
  expect(compareClaims(computed, {})).toEqual([]);
});
