import { expect, test } from "vitest";
import { readAssetFacts } from "./asset-facts.ts";

const nothing = {
  distribution: undefined,
  platform: undefined,
  layers: undefined,
  sizeBytes: undefined,
  created: undefined,
  packages: undefined,
};

test.each([
  {
    name: "an image",
    facts: {
      distribution: "Debian GNU/Linux 12 (bookworm)",
      packages: 88,
      image: { platform: "linux/amd64", layers: 5, sizeBytes: 48_000_000, created: "2026-11-01T00:00:00Z" },
    },
    expected: {
      distribution: "Debian GNU/Linux 12 (bookworm)",
      packages: 88,
      platform: "linux/amd64",
      layers: 5,
      sizeBytes: 48_000_000,
      created: "2026-11-01T00:00:00Z",
    },
  },
  { name: "nothing", facts: {}, expected: nothing },
  {
    name: "other types",
    facts: { distribution: 12, packages: -1, image: [{ platform: "linux" }] },
    expected: nothing,
  },
  { name: "a moment that is none", facts: { image: { created: "yesterday" } }, expected: nothing },
])("reads $name", ({ facts, expected }) => {
  expect(readAssetFacts(facts)).toEqual(expected);
});
