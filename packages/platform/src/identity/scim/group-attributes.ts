import type { Filter } from "./filter/parse-filter.ts";
import { attributesOf, readText } from "./read-attributes.ts";
import { type Change, readOnly } from "./read-patch.ts";
import { invalidValue, ScimError } from "./scim-error.ts";
import { longestId } from "./user-attributes.ts";

/** What of a group is changed; what is left out stays. */
export interface GroupChange {
  readonly displayName?: string | undefined;
  readonly externalId?: string | null | undefined;
  readonly members?: MembersChange | undefined;
}

/** Who comes and who goes. */
export interface MembersChange {
  /** Whoever is not among those who come, goes. */
  readonly replaces: boolean;
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

const longestTitle = 300;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const nobody: MembersChange = { replaces: false, added: new Set(), removed: new Set() };

/**
 * Reads a whole group, as POST and PUT have it.
 *
 * @throws {ScimError} 400 `invalidValue`
 */
export function readGroup(body: unknown): GroupChange & { readonly displayName: string } {
  const given = attributesOf(body);
  const displayName = readText(given?.get("displayname"), "displayName", longestTitle);
  if (displayName === undefined) throw invalidValue("displayName", "a text");
  return {
    displayName,
    externalId: readText(given?.get("externalid"), "externalId", longestId) ?? null,
    members: { replaces: true, added: readIds(given?.get("members") ?? []), removed: new Set() },
  };
}

/**
 * Reads what a PATCH changes of a group. Members are told by id: nobody reads who is in it for that.
 *
 * @throws {ScimError} 400
 */
export function readGroupPatch(id: string, changes: readonly Change[]): GroupChange {
  let read: GroupChange = {};
  for (const change of changes) read = apply(id, read, change);
  return read;
}

function apply(id: string, read: GroupChange, { operation, target, value }: Change): GroupChange {
  const { path, filter } = target;
  if (path === "members")
    return { ...read, members: applyMembers(read.members ?? nobody, { operation, filter, value }) };
  if (path === "displayname") {
    const displayName = operation === "remove" ? undefined : readText(value, "displayName", longestTitle);
    if (displayName === undefined) throw invalidValue("displayName", "a text");
    return { ...read, displayName };
  }
  if (path === "externalid") {
    const externalId = operation === "remove" ? null : (readText(value, "externalId", longestId) ?? null);
    return { ...read, externalId };
  }
  // Okta sends the id along with what it changes.
  if (path === "meta" || (path === "id" && value !== id)) throw readOnly(path);
  return read;
}

interface MembersOperation {
  readonly operation: Change["operation"];
  readonly filter: Filter | undefined;
  readonly value: unknown;
}

function applyMembers(before: MembersChange, { operation, filter, value }: MembersOperation): MembersChange {
  const ids = filter === undefined ? readIds(value ?? []) : new Set([idOfFilter(filter)]);
  if (operation === "replace") return { replaces: true, added: ids, removed: new Set() };
  if (operation === "add") {
    return { ...before, added: union(before.added, ids), removed: without(before.removed, ids) };
  }
  // Without saying whom: everybody.
  if (filter === undefined && (value === undefined || value === null)) {
    return { replaces: true, added: new Set(), removed: new Set() };
  }
  return { ...before, added: without(before.added, ids), removed: union(before.removed, ids) };
}

/** `members[value eq "…"]`, which is how one member is told. */
function idOfFilter(filter: Filter): string {
  if (
    filter.kind === "compare" &&
    filter.path === "value" &&
    filter.operator === "eq" &&
    typeof filter.value === "string"
  ) {
    return readId(filter.value);
  }
  const text = {
    en: 'members are chosen by members[value eq "ID"]',
    ja: 'メンバーは members[value eq "ID"] の形で指定してください。',
  };
  throw new ScimError(400, text, "invalidPath");
}

function readIds(value: unknown): ReadonlySet<string> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return new Set(list.map((one) => readId(attributesOf(one)?.get("value") ?? one)));
}

function readId(value: unknown): string {
  if (typeof value !== "string" || !uuid.test(value)) throw invalidValue("members", "ids of users");
  return value.toLowerCase();
}

function union(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left, ...right]);
}

function without(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((id) => !right.has(id)));
}
