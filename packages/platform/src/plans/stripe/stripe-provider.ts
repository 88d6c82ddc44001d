import { createHash } from "node:crypto";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { SendProblem } from "../../outbox/send-problem.ts";
import type { HttpClient, IncomingAnswer } from "../../outbox/send-request.ts";
import type { BillingMessage, BillingProvider, PaidPlan, UsageReport } from "../billing-provider.ts";
import {
  stripeCustomer,
  stripeEvent,
  stripePreview,
  stripeSession,
  stripeSubscription,
  toSubscription,
} from "./stripe-objects.ts";
import { findSignatureProblem } from "./stripe-signature.ts";

/** How Stripe is reached. */
export interface StripeSettings {
  /** `https://api.stripe.com`. */
  readonly url: string;
  /** Secret key of the account. */
  readonly key: string;
  /** Signs the messages of Stripe: `whsec_…`. */
  readonly webhookSecret: string;
  readonly http: HttpClient;
}

/** The shapes of answers below are those of this version, whatever the account's own is. */
const apiVersion = "2025-06-30.basil";

type Fields = Readonly<Record<string, string | undefined>>;

/** Takes payments by Stripe: requests are forms, retried ones are known by their key. */
export function openStripe(settings: StripeSettings): BillingProvider {
  const post = async <Answer extends z.ZodType>(
    path: string,
    fields: Fields,
    answer: Answer,
    once?: string,
  ): Promise<z.output<Answer>> => answer.parse(await ask(settings, { method: "POST", path, fields, once }));
  const readOf = (id: string): Promise<z.infer<typeof stripeSubscription>> => readSubscription(settings, id);
  return {
    makeCustomer: async ({ tenantId, title, email }) => {
      const fields = { name: title, email, "metadata[tenant]": tenantId };
      return (await post("/v1/customers", fields, stripeCustomer, `customer:${tenantId}`)).id;
    },
    openCheckout: async ({ customer, plan, returnUrl }) => {
      const fields = {
        mode: "subscription",
        customer,
        success_url: returnUrl,
        cancel_url: returnUrl,
        ...fieldsOfPrices("line_items", plan),
      };
      return (await post("/v1/checkout/sessions", fields, stripeSession)).url;
    },
    openPortal: async ({ customer, returnUrl }) =>
      (await post("/v1/billing_portal/sessions", { customer, return_url: returnUrl }, stripeSession)).url,
    previewChange: async (id, plan) => {
      const items = fieldsOfChange("subscription_details[items]", await readOf(id), plan);
      const fields = { subscription: id, "subscription_details[proration_behavior]": "create_prorations", ...items };
      const {
        currency,
        amount_due: due,
        total,
        lines,
      } = await post("/v1/invoices/create_preview", fields, stripePreview);
      const named = lines.data.map(({ description, amount }) => ({ description: description ?? "", amount }));
      return { currency, amountDue: due ?? total, lines: named };
    },
    changePlan: async (id, plan) => {
      const held = await readOf(id);
      // Who asks for what there is already pays nothing for it.
      if (isHeld(held, plan)) return toSubscription(held);
      const fields = { proration_behavior: "create_prorations", ...fieldsOfChange("items", held, plan) };
      const once = `change:${id}:${held.items.data.map((item) => item.id).join()}:${plan.stripe.prices.join()}`;
      const changed = await post(pathOfSubscription(id), fields, stripeSubscription, once);
      return toSubscription(changed);
    },
    endSubscription: (id) => endSubscription(settings, id),
    readSubscription: async (id) => toSubscription(await readOf(id)),
    tellUsage: async (report) => {
      await post("/v1/billing/meter_events", fieldsOfUsage(report), z.unknown(), report.identifier);
    },
    readMessage: (body, signature, nowMs) => readMessage(settings, { body, header: signature }, nowMs),
  };
}

async function readSubscription(settings: StripeSettings, id: string): Promise<z.infer<typeof stripeSubscription>> {
  return stripeSubscription.parse(await ask(settings, { method: "GET", path: pathOfSubscription(id) }));
}

async function endSubscription(settings: StripeSettings, id: string): Promise<void> {
  try {
    await ask(settings, { method: "DELETE", path: pathOfSubscription(id) });
  } catch (error) {
    // What ended before is not ended twice, and can still be read.
    if ((await readSubscription(settings, id)).status !== "canceled") throw error;
  }
}

