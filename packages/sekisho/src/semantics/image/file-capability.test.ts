import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFileCapability } from "./file-capability.ts";

/** Expected values: struct vfs_cap_data in linux/capability.h, laid out by hand; numbers in capabilities(7). */
describe("readFileCapability", () => {
  test.each([
    // Revision 2 with the effective bit; permitted 1 << 13 and 1 << 10.
    { name: "ping", attribute: "0100000200200000000000000000000000000000", expected: ["NET_RAW"] },
    { name: "a low port", attribute: "0100000200040000000000000000000000000000", expected: ["NET_BIND_SERVICE"] },
    {
      name: "two",
      attribute: "0100000200340000000000000000000000000000",
      expected: ["NET_BIND_SERVICE", "NET_ADMIN", "NET_RAW"],
    },
    // The second word of permitted: 1 << (39 - 32).
    { name: "a high number", attribute: "0000000200000000000000008000000000000000", expected: ["BPF"] },
    // Revision 3 ends in the id of the user that owns the namespace.
    {
      name: "of a user namespace",
      attribute: "010000038000000000000000000000000000000000000000",
      expected: ["SETUID"],
    },
    { name: "inheritable only", attribute: "0000000200000000002000000000000000000000", expected: [] },
    { name: "revision 1", attribute: "010000018000000000000000", expected: ["SETUID"] },
    { name: "a number without a name", attribute: "0100000200000000000000000000008000000000", expected: ["63"] },
    { name: "an unknown revision", attribute: "0100000700200000000000000000000000000000", expected: undefined },
    { name: "too short", attribute: "01000002", expected: undefined },
    { name: "no digits", attribute: "zz", expected: undefined },
    { name: "nothing", attribute: "", expected: undefined },
  ])("$name", ({ attribute, expected }) => {
    expect(readFileCapability(attribute)).toEqual(expected);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 64 }), (attribute) => {
        expect(readFileCapability(attribute)?.length ?? 0).toBeLessThanOrEqual(64);
      }),
    );
  });
});
