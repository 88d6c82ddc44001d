import { SekishoError } from "sekisho";
import { z } from "zod";
import { decision, decisionList, decisionQuery, madeDecision, newDecision } from "../contract/decision.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import { isApprovalNeeded } from "../lifecycle/approve.ts";
import { type Decider, decide, revokeDecision } from "../lifecycle/decide.ts";
import { listDecisions } from "../questions/list-decisions.ts";
import type { TenantTransaction } from "../store/database.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

/** What people decided about findings. */
export const decisionRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/decisions",
    summary: "Lists the newest 1000 decisions.",
    permission: "findings:read",
    input: { query: decisionQuery },
    answer: decisionList,
    handle: async ({ input, inTenant }) => ({
      body: { decisions: await inTenant((transaction) => listDecisions(transaction, input.query)) },
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/decisions",
    summary: "Decides about findings: accepted, false positive or excluded. Later imports do not overrule it.",
    permission: "findings:decide",
    input: { body: newDecision },
    answer: madeDecision,
    handle: async ({ input, principal, inTenant }) => {
      const body = await inTenant(async (transaction) => {
        const { finding, asset, project, ...asked } = input.body;
        const ofFinding = finding === undefined ? undefined : await getProjectOf(transaction, "findings", finding);
        const ofAsset = asset === undefined ? undefined : await getProjectOf(transaction, "assets", asset);
        const projectId =
          project === undefined
            ? (principal.projectId ?? (isLimited(principal) ? (ofFinding ?? ofAsset) : undefined))
            : await getProjectId(transaction, project);
        const wanted = {
          ...asked,
          findingId: finding,
          assetId: asset,
          projectId,
          rule: asked.rule,
          flaw: asked.flaw,
          package: asked.package,
          expiresAt: asked.expiresAt,
          isWaiting: await isApprovalNeeded(transaction),
        };
        const { decisionId, changed } = await decide(transaction, wanted, deciderOf(principal));
        const details = { verdict: asked.verdict, isWaiting: wanted.isWaiting };
        const made = await findDecision(transaction, decisionId);
        const event = { action: "decision.make", subject: decisionId, details, after: made };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return made === undefined ? undefined : { ...made, changed };
      });
      if (body === undefined) throw notFound();
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/decisions/:decision",
    summary: "Takes a decision back: its findings are open again.",
    permission: "findings:decide",
    input: { parameters: z.object({ decision: id }) },
    answer: z.object({ changed: z.int() }),
    handle: async ({ input, principal, inTenant }) => {
      const { decision: decisionId } = input.parameters;
      const changed = await inTenant(async (transaction) => {
        const before = await findDecision(transaction, decisionId);
        const count = await revokeDecision(transaction, decisionId, deciderOf(principal));
        const event = { action: "decision.revoke", subject: decisionId, before, details: { changed: count } };
        if (count !== undefined) await recordAudit(transaction, principal.tenantId, principal, event);
        return count;
      });
      if (changed === undefined) throw notFound();
      return { body: { changed } };
    },
  }),
];

/** Gives who decides. */
export function deciderOf(principal: Principal): Decider {
  const { tenantId, accountId, kind } = principal;
  return { tenantId, accountId, actorKind: kind, actorId: kind === "account" ? accountId : principal.keyId };
}

async function findDecision(
  transaction: TenantTransaction,
  decisionId: string,
): Promise<z.infer<typeof decision> | undefined> {
  const row = await transaction
    .selectFrom("decisions")
    .select(["decision_id as id", "verdict", "reason", "scope", "finding_id as finding", "asset_id as asset"])
    .select(["project_id as project", "rule_id as rule", "flaws", "package", "author_id as author"])
    .select(["created_at as createdAt", "expires_at as expiresAt", "revoked_at as revokedAt", "ended_at as endedAt"])
    .select(["is_waiting as isWaiting", "approved_by as approvedBy"])
    .where("decision_id", "=", decisionId)
    .executeTakeFirst();
  return row === undefined ? undefined : decision.parse(row);
}

/** Decisions of somebody who sees some projects alone belong to the project of what they are about. */
function isLimited(principal: Principal): boolean {
  return principal.kind === "account" && principal.projects !== undefined;
}

/** Gives the project of something. @throws {SekishoError} `record-not-found` */
async function getProjectOf(
  transaction: TenantTransaction,
  table: "findings" | "assets",
  wanted: string,
): Promise<string> {
  const query =
    table === "findings"
      ? transaction.selectFrom("findings").select("project_id").where("finding_id", "=", wanted)
      : transaction.selectFrom("assets").select("project_id").where("asset_id", "=", wanted);
  const found = await query.executeTakeFirst();
  if (found !== undefined) return found.project_id;
  throw new SekishoError("record-not-found", {
    en: `there is no ${table === "findings" ? "finding" : "asset"} ${wanted}`,
    ja: `${table === "findings" ? "検出事項" : "資産"} ${wanted} はありません。`,
  });
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such decision in force",
    ja: "該当する有効な判断はありません。",
  });
}
