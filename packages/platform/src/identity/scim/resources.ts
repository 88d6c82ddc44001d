import { createHash } from "node:crypto";

/** Where resources of a provider are addressed: `https://sekisho.example.com/scim/v2/ID`. */
export interface ScimPlace {
  readonly tenantId: string;
  readonly providerId: string;
  readonly base: string;
}

/** A resource as it is answered. */
export type ScimResource = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly meta: ScimMeta;
};

interface ScimMeta {
  readonly resourceType: "User" | "Group";
  readonly created: string;
  readonly lastModified: string;
  readonly location: string;
  /** The entity tag, weak: two spellings of one state are the same. */
  readonly version: string;
}

/** Which part of a list. */
export interface ScimWindow {
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
}

/** A member as it is read. */
export interface UserRow {
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly name: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly externalId: string | null;
  readonly role: string;
  readonly isActive: boolean;
  readonly created: string;
  readonly changed: string;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
}

/** A group as it is read. */
export interface GroupRow {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly version: number;
  readonly created: string;
  readonly changed: string;
  /** Left out where nobody asked. */
  readonly members: readonly { readonly id: string; readonly name: string }[] | undefined;
}

/** Schemas of resources (RFC 7643, 8). */
export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** Writes a member as a user. */
export function writeUser({ base }: ScimPlace, row: UserRow): ScimResource {
  const { id, userName, email, name, givenName, familyName, externalId, isActive, created, changed } = row;
  const said = {
    userName,
    name: { formatted: name, ...present({ givenName, familyName }) },
    displayName: name,
    emails: [{ value: email, type: "work", primary: true }],
    active: isActive,
    ...present({ externalId }),
    groups: row.groups.map((group) => ({
      value: group.id,
      display: group.name,
      type: "direct",
      $ref: `${base}/Groups/${group.id}`,
    })),
  };
  const version = `W/"${createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 22)}"`;
  const location = `${base}/Users/${id}`;
  const meta = { resourceType: "User", created, lastModified: changed, location, version } as const;
  return { schemas: [userSchema], id, ...said, meta };
}

/** Writes a group. */
export function writeGroup({ base }: ScimPlace, row: GroupRow): ScimResource {
  const { id, displayName, externalId, created, changed, members } = row;
  const location = `${base}/Groups/${id}`;
  const version = `W/"${row.version}"`;
  const listed = members?.map((member) => ({
    value: member.id,
    display: member.name,
    type: "User",
    $ref: `${base}/Users/${member.id}`,
  }));
  const meta = { resourceType: "Group", created, lastModified: changed, location, version } as const;
  return {
    schemas: [groupSchema],
    id,
    displayName,
    ...present({ externalId }),
    ...(listed === undefined ? {} : { members: listed }),
    meta,
  };
}

function present(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
