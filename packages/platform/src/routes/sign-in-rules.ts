import { z } from "zod";
import { signInRules, signInRulesChange } from "../contract/second-factor.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { refuseStronger } from "../identity/held-permissions.ts";
import { removeFactors } from "../identity/second-factor.ts";
import { changeDemand, findDemand } from "../identity/sign-in-rules.ts";
import { getMember } from "./members.ts";
import { defineProvedRoute } from "./proved-route.ts";
import { defineRoute, type Route } from "./route.ts";

/** What a tenant demands of whoever signs in, and the way back for whoever lost what is demanded. */
export const signInRuleRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/sign-in-rules",
    summary: "Says what the tenant demands of whoever signs in.",
    permission: "accounts:manage",
    input: {},
    answer: signInRules,
    handle: async ({ inTenant }) => ({ body: { secondFactorFrom: await inTenant(findDemand) } }),
  }),
  defineProvedRoute({
    method: "PUT",
    path: "/api/v1/sign-in-rules",
    summary: "Demands a second factor of everybody from some day on, or of nobody.",
    permission: "accounts:manage",
    input: { body: signInRulesChange },
    answer: signInRules,
    handle: async ({ input, account, inTenant }) => {
      const secondFactorFrom = await inTenant((transaction) => changeDemand(transaction, account, input.body));
      return { body: { secondFactorFrom } };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/members/:account/second-factors",
    summary: "Takes every second factor off a member who lost them, and signs the member out.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }) },
    answer: z.undefined(),
    handle: async ({ input, account, inTenant }) => {
      const { account: accountId } = input.parameters;
      await inTenant(async (transaction) => {
        await getMember(transaction, accountId);
        await refuseStronger(transaction, account, accountId);
        const had = await removeFactors(transaction, accountId);
        await transaction.deleteFrom("sessions").where("account_id", "=", accountId).execute();
        const event = { action: "second-factor.reset", subject: accountId, before: { had } };
        await recordAudit(transaction, account.tenantId, account, event);
      });
      return { status: 204, body: undefined };
    },
  }),
];
