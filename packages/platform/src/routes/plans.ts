import { SekishoError } from "sekisho";
import type { z } from "zod";
import {
  billingPlace,
  billingReceipt,
  planList,
  planPreview,
  usage,
  usageStatementList,
  wantedPlan,
} from "../contract/plan.ts";
import { recordAudit } from "../identity/audit.ts";
import type { BillingProvider, PaidPlan } from "../plans/billing-provider.ts";
import { applySubscription, beginPlan, isPaid, lockPlan, readHeldPlan } from "../plans/hold-plan.ts";
import { limitsOf } from "../plans/plan-book.ts";
import type { PlanServices } from "../plans/plan-services.ts";
import { readUsage } from "../plans/read-usage.ts";
import { readStatements } from "../plans/statements.ts";
import { takeBillingMessage } from "../plans/take-billing-message.ts";
import { definePublicRoute, defineRoute, isByteStream, type Route, type RouteContext } from "./route.ts";

const maxMessageBytes = 512 * 1024;

/** Gives what a server with plans answers beside everything else; a server without plans has none of it. */
export function planRoutes(plans: PlanServices | undefined): readonly Route[] {
  if (plans === undefined) return [];
  const { provider } = plans;
  if (provider === undefined) return usageRoutes(plans);
  const billing = { ...plans, provider };
  return [...usageRoutes(plans), ...buyingRoutes(billing), ...changingRoutes(billing), messageRoute(billing)];
}

function usageRoutes({ book }: PlanServices): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/v1/usage",
      summary: "Says what the tenant uses this month, what its plan allows, and when something stops.",
      permission: "signed-in",
      input: {},
      answer: usage,
      handle: async ({ inTenant }) => ({
        body: await inTenant((transaction) => readUsage(transaction, book, Date.now())),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/v1/usage/statements",
      summary: "Lists what was used in the months that are over.",
      permission: "tenant:manage",
      input: {},
      answer: usageStatementList,
      handle: async ({ inTenant }) => ({ body: { statements: await inTenant(readStatements) } }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/v1/plans",
      summary: "Lists the plans with their limits.",
      permission: "signed-in",
      input: {},
      answer: planList,
      handle: () =>
        Promise.resolve({
          body: {
            plans: book.plans.map((plan) => ({
              name: plan.name,
              title: plan.title,
              limits: [...limitsOf(plan)],
              isPaid: isPaid(plan),
            })),
          },
        }),
    }),
  ];
}

type Billing = PlanServices & { readonly provider: BillingProvider };

