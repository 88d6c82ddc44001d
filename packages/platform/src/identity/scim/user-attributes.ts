import { type Attributes, attributesOf, readBoolean, readText } from "./read-attributes.ts";
import { invalidValue } from "./scim-error.ts";

/** What a provider may say of a member. */
export interface UserAttributes {
  readonly userName: string;
  /** In small letters: whom the account is of. */
  readonly email: string;
  /** As it is shown. */
  readonly name: string;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly externalId: string | undefined;
  readonly isActive: boolean;
}

/** What was said of a member, before what follows from it is worked out. */
export interface SaidUser {
  readonly userName?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly isActive?: boolean | undefined;
}

/** So long may a name be, and an id of a provider. */
export const longestName = 200;
export const longestId = 500;
export const longestEmail = 254;
const emailShape = /^[^\s@<>"]{1,64}@[a-z0-9.-]{1,253}$/;

/**
 * Reads a whole user, as POST and PUT have it. Attributes that are not kept are passed over: providers send many.
 *
 * @throws {ScimError} 400 `invalidValue`
 */
export function readUser(body: unknown): UserAttributes {
  const given = attributesOf(body);
  if (given === undefined) throw invalidValue("User", "an object");
  const name = attributesOf(given.get("name")) ?? new Map<string, unknown>();
  return completeUser({
    userName: readText(given.get("username"), "userName", longestEmail),
    email: readEmails(given.get("emails")),
    name:
      readText(given.get("displayname"), "displayName", longestName) ??
      readText(name.get("formatted"), "name.formatted", longestName),
    givenName: readText(name.get("givenname"), "name.givenName", longestName),
    familyName: readText(name.get("familyname"), "name.familyName", longestName),
    externalId: readText(given.get("externalid"), "externalId", longestId),
    isActive: given.has("active") ? readBoolean(given.get("active"), "active") : true,
  });
}

/**
 * Works out what follows from what was said: the address is the primary one, else the user's name.
 *
 * @throws {ScimError} 400 `invalidValue` without a name, or where there is no address.
 */
export function completeUser({ userName, givenName, familyName, externalId, ...said }: SaidUser): UserAttributes {
  if (userName === undefined) throw invalidValue("userName", "a text");
  const email = (said.email ?? userName).toLowerCase();
  if (email.length > longestEmail || !emailShape.test(email)) {
    throw invalidValue(said.email === undefined ? "userName" : "emails", "an e-mail address");
  }
  const joined = [givenName, familyName].filter((part) => part !== undefined).join(" ");
  const name = said.name ?? (joined === "" ? userName : joined.slice(0, longestName));
  return { userName, email, name, givenName, familyName, externalId, isActive: said.isActive ?? true };
}

/**
 * Reads a list of addresses: the primary one, else the one of work, else the first.
 *
 * @throws {ScimError} 400 `invalidValue`
 */
export function readEmails(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const read = list.map((one) => attributesOf(one) ?? new Map<string, unknown>([["value", one]]));
  const chosen = read.find(isPrimary) ?? read.find((one) => one.get("type") === "work") ?? read[0];
  return readText(chosen?.get("value"), "emails", longestEmail);
}

function isPrimary(one: Attributes): boolean {
  const primary = one.get("primary");
  return primary === true || (typeof primary === "string" && primary.toLowerCase() === "true");
}
