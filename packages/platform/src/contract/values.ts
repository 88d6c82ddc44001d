import { z } from "zod";
import { permissions, projectRoles, roles } from "./permission.ts";

/** An id that the platform made. */
export const id = z.uuid();
/** A moment, RFC 3339 in UTC. */
export const moment = z.iso.datetime({ precision: null });
/** A name in addresses: letters in lower case, digits and hyphens. */
export const slug = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
/** A title that people read. */
export const title = z.string().trim().min(1).max(200);
/** One thing that may be allowed. */
export const permission = z.enum(permissions);
/** An account's role. */
export const role = z.enum(roles);
/** An account's role in a project. */
export const projectRole = z.enum(projectRoles);
/** A severity, as reports write it. */
export const severity = z.enum(["critical", "high", "medium", "low", "info"]);
/** A text that people read, in both languages. */
export const text = z.object({ en: z.string(), ja: z.string() });
