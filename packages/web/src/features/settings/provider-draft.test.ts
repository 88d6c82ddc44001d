import { expect, test } from "vitest";
import { emptyProvider, type GroupRole, newProviderOf } from "./provider-draft.ts";

const filled = {
  ...emptyProvider,
  title: "Company",
  issuer: "https://login.example",
  clientId: "a",
  clientSecret: "b",
};
const told = {
  title: "Company",
  issuer: "https://login.example",
  clientId: "a",
  clientSecret: "b",
  groupsClaim: "groups",
};

interface Case {
  readonly name: string;
  readonly groups: readonly GroupRole[];
  readonly expected: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  { name: "nobody's group", groups: [{ group: " ", role: "admin" }], expected: {} },
  {
    name: "two groups with blanks around them",
    groups: [
      { group: " developers ", role: "editor" },
      { group: "operators", role: "admin" },
    ],
    expected: { developers: "editor", operators: "admin" },
  },
  {
    name: "a group whose name means something to JavaScript",
    groups: [{ group: "constructor", role: "viewer" }],
    expected: { constructor: "viewer" },
  },
];

test.each(cases)("writes $name", ({ groups, expected }) => {
  expect(newProviderOf({ ...filled, groups })).toEqual({ ...told, roleByGroup: expected });
});

test("says who else comes in, when somebody does", () => {
  expect(newProviderOf({ ...filled, groups: [], defaultRole: "viewer" })).toEqual({
    ...told,
    roleByGroup: {},
    defaultRole: "viewer",
  });
});
