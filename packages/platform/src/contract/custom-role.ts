import { z } from "zod";
import { id, moment, permission, title } from "./values.ts";

const permissionSet = z.array(permission).min(1).max(100);

/** A role as it is made: of permissions, for the whole tenant or for projects. */
export const newCustomRole = z.strictObject({
  title,
  scope: z.enum(["tenant", "project"]),
  /** What it may do; nobody makes a role that may do more than they may themselves. */
  permissions: permissionSet,
});

/** What of a role is changed; whoever has it may do so at once. */
export const customRoleChange = z
  .strictObject({ title: title.optional(), permissions: permissionSet.optional() })
  .refine((change) => Object.keys(change).length > 0, { message: "expected title or permissions, got neither" });

/** A role that the tenant made. */
export const customRole = z.object({
  id,
  title: z.string(),
  scope: z.enum(["tenant", "project"]),
  permissions: permissionSet,
  /** How many have it; only a role that nobody has can be deleted. */
  members: z.int(),
  createdAt: moment,
});

/** Roles that the tenant made, by title. */
export const customRoleList = z.object({ roles: z.array(customRole) });

/** Which role somebody has from now on, in the whole tenant. */
export const memberCustomRole = z.strictObject({ role: id });
