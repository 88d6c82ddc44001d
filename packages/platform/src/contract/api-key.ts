import { z } from "zod";
import { id, moment, permission, slug, title } from "./values.ts";

/** `10.0.0.0/8`, `203.0.113.7`, `2001:db8::/32`. */
const networks = z
  .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))
  .min(1)
  .max(100);

/** An API key as it is asked for. */
export const newApiKey = z.strictObject({
  name: title,
  /** What it may do; nobody gives away more than they may do themselves. */
  permissions: z.array(permission).min(1),
  /** Name of the one project that it works for; all when left out. */
  project: slug.optional(),
  /** From this moment on it is refused. */
  expiresAt: moment.optional(),
  /** Addresses and networks from which alone it is taken; anywhere when left out. */
  networks: networks.optional(),
});

/** How a key's secret is changed. */
export const keyRotation = z.strictObject({
  /** So many hours the secret before counts, too. */
  overlapHours: z.int().min(0).max(720).default(24),
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
  networks: z.array(z.string()).nullable(),
  /** Until then the secret before the last change counts, too. */
  previousUntil: moment.nullable(),
});

/** An API key when it is made: the one time that its secret is told. */
export const madeApiKey = apiKey.extend({ key: z.string() });

/** All API keys, the newest first. */
export const apiKeyList = z.object({ apiKeys: z.array(apiKey) });
