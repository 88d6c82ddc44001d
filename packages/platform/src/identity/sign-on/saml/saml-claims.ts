import type { Claims } from "../read-claims.ts";
import type { AssertedSubject } from "./judge-assertion.ts";

const emailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const mostAttributes = 200;
/** Under which names providers tell an address, and a name; the first that is there counts. */
const emailNames = [
  "email",
  "mail",
  "emailAddress",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
  "urn:oid:0.9.2342.19200300.100.1.3",
];
const displayNames = [
  "displayName",
  "http://schemas.microsoft.com/identity/claims/displayname",
  "urn:oid:2.16.840.1.113730.3.1.241",
  "name",
  "cn",
  "urn:oid:2.5.4.3",
];
const givenNames = ["givenName", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "urn:oid:2.5.4.42"];
const familyNames = [
  "sn",
  "surname",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
  "urn:oid:2.5.4.4",
];

/** Gives what an assertion says in the shape of an ID token: all attributes by name, with `sub`, `email` and `name`. */
export function claimsOfAssertion({ nameId, format }: AssertedSubject, told: unknown): Claims {
  const attributes = new Map(entriesOf(told).slice(0, mostAttributes));
  const first = (names: readonly string[]): string | undefined => {
    const found = names.map((name) => attributes.get(name)).find((value) => firstText(value) !== undefined);
    return firstText(found);
  };
  const email = first(emailNames) ?? (format === emailFormat ? nameId : undefined);
  const parts = [first(givenNames), first(familyNames)].filter((part) => part !== undefined);
  const name = first(displayNames) ?? (parts.length > 0 ? parts.join(" ") : undefined);
  return {
    ...Object.fromEntries(attributes),
    sub: nameId,
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Values that are no texts are left out: a provider that nests elements in a value says nothing that we read. */
function entriesOf(told: unknown): readonly [string, string | readonly string[]][] {
  if (typeof told !== "object" || told === null) return [];
  return Object.entries(told).flatMap(([name, value]: [string, unknown]): [string, string | readonly string[]][] => {
    if (typeof value === "string") return [[name, value]];
    return Array.isArray(value) ? [[name, value.filter((one) => typeof one === "string")]] : [];
  });
}

function firstText(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === "string" ? value : value?.[0];
  return text?.trim() === "" ? undefined : text?.trim();
}
