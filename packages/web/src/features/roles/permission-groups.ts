import type { AnswerOf } from "../../api/request.ts";

/** A role that the tenant made. */
export type TenantRole = AnswerOf<"GET /api/v1/roles">["roles"][number];
/** One thing that a role may allow. */
export type Permission = TenantRole["permissions"][number];
/** Where a role counts. */
export type RoleScope = TenantRole["scope"];

/** Permissions as people think of them, each in one group. */
export const permissionGroups = [
  { name: "seeing", permissions: ["projects:read", "findings:read", "assets:read", "reports:read", "audit:read"] },
  {
    name: "working",
    permissions: ["findings:decide", "findings:comment", "reports:upload", "views:save", "views:share"],
  },
  { name: "clusters", permissions: ["events:send", "detection:manage"] },
  {
    name: "administering",
    permissions: [
      "projects:manage",
      "levels:manage",
      "notifications:manage",
      "keys:manage",
      "accounts:manage",
      "members:provision",
      "tenant:manage",
    ],
  },
] as const satisfies readonly { readonly name: string; readonly permissions: readonly Permission[] }[];

/** What a role of a project may hold at most: everything else is of the whole tenant. */
export const projectPermissions: ReadonlySet<Permission> = new Set([
  "projects:read",
  "findings:read",
  "assets:read",
  "reports:read",
  "findings:decide",
  "findings:comment",
  "reports:upload",
  "views:save",
]);

/** Why a permission cannot be given; `undefined` where it can. */
export type Obstacle = "ofTenant" | "notOwn" | undefined;

/** Tells what keeps somebody from giving a permission in a role. */
export function obstacleTo(permission: Permission, scope: RoleScope, own: readonly Permission[]): Obstacle {
  if (scope === "project" && !projectPermissions.has(permission)) return "ofTenant";
  return own.includes(permission) ? undefined : "notOwn";
}
