import { SekishoError } from "sekisho";
import { z } from "zod";
import { newTrustRule, pipelineKey, pipelineSignIn, trustRule, trustRuleList } from "../contract/pipeline.ts";
import { id, permission } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { signInPipeline } from "../identity/pipelines/sign-in-pipeline.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { refuseMore } from "./api-keys.ts";
import { getProjectId } from "./projects.ts";
import { defineProvedRoute } from "./proved-route.ts";
import { definePublicRoute, defineRoute, type Route } from "./route.ts";

const storedClaims = z.record(z.string(), z.string());
const permissionList = z.array(permission);

/** Pipelines that sign in with the token of the place where they run, and keep no secret. */
export const pipelineRoutes: readonly Route[] = [
  definePublicRoute({
    method: "POST",
    path: "/api/v1/pipelines/session",
    summary: "Gives a pipeline a key for 15 minutes in exchange for its token, once.",
    isDoor: true,
    input: { body: pipelineSignIn },
    answer: pipelineKey,
    handle: async ({ input, services, request }) => {
      const attempt = { ...input.body, address: request.clientAddress };
      const { store, signOn } = services;
      const body = await signInPipeline(store.application, signOn.issuerKeys, attempt);
      return { status: 201, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/trust-rules",
    summary: "Lists whose pipelines get keys.",
    permission: "keys:manage",
    input: {},
    answer: trustRuleList,
    handle: async ({ inTenant }) => ({ body: { trustRules: await inTenant((transaction) => readRules(transaction)) } }),
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/trust-rules",
    summary: "Trusts the tokens of an issuer that say what the rule says.",
    permission: "keys:manage",
    input: { body: newTrustRule },
    answer: trustRule,
    handle: async ({ input, account, inTenant }) => {
      const { project, claims, permissions, ...said } = input.body;
      refuseMore(permissions, account);
      const ruleId = newId();
      const body = await inTenant(async (transaction) => {
        const projectId = project === undefined ? null : await getProjectId(transaction, project);
        await transaction
          .insertInto("trust_rules")
          .values({
            ...said,
            tenant_id: account.tenantId,
            rule_id: ruleId,
            claims: JSON.stringify(claims),
            permissions: [...new Set(permissions)],
            project_id: projectId,
            created_by: account.accountId,
          })
          .execute();
        const event = { action: "trust-rule.create", subject: ruleId, after: input.body };
        await recordAudit(transaction, account.tenantId, account, event);
        const [made] = await readRules(transaction, ruleId);
        return made;
      });
      if (body === undefined) throw notFound();
      return { status: 201, body };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/trust-rules/:rule",
    summary: "Trusts no token by this rule any more, and revokes the keys that it gave.",
    permission: "keys:manage",
    input: { parameters: z.object({ rule: id }) },
    answer: z.undefined(),
    handle: async ({ input, account, inTenant }) => {
      const { rule } = input.parameters;
      await inTenant(async (transaction) => {
        const [before] = await readRules(transaction, rule);
        if (before === undefined) throw notFound();
        await transaction.deleteFrom("trust_rules").where("rule_id", "=", rule).execute();
        await transaction.deleteFrom("api_keys").where("trust_rule_id", "=", rule).execute();
        const event = { action: "trust-rule.delete", subject: rule, before };
        await recordAudit(transaction, account.tenantId, account, event);
      });
      return { status: 204, body: undefined };
    },
  }),
];

async function readRules(transaction: TenantTransaction, ruleId?: string): Promise<z.infer<typeof trustRule>[]> {
  const rows = await transaction
    .selectFrom("trust_rules")
    .leftJoin("projects", (join) =>
      join
        .onRef("projects.tenant_id", "=", "trust_rules.tenant_id")
        .onRef("projects.project_id", "=", "trust_rules.project_id"),
    )
    .select(["rule_id as id", "trust_rules.name", "issuer", "audience", "claims", "permissions"])
    .select(["projects.name as project", "trust_rules.created_at as createdAt"])
    .$if(ruleId !== undefined, (query) => query.where("rule_id", "=", ruleId ?? ""))
    .orderBy("trust_rules.name")
    .orderBy("rule_id")
    .execute();
  return rows.map((row) => ({
    ...row,
    claims: storedClaims.parse(row.claims),
    permissions: permissionList.parse(row.permissions),
  }));
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such trust rule",
    ja: "該当する信頼ルールはありません。",
  });
}
