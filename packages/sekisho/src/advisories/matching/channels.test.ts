import { expect, test } from "vitest";
import { findChannels } from "./channels.ts";
import { inventoryOf } from "./sample-store.ts";

test.each([
  // Names of Red Hat's repositories as the content manifests of its images write them.
  { name: "a minor stream", set: "rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2", channels: ["eus-9.2"] },
  { name: "a stream of another kind", set: "rhel-8-for-x86_64-appstream-e4s-rpms__8_DOT_6", channels: ["e4s-8.6"] },
  { name: "a stream of this release", set: "rhel-9-for-aarch64-baseos-eus-rpms", channels: ["eus-9.4"] },
  { name: "the ordinary line", set: "rhel-9-for-x86_64-baseos-rpms", channels: [] },
  { name: "a name without end", set: `${"-eus-".repeat(100_000)}\nx`, channels: ["eus-9.4"] },
  { name: "numbers without end", set: `-eus-__${"9".repeat(1_000_000)}_DOT_1`, channels: ["eus-9.4"] },
])("content sets: $name", ({ set, channels }) => {
  const inventory = inventoryOf("rhel 9.4", [], { contentSets: [set] });

  expect([...findChannels(inventory, [])]).toEqual(channels);
});

test("what the user names is one, too", () => {
  expect([...findChannels(inventoryOf("ubuntu 18.04", []), ["fips"])]).toEqual(["fips"]);
});
