import { z } from "zod";
import { id, permission, role, slug } from "./values.ts";

/** Who signs in. */
export const signIn = z.strictObject({
  /** Name of the tenant; the one there is when left out. */
  tenant: slug.default("default"),
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
});

/** Who is signed in. */
export const session = z.object({
  tenant: z.object({ id, name: slug, title: z.string() }),
  account: z.object({ id, email: z.string(), name: z.string(), role }),
  permissions: z.array(permission),
});

/** Who is signed in. */
export type Session = z.infer<typeof session>;
