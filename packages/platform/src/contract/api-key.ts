import { z } from "zod";
import { id, moment, permission, slug, title } from "./values.ts";

/** An API key as it is asked for. */
export const newApiKey = z.strictObject({
  name: title,
  /** What it may do; nobody gives away more than they may do themselves. */
  permissions: z.array(permission).min(1),
  /** Name of the one project that it works for; all when left out. */
  project: slug.optional(),
  /** From this moment on it is refused. */
  expiresAt: moment.optional(),
});

/** An API key without its secret. */
export const apiKey = z.object({
  id,
  name: z.string(),
  permissions: z.array(permission),
  project: slug.nullable(),
  createdAt: moment,
  expiresAt: moment.nullable(),
  usedAt: moment.nullable(),
  revokedAt: moment.nullable(),
});

/** An API key when it is made: the one time that its secret is told. */
export const madeApiKey = apiKey.extend({ key: z.string() });

/** All API keys, the newest first. */
export const apiKeyList = z.object({ apiKeys: z.array(apiKey) });
