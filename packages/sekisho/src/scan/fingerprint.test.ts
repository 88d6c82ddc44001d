import { expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";

const target = { kind: "dockerfile", name: "Dockerfile" } as const;

// Expected value: printf '16:misconfiguration10:dockerfile10:Dockerfile3:a/b7:stage:0' | sha256sum | cut -c1-32
test("is the SHA-256 of the length-prefixed parts", () => {
  expect(fingerprintOf("misconfiguration", target, "a/b", "stage:0")).toBe("0e9a9931c494814a56769ae07bb31615");
});

test.each([
  { name: "kind", other: fingerprintOf("secret", target, "a/b", "c") },
  { name: "target", other: fingerprintOf("misconfiguration", { ...target, name: "D" }, "a/b", "c") },
  { name: "rule", other: fingerprintOf("misconfiguration", target, "a/d", "c") },
  { name: "subject", other: fingerprintOf("misconfiguration", target, "a/b", "d") },
  { name: "where one part ends", other: fingerprintOf("misconfiguration", target, "a/", "bc") },
])("differs by $name", ({ other }) => {
  expect(other).not.toBe(fingerprintOf("misconfiguration", target, "a/b", "c"));
});

test("leaves the digest of the target out", () => {
  const digested = { ...target, digest: "sha256:00" };
  expect(fingerprintOf("secret", digested, "a", "b")).toBe(fingerprintOf("secret", target, "a", "b"));
});
