import { z } from "zod";
import { id, permission, role, slug } from "./values.ts";

/** Who signs in. */
export const signIn = z.strictObject({
  /** Name of the tenant; the one there is when left out. */
  tenant: slug.default("default"),
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
  /** A one-time or recovery code, where it comes along. */
  code: z.string().trim().min(1).max(50).optional(),
});

/** Who is signed in. */
export const session = z.object({
  tenant: z.object({ id, name: slug, title: z.string() }),
  account: z.object({ id, email: z.string(), name: z.string(), role }),
  /** Ids of the projects that are seen alone; `null` sees all of them. */
  projects: z.array(id).nullable(),
  permissions: z.array(permission),
  /** Whether the tenant demands a second factor that is not there: nothing but setting one up is allowed. */
  mustSetUpFactor: z.boolean(),
  /** Whether plans are there, and whether they are paid for here; left out where everything is allowed. */
  plans: z.enum(["measured", "paid"]).optional(),
  /** The dashboard that is shown in the place of the overview; left out where none is. */
  overview: id.optional(),
});

/** Who is signed in. */
export type Session = z.infer<typeof session>;
