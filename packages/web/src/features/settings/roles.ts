/** What somebody can be, from the most to the least. */
export const roles = ["owner", "admin", "editor", "auditor", "viewer"] as const;
/** What somebody is. */
export type Role = (typeof roles)[number];
