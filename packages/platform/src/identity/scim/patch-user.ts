import { matchesFilter } from "./filter/matches-filter.ts";
import { type Attributes, attributesOf, readBoolean, readText } from "./read-attributes.ts";
import { type Change, readOnly } from "./read-patch.ts";
import { invalidValue } from "./scim-error.ts";
import {
  completeUser,
  longestEmail,
  longestId,
  longestName,
  readEmails,
  type SaidUser,
  type UserAttributes,
} from "./user-attributes.ts";

/** Sets one attribute; `undefined` takes it away. */
type Setter = (user: SaidUser, value: unknown) => SaidUser;

const setters: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  ["username", (user, value) => ({ ...user, userName: readText(value, "userName", longestEmail) })],
  ["externalid", (user, value) => ({ ...user, externalId: readText(value, "externalId", longestId) })],
  ["displayname", (user, value) => ({ ...user, name: readText(value, "displayName", longestName) })],
  ["name.formatted", (user, value) => ({ ...user, name: readText(value, "name.formatted", longestName) })],
  ["name.givenname", (user, value) => ({ ...user, givenName: readText(value, "name.givenName", longestName) })],
  ["name.familyname", (user, value) => ({ ...user, familyName: readText(value, "name.familyName", longestName) })],
  ["active", setActive],
  ["emails", (user, value) => ({ ...user, email: readEmails(value) })],
  ["emails.value", (user, value) => ({ ...user, email: readText(value, "emails.value", longestEmail) })],
]);
const readOnlyPaths: ReadonlySet<string> = new Set(["groups", "meta", "id"]);

/**
 * Changes a user as a PATCH says, one change after the other. Attributes that are not kept are passed over.
 *
 * @throws {ScimError} 400 `mutability` for what only the platform writes, `invalidValue`.
 */
export function patchUser(id: string, before: UserAttributes, changes: readonly Change[]): UserAttributes {
  let user: SaidUser = before;
  for (const change of changes) user = apply(id, user, change);
  return completeUser(followParts(before, user));
}

/** What followed from the user's name or the parts of the name before, follows from them still. */
function followParts(before: UserAttributes, after: SaidUser): SaidUser {
  const isAddressDerived = before.email === before.userName.toLowerCase() && after.email === before.email;
  const { name } = completeUser({ ...before, name: undefined });
  const isNameDerived = before.name === name && after.name === before.name;
  return {
    ...after,
    ...(isAddressDerived ? { email: undefined } : {}),
    ...(isNameDerived ? { name: undefined } : {}),
  };
}

function apply(id: string, user: SaidUser, change: Change): SaidUser {
  const { operation, target, value } = change;
  const [attribute = ""] = target.path.split(".", 1);
  if (readOnlyPaths.has(attribute)) {
    // Okta sends the id along with what it changes.
    if (attribute === "id" && value === id) return user;
    throw readOnly(attribute);
  }
  if (target.path === "name" && operation !== "remove") return applyName(user, attributesOf(value));
  if (target.path === "name") return { ...user, givenName: undefined, familyName: undefined };
  // There is one address, of work: what is said of another is not kept.
  if (target.filter !== undefined && !isAboutOurs(user, change)) return user;
  const path = target.part === undefined ? target.path : `${target.path}.${target.part}`;
  const set = setters.get(path);
  return set === undefined ? user : set(user, operation === "remove" ? undefined : value);
}

function applyName(user: SaidUser, name: Attributes | undefined): SaidUser {
  if (name === undefined) throw invalidValue("name", "an object");
  let named = user;
  for (const [part, value] of name) named = setters.get(`name.${part}`)?.(named, value) ?? named;
  return named;
}

function isAboutOurs({ email }: SaidUser, { target }: Change): boolean {
  const { path, filter } = target;
  return (
    filter !== undefined && path === "emails" && matchesFilter(filter, { type: "work", primary: true, value: email })
  );
}

function setActive(user: SaidUser, value: unknown): SaidUser {
  return { ...user, isActive: value === undefined ? true : readBoolean(value, "active") };
}
