import { expect, test } from "vitest";
import { certificatesIn, emptyProvider, type GroupRole, newProviderOf } from "./provider-draft.ts";

const filled = {
  ...emptyProvider,
  title: "Company",
  issuer: "https://login.example",
  clientId: "a",
  clientSecret: "b",
};
const told = {
  kind: "oidc",
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

test("writes a provider of SAML without what OpenID Connect needs", () => {
  const saml = { ...filled, kind: "saml", signInAddress: "https://login.example/sso", certificates: "x" } as const;

  expect(newProviderOf({ ...saml, groups: [] })).toEqual({
    kind: "saml",
    title: "Company",
    issuer: "https://login.example",
    signInAddress: "https://login.example/sso",
    certificates: ["x"],
    groupsClaim: "groups",
    roleByGroup: {},
  });
});

const [first, second] = ["a", "b"].map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`);

test.each([
  { name: "one", text: `${first}`, expected: [first] },
  { name: "two with lines between", text: ` ${first}\n\n${second}\n`, expected: [first, second] },
  { name: "no certificate", text: " hello ", expected: ["hello"] },
  { name: "nothing", text: " ", expected: [] },
  { name: "one, and one without an end", text: `${first}\n-----BEGIN`, expected: [first, "-----BEGIN"] },
])("finds $name in a text", ({ text, expected }) => {
  expect(certificatesIn(text)).toEqual(expected);
});
