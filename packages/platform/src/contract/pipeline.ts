import { z } from "zod";
import { id, moment, permission, slug, title } from "./values.ts";

/** Claims that say whose pipeline it is: without one of them a rule would trust every customer of the issuer. */
const identifying = [
  "sub",
  "repository",
  "repository_id",
  "repository_owner_id",
  "project_path",
  "project_id",
  "namespace_id",
];
const claims = z
  .record(z.string().min(1).max(200), z.string().min(1).max(500))
  .refine((wanted) => identifying.some((name) => /^[^*]{3,}/.test(wanted[name] ?? "")), {
    message: `expected one of ${identifying.join(", ")}, beginning with three characters or more before any star`,
  });

/** A rule as it is asked for. */
export const newTrustRule = z.strictObject({
  name: title,
  /** `https://token.actions.githubusercontent.com`, `https://gitlab.com`. */
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((text) => !text.includes("#") && !text.includes("?"), { message: "expected an address without ? and #" }),
  /** What the token is made for: the pipeline asks for it. */
  audience: z.string().min(1).max(500),
  /** Claims with what each has to be; a star at the end stands for the rest: `{"repository": "acme/shop", "ref": "refs/heads/*"}`. */
  claims,
  permissions: z.array(permission).min(1).default(["reports:upload"]),
  /** Name of the one project that its keys work for; all when left out. */
  project: slug.optional(),
});

/** A rule. */
export const trustRule = z.object({
  id,
  name: z.string(),
  issuer: z.string(),
  audience: z.string(),
  claims: z.record(z.string(), z.string()),
  permissions: z.array(permission),
  project: slug.nullable(),
  createdAt: moment,
});

/** Rules by name. */
export const trustRuleList = z.object({ trustRules: z.array(trustRule) });

/** A pipeline that signs in. */
export const pipelineSignIn = z.strictObject({
  tenant: slug.default("default"),
  /** The token that the place where it runs gave it: a JWT. */
  token: z.string().min(1).max(20_000),
});

/** A key for some minutes. */
export const pipelineKey = z.object({
  key: z.string(),
  expiresInSeconds: z.int(),
  permissions: z.array(permission),
  project: slug.nullable(),
});
