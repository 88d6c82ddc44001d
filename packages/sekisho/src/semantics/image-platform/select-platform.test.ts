import { describe, expect, test } from "vitest";
import { normalizePlatform, platformOfHost, readPlatformOption, selectPlatform } from "./select-platform.ts";

function platform(text: string) {
  const [os = "", architecture = "", variant] = text.split("/");
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
}

// Expected values: containerd/platforms, compare.go (platformVector, Only) and normalizeArch, by hand.
describe("selectPlatform", () => {
  test.each([
    { name: "the same", offers: ["linux/arm64", "linux/amd64"], wanted: "linux/amd64", expected: 1 },
    { name: "v7 before v6", offers: ["linux/arm/v6", "linux/arm/v7"], wanted: "linux/arm", expected: 1 },
    { name: "v6 for v7", offers: ["linux/arm/v5", "linux/arm/v6"], wanted: "linux/arm/v7", expected: 1 },
    { name: "nothing newer", offers: ["linux/arm/v7"], wanted: "linux/arm/v6", expected: undefined },
    { name: "arm64 with its variant", offers: ["linux/arm64/v8"], wanted: "linux/arm64", expected: 0 },
    { name: "arm for arm64", offers: ["linux/arm/v7"], wanted: "linux/arm64", expected: 0 },
    { name: "amd64 v1 for v3", offers: ["linux/amd64"], wanted: "linux/amd64/v3", expected: 0 },
    { name: "v2 before v1 for v3", offers: ["linux/amd64", "linux/amd64/v2"], wanted: "linux/amd64/v3", expected: 1 },
    { name: "386 for amd64", offers: ["linux/386"], wanted: "linux/amd64", expected: 0 },
    { name: "not v3 for plain amd64", offers: ["linux/amd64/v3"], wanted: "linux/amd64", expected: undefined },
    { name: "another system", offers: ["windows/amd64"], wanted: "linux/amd64", expected: undefined },
    { name: "the first of two", offers: ["windows/amd64", "windows/amd64"], wanted: "windows/amd64", expected: 0 },
    { name: "no offer", offers: [], wanted: "linux/amd64", expected: undefined },
    { name: "an absurd variant", offers: ["linux/arm/v9999999"], wanted: "linux/arm/v9999999", expected: 0 },
  ])("$name", ({ offers, wanted, expected }) => {
    expect(selectPlatform(offers.map(platform), platform(wanted))).toBe(expected);
  });
});

describe("readPlatformOption", () => {
  const host = platformOfHost("x64");

  test.each([
    { name: "everything", text: "linux/arm/v6", expected: { os: "linux", architecture: "arm", variant: "v6" } },
    { name: "a number as variant", text: "linux/arm/6", expected: { os: "linux", architecture: "arm", variant: "v6" } },
    { name: "a processor", text: "aarch64", expected: { os: "linux", architecture: "arm64" } },
    { name: "a system", text: "windows", expected: { os: "windows", architecture: "amd64" } },
    { name: "nonsense", text: "a b", expected: undefined },
  ])("$name", ({ text, expected }) => {
    expect(readPlatformOption(text, host)).toEqual(expected);
  });
});

test("knows the processors by the names of Node", () => {
  expect(["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64"].map((name) => platformOfHost(name))).toEqual(
    ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/s390x", "linux/riscv64"].map(
      platform,
    ),
  );
  expect(normalizePlatform(platform("linux/arm64/v8"))).toEqual({ os: "linux", architecture: "arm64" });
});
