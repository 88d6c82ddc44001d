import { type Permission, type ProjectRole, permissions, type Role } from "../contract/permission.ts";

const reading: readonly Permission[] = ["projects:read", "reports:read", "assets:read", "findings:read", "views:save"];
const editing: readonly Permission[] = [
  ...reading,
  "reports:upload",
  "findings:decide",
  "findings:comment",
  "views:share",
];

/** What each role may do. */
const permissionsOfRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  // What the tenant costs, takes along and whether it stays is its owners' to say.
  admin: new Set(permissions.filter((permission) => permission !== "tenant:manage")),
  editor: new Set(editing),
  viewer: new Set(reading),
  auditor: new Set([...reading, "audit:read"]),
};

/** What each role may do in a project: what belongs to the whole tenant stays with those who see all of it. */
const permissionsOfProjectRole: Readonly<Record<ProjectRole, ReadonlySet<Permission>>> = {
  editor: new Set(editing.filter((permission) => permission !== "views:share")),
  viewer: new Set(reading),
};

/** Gives what a role may do in its project. */
export function permissionsInProject(role: ProjectRole): ReadonlySet<Permission> {
  return permissionsOfProjectRole[role];
}

/** Gives what a role may do. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return permissionsOfRole[role];
}

/** Tells whether a role may be given by somebody: nobody gives more than they have, and only owners make owners. */
export function mayGiveRole(
  given: Role,
  giver: { readonly isOwner: boolean; readonly permissions: ReadonlySet<Permission> },
): boolean {
  if (giver.isOwner) return true;
  return given !== "owner" && [...permissionsOf(given)].every((permission) => giver.permissions.has(permission));
}
