import { z } from "zod";
import { approvalRule, approvedDecision } from "../contract/decision.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { approveDecision, changeApproval, isApprovalNeeded } from "../lifecycle/approve.ts";
import { deciderOf } from "./decisions.ts";
import { defineProvedRoute } from "./proved-route.ts";
import { defineRoute, type Route } from "./route.ts";

/** The second person who agrees to a decision. */
export const approvalRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/approval-rule",
    summary: "Says whether decisions wait until a second person agrees.",
    permission: "findings:read",
    input: {},
    answer: approvalRule,
    handle: async ({ inTenant }) => ({ body: { isApprovalNeeded: await inTenant(isApprovalNeeded) } }),
  }),
  defineProvedRoute({
    method: "PUT",
    path: "/api/v1/approval-rule",
    summary: "Lets decisions wait until a second person agrees, or lets them count at once.",
    permission: "accounts:manage",
    input: { body: approvalRule },
    answer: approvalRule,
    handle: async ({ input, account, inTenant }) => {
      const { isApprovalNeeded: isNeeded } = input.body;
      await inTenant(async (transaction) => {
        const before = { isApprovalNeeded: await isApprovalNeeded(transaction) };
        await changeApproval(transaction, account.tenantId, isNeeded);
        await recordAudit(transaction, account.tenantId, account, {
          action: "approval-rule.change",
          subject: account.tenantId,
          before,
          after: input.body,
        });
      });
      return { body: input.body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/decisions/:decision/approval",
    summary: "Agrees to a decision of somebody else that waits: from now on it counts.",
    permission: "findings:decide",
    input: { parameters: z.object({ decision: id }) },
    answer: approvedDecision,
    handle: async ({ input, principal, inTenant }) => {
      const { decision } = input.parameters;
      const changed = await inTenant(async (transaction) => {
        const count = await approveDecision(transaction, decision, deciderOf(principal));
        const event = {
          action: "decision.approve",
          subject: decision,
          before: { isWaiting: true },
          after: { isWaiting: false },
          details: { changed: count },
        };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return count;
      });
      return { body: { changed } };
    },
  }),
];