/** How somebody begins to pay, and sees what was paid. */
function buyingRoutes(billing: Billing): readonly Route[] {
  const { provider } = billing;
  return [
    defineRoute({
      method: "POST",
      path: "/api/v1/billing/checkout",
      summary: "Gives the address at the provider of payments where a first plan is bought.",
      permission: "tenant:manage",
      input: { body: wantedPlan },
      answer: billingPlace,
      handle: async (context) => {
        const plan = getPaidPlan(billing, context.input.body.plan);
        const { customer, subscription } = await makeCustomer(context, billing);
        if (subscription !== undefined) throw boughtAlready();
        const url = await provider.openCheckout({ customer, plan, returnUrl: returnUrlOf(context) });
        await audit(context, { action: "plan.checkout", plan: plan.name });
        return { body: { url } };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/v1/billing/portal",
      summary: "Gives the address at the provider of payments with invoices and means of payment.",
      permission: "tenant:manage",
      input: {},
      answer: billingPlace,
      handle: async (context) => {
        const { customer } = await makeCustomer(context, billing);
        return { body: { url: await provider.openPortal({ customer, returnUrl: returnUrlOf(context) }) } };
      },
    }),
  ];
}

/** How what is paid for is changed. */
function changingRoutes(billing: Billing): readonly Route[] {
  const { provider } = billing;
  return [
    defineRoute({
      method: "POST",
      path: "/api/v1/billing/plan/preview",
      summary: "Says what a change of plan costs now: what is paid already is taken off.",
      permission: "tenant:manage",
      input: { body: wantedPlan },
      answer: planPreview,
      handle: async (context) => {
        const plan = getPaidPlan(billing, context.input.body.plan);
        const { currency, amountDue, lines } = await provider.previewChange(
          await getSubscription(context, billing),
          plan,
        );
        return { body: { currency, amountDue, lines: [...lines] } };
      },
    }),
    defineRoute({
      method: "PUT",
      path: "/api/v1/billing/plan",
      summary: "Changes what is paid for: to another plan at once, or to the default one.",
      permission: "tenant:manage",
      input: { body: wantedPlan },
      answer: usage,
      handle: async (context) => ({ body: await changePlan(context, billing) }),
    }),
  ];
}

/** What the provider says by itself. */
function messageRoute({ book, provider }: Billing): Route {
  return definePublicRoute({
    method: "POST",
    path: "/api/v1/billing/messages",
    summary: "Takes signed messages of the provider of payments.",
    input: {},
    takesStream: true,
    answer: billingReceipt,
    handle: async ({ request, services }) => {
      const body = await readBody(request.body);
      const signature = request.headers["stripe-signature"];
      const message = provider.readMessage(body, typeof signature === "string" ? signature : undefined, Date.now());
      await takeBillingMessage(services, { book, provider }, message);
      return { body: { received: true } };
    },
  });
}

type PlanContext = RouteContext<{ readonly body: z.output<typeof wantedPlan> }>;

async function changePlan(context: PlanContext, { book, provider }: Billing): Promise<z.infer<typeof usage>> {
  const { input, inTenant, principal } = context;
  const { tenantId } = principal;
  const wanted = book.plans.find(({ name }) => name === input.body.plan);
  if (wanted === undefined) throw noPlan();
  return await inTenant(async (transaction) => {
    await lockPlan(transaction, tenantId);
    const { subscription } = await readHeldPlan(transaction, book);
    if (subscription === undefined) throw nothingBought();
    if (isPaid(wanted)) {
      const changed = await provider.changePlan(subscription, wanted);
      await applySubscription(transaction, tenantId, { book, subscription: changed, actor: principal });
    } else {
      await provider.endSubscription(subscription);
      const ended = { ...(await provider.readSubscription(subscription)), state: "ended" as const };
      await applySubscription(transaction, tenantId, { book, subscription: ended, actor: principal });
    }
    return await readUsage(transaction, book, Date.now());
  });
}

type AnyContext = Pick<RouteContext<unknown>, "inTenant" | "principal" | "services">;

interface Customer {
  readonly customer: string;
  readonly subscription: string | undefined;
}

/** Two requests at once make one customer: the second waits for the first. */
async function makeCustomer({ inTenant, principal }: AnyContext, { book, provider }: Billing): Promise<Customer> {
  const { tenantId } = principal;
  return await inTenant(async (transaction) => {
    await beginPlan(transaction, tenantId, book);
    await lockPlan(transaction, tenantId);
    const held = await readHeldPlan(transaction, book);
    if (held.customer !== undefined) return { customer: held.customer, subscription: held.subscription };
    const { title } = await transaction.selectFrom("tenants").select("title").executeTakeFirstOrThrow();
    const { email } = await transaction
      .selectFrom("accounts")
      .select("email")
      .where("account_id", "=", principal.accountId)
      .executeTakeFirstOrThrow();
    const customer = await provider.makeCustomer({ tenantId, title, email });
    await transaction.updateTable("tenant_plans").set({ customer }).execute();
    return { customer, subscription: undefined };
  });
}

async function getSubscription({ inTenant }: AnyContext, { book }: Billing): Promise<string> {
  const { subscription } = await inTenant((transaction) => readHeldPlan(transaction, book));
  if (subscription === undefined) throw nothingBought();
  return subscription;
}

function getPaidPlan({ book }: PlanServices, name: string): PaidPlan {
  const plan = book.plans.find((known) => known.name === name);
  if (plan === undefined || !isPaid(plan)) throw noPlan();
  return plan;
}

async function audit(
  { inTenant, principal }: AnyContext,
  { action, plan }: { readonly action: string; readonly plan: string },
): Promise<void> {
  const event = { action, subject: principal.tenantId, details: { plan } };
  await inTenant((transaction) => recordAudit(transaction, principal.tenantId, principal, event));
}

function returnUrlOf({ services }: AnyContext): string {
  return new URL("/settings", services.settings.publicUrl ?? "http://127.0.0.1:7480").href;
}

async function readBody(body: unknown): Promise<string> {
  if (!isByteStream(body)) return "";
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    if (!(piece instanceof Uint8Array)) continue;
    bytes += piece.length;
    if (bytes > maxMessageBytes) {
      throw new SekishoError("request-too-large", {
        en: `the message is longer than ${maxMessageBytes} bytes`,
        ja: `メッセージが ${maxMessageBytes} バイトを超えています。`,
      });
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function noPlan(): SekishoError {
  return new SekishoError("record-not-found", { en: "there is no such plan", ja: "該当するプランはありません。" });
}

function nothingBought(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "nothing is paid for yet: begin with a checkout",
    ja: "契約中の有料プランがありません。先に購入手続きを行ってください。",
  });
}

function boughtAlready(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "a plan is paid for already: change it instead",
    ja: "有料プランを契約済みです。プランの変更を行ってください。",
  });
}
