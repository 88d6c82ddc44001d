/** Everything that a request may be allowed to do. */
export const permissions = [
  "projects:read",
  "projects:manage",
  "reports:read",
  "reports:upload",
  "assets:read",
  "findings:read",
  "findings:decide",
  "findings:comment",
  "views:save",
  "views:share",
  "levels:manage",
  "keys:manage",
  "accounts:manage",
  "audit:read",
  "notifications:manage",
  "events:send",
  "detection:manage",
  "tenant:manage",
  "members:provision",
] as const;

/** One thing that a request may be allowed to do. */
export type Permission = (typeof permissions)[number];

/** What an account is in its tenant. */
export const roles = ["owner", "admin", "editor", "viewer", "auditor"] as const;

/** An account's role. */
export type Role = (typeof roles)[number];

/** What an account is in a project, where it sees some projects alone. */
export const projectRoles = ["editor", "viewer"] as const;

/** An account's role in a project. */
export type ProjectRole = (typeof projectRoles)[number];