function pathOfSubscription(id: string): string {
  return `/v1/subscriptions/${encodeURIComponent(id)}`;
}

function fieldsOfUsage({ customer, meterEvent, quantity, identifier, atMs }: UsageReport): Fields {
  return {
    event_name: meterEvent,
    "payload[stripe_customer_id]": customer,
    "payload[value]": String(quantity),
    identifier,
    timestamp: String(Math.floor(atMs / 1000)),
  };
}

function readMessage(
  { webhookSecret }: StripeSettings,
  signed: { readonly body: string; readonly header: string | undefined },
  nowMs: number,
): BillingMessage {
  const problem = findSignatureProblem({ ...signed, secret: webhookSecret }, nowMs);
  if (problem !== undefined) throw refused(problem);
  const read = stripeEvent.safeParse(parseJson(signed.body));
  if (!read.success) throw refused("malformed");
  const { id, type, data } = read.data;
  const { object, customer, subscription, parent } = data.object;
  const named =
    object === "subscription" ? data.object.id : (subscription ?? parent?.subscription_details?.subscription);
  return { id, kind: type, customer: customer ?? undefined, subscription: named ?? undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no event.
    return undefined;
  }
}

function refused(problem: string): SekishoError {
  return new SekishoError("billing-message-refused", {
    en: `the message is not taken: its signature is ${problem}`,
    ja: `メッセージを受け付けません。署名に問題があります（${problem}）。`,
  });
}

function fieldsOfPrices(list: string, { stripe }: PaidPlan): Fields {
  const { meterEvents, prices } = stripe;
  // What is metered has no quantity of its own; the first price is what the plan itself costs.
  const isMetered = (index: number): boolean => index > 0 && Object.keys(meterEvents).length > 0;
  const fields: Record<string, string> = {};
  for (const [index, price] of prices.entries()) {
    fields[`${list}[${index}][price]`] = price;
    if (!isMetered(index)) fields[`${list}[${index}][quantity]`] = "1";
  }
  return fields;
}

/** Items that stay keep their id, those that are not wanted go, new ones come. */
function fieldsOfChange(list: string, { items }: z.infer<typeof stripeSubscription>, plan: PaidPlan): Fields {
  const { prices } = plan.stripe;
  const known = new Set(items.data.map(({ price }) => price.id));
  const fields: Record<string, string> = {};
  let index = 0;
  for (const { id, price } of items.data) {
    if (prices.includes(price.id)) continue;
    fields[`${list}[${index}][id]`] = id;
    fields[`${list}[${index}][deleted]`] = "true";
    index++;
  }
  for (const price of prices) if (!known.has(price)) fields[`${list}[${index++}][price]`] = price;
  return fields;
}

function isHeld({ items }: z.infer<typeof stripeSubscription>, { stripe }: PaidPlan): boolean {
  const held = items.data.map(({ price }) => price.id).toSorted();
  return held.join() === [...stripe.prices].toSorted().join();
}

interface StripeRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly fields?: Fields;
  /** What is asked for once however often it is sent. */
  readonly once?: string | undefined;
}

async function ask(
  { url, key, http }: StripeSettings,
  { method, path, fields, once }: StripeRequest,
): Promise<unknown> {
  const body = fields === undefined ? undefined : encode(fields);
  const headers = {
    authorization: `Bearer ${key}`,
    "stripe-version": apiVersion,
    ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...(once === undefined ? {} : { "idempotency-key": createHash("sha256").update(once).digest("hex") }),
  };
  const answer = await send(http, {
    method,
    url: new URL(path, url).href,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status < 200 || answer.status > 299) throw failed(`${path} was answered with ${answer.status}`);
  return JSON.parse(answer.text);
}

async function send(http: HttpClient, request: Parameters<HttpClient["send"]>[0]): Promise<IncomingAnswer> {
  try {
    return await http.send(request);
  } catch (cause) {
    if (cause instanceof SendProblem) throw failed(cause.message, cause);
    throw cause;
  }
}

function encode(fields: Fields): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return new URLSearchParams(given).toString();
}

function failed(said: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "billing-failed",
    {
      en: `the provider of payments could not be asked: ${said}`,
      ja: `決済サービスとの通信に失敗しました: ${said}`,
    },
    { cause },
  );
}
