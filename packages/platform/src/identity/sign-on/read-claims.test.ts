import { describe, expect, test } from "vitest";
import { readClaims } from "./read-claims.ts";

const rules = {
  groupsClaim: "groups",
  roleByGroup: { developers: "editor", platform: "admin", everybody: "viewer" },
  customRoleByGroup: {
    // An editor may do nine things, a viewer five.
    release: { id: "b", permissions: new Set(["findings:read", "findings:decide", "reports:read"] as const) },
    keepers: { id: "a", permissions: new Set(["keys:manage", "audit:read", "reports:read"] as const) },
  },
  defaultRole: null,
} as const;

describe("claims", () => {
  test.each([
    { name: "a group", claims: { groups: ["developers"] }, role: "editor" },
    { name: "several groups", claims: { groups: ["everybody", "platform", "developers"] }, role: "admin" },
    { name: "one group as a text", claims: { groups: "everybody" }, role: "viewer" },
    { name: "no group that is known", claims: { groups: ["others"] }, role: undefined },
    { name: "a group that every object has", claims: { groups: ["constructor", "__proto__"] }, role: undefined },
    { name: "groups of another shape", claims: { groups: { developers: true } }, role: undefined },
    { name: "no groups", claims: {}, role: undefined },
  ])("with $name give the role $role", ({ claims, role }) => {
    expect(readClaims({ sub: "1", ...claims }, rules).role).toBe(role);
  });

  test.each([
    { name: "one that the tenant made", groups: ["release"], role: "viewer", customRole: "b" },
    { name: "one of two as strong, always the same", groups: ["release", "keepers"], role: "viewer", customRole: "a" },
    { name: "the one that allows more", groups: ["release", "developers"], role: "editor", customRole: null },
    { name: "none by a name that every object has", groups: ["toString"], role: undefined, customRole: null },
  ])("give by groups $name", ({ groups, role, customRole }) => {
    expect(readClaims({ sub: "1", groups }, rules)).toMatchObject({ role, customRole });
  });

  test.each([
    { name: "as it is written", claims: { email: " Hanako@Example.COM " }, email: "hanako@example.com" },
    { name: "that was checked", claims: { email: "a@example.com", email_verified: true }, email: "a@example.com" },
    { name: "that nobody checked", claims: { email: "a@example.com", email_verified: false }, email: undefined },
    {
      name: "that nobody checked, as a text",
      claims: { email: "a@example.com", email_verified: "false" },
      email: undefined,
    },
    { name: "with a comment in it", claims: { email: "a@example.com<!---->.evil.example" }, email: undefined },
    { name: "of two", claims: { email: "a@evil.example@example.com" }, email: undefined },
    { name: "that is none", claims: { email: ["a@example.com"] }, email: undefined },
  ])("give an address $name", ({ claims, email }) => {
    expect(readClaims({ sub: "1", ...claims }, rules).email).toBe(email);
  });

  test("without a group give the default role, and say that no group gave it", () => {
    const read = readClaims({ sub: "1", groups: [] }, { ...rules, defaultRole: "viewer" });

    expect(read).toMatchObject({ role: "viewer", isByGroup: false, name: "1" });
  });
});
