import { describe, expect, test } from "vitest";
import { describePrincipal, groupsOf, parsePrincipal } from "./principal.ts";

describe("parsePrincipal", () => {
  test.each([
    { written: "User:jane", expected: "User:jane" },
    { written: "user:https://login.example.com#jane", expected: "User:https://login.example.com#jane" },
    { written: "Group:system:masters", expected: "Group:system:masters" },
    { written: "ServiceAccount:shop/web", expected: "ServiceAccount:shop/web" },
    { written: "sa:shop/web", expected: "ServiceAccount:shop/web" },
    { written: "system:serviceaccount:shop:web", expected: "ServiceAccount:shop/web" },
    { written: "User:system:serviceaccount:shop:web", expected: "ServiceAccount:shop/web" },
    { written: "jane", expected: undefined },
    { written: "User:", expected: undefined },
    { written: "ServiceAccount:web", expected: undefined },
    { written: "ServiceAccount:a/b/c", expected: undefined },
    { written: "Robot:x", expected: undefined },
    { written: "", expected: undefined },
  ])("$written", ({ written, expected }) => {
    const principal = parsePrincipal(written);
    expect(principal === undefined ? undefined : describePrincipal(principal)).toBe(expected);
  });
});

describe("groupsOf", () => {
  // Kubernetes documentation, "Authenticating": Service account tokens, Anonymous requests.
  test.each([
    {
      written: "ServiceAccount:shop/web",
      expected: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
    },
    { written: "User:jane", expected: ["system:authenticated"] },
    { written: "User:system:anonymous", expected: ["system:unauthenticated"] },
    { written: "Group:dev", expected: ["system:authenticated"] },
    { written: "Group:system:unauthenticated", expected: [] },
  ])("$written", ({ written, expected }) => {
    const principal = parsePrincipal(written);
    expect(principal === undefined ? [] : groupsOf(principal).map(({ name }) => name)).toEqual(expected);
  });
});
