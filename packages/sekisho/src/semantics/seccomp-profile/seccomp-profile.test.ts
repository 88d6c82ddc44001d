import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManifestMap } from "../kubernetes/manifest-value.ts";
import { isSeccompProfileFile, judgeSeccompProfile, needlessSyscalls } from "./seccomp-profile.ts";

describe("what a profile lets through", () => {
  test.each<{ name: string; content: ManifestMap; open: string | undefined; needless: readonly string[] }>([
    {
      name: "nothing that is not named",
      content: { defaultAction: "SCMP_ACT_ERRNO", syscalls: [{ names: ["read"], action: "SCMP_ACT_ALLOW" }] },
      open: undefined,
      needless: [],
    },
    {
      name: "a named one, in the old form with a single name",
      content: { defaultAction: "SCMP_ACT_KILL", syscalls: [{ name: "reboot", action: "SCMP_ACT_ALLOW", args: [] }] },
      open: undefined,
      needless: ["reboot"],
    },
    {
      name: "one with a condition on arguments is the runtime's business",
      content: {
        defaultAction: "SCMP_ACT_ERRNO",
        syscalls: [{ names: ["keyctl"], action: "SCMP_ACT_ALLOW", args: [{ index: 0, value: 1, op: "SCMP_CMP_EQ" }] }],
      },
      open: undefined,
      needless: [],
    },
    {
      name: "logged calls are let through",
      content: { defaultAction: "SCMP_ACT_ERRNO", syscalls: [{ names: ["bpf"], action: "SCMP_ACT_LOG" }] },
      open: undefined,
      needless: ["bpf"],
    },
    {
      name: "the profile of an operator, all but what is refused",
      content: {
        spec: {
          defaultAction: "SCMP_ACT_ALLOW",
          syscalls: [{ names: needlessSyscalls.filter((name) => name !== "swapon"), action: "SCMP_ACT_ERRNO" }],
        },
      },
      open: "SCMP_ACT_ALLOW",
      needless: ["swapon"],
    },
    { name: "a broken profile says nothing", content: { syscalls: "x" }, open: undefined, needless: [] },
  ])("$name", ({ content, open, needless }) => {
    const judged = judgeSeccompProfile({ content });

    expect(judged.openDefault).toBe(open);
    expect(judged.needless.map(({ name }) => name)).toEqual(needless);
  });
});

test.each<{ name: string; content: ManifestMap; expected: boolean }>([
  { name: "a runtime's file", content: { defaultAction: "SCMP_ACT_ERRNO" }, expected: true },
  {
    name: "an object of the API",
    content: { kind: "SeccompProfile", defaultAction: "SCMP_ACT_ERRNO" },
    expected: false,
  },
  { name: "another file with such a key", content: { defaultAction: "allow" }, expected: false },
  { name: "a key of another type", content: { defaultAction: 1 }, expected: false },
])("$name: $expected", ({ content, expected }) => {
  expect(isSeccompProfileFile(content)).toBe(expected);
});

test("any document is judged without an error", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("defaultAction", "syscalls", "spec"), fc.jsonValue()), (content) => {
      const copy: ManifestMap = JSON.parse(JSON.stringify(content));
      expect(judgeSeccompProfile({ content: copy }).needless.length).toBeLessThanOrEqual(needlessSyscalls.length);
    }),
  );
});
