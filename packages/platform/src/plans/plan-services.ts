import { SekishoError } from "sekisho";
import { makeHttpClient } from "../outbox/send-request.ts";
import type { BillingProvider } from "./billing-provider.ts";
import { openPlanBook, type PlanBook } from "./plan-book.ts";
import { openStripe } from "./stripe/stripe-provider.ts";

/** What a server with plans has. */
export interface PlanServices {
  readonly book: PlanBook;
  /** Left out where plans cost nothing, or are paid elsewhere. */
  readonly provider?: BillingProvider | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens the plans of `SEKISHO_PLANS` and, with `SEKISHO_STRIPE_KEY` and `SEKISHO_STRIPE_WEBHOOK_SECRET`, what takes
 * payments for them. `undefined` without plans: everything is allowed and nothing of plans is there.
 *
 * @throws {SekishoError} `usage` when something is missing or wrong.
 */
export async function openPlans(environment: Environment): Promise<PlanServices | undefined> {
  const book = await openPlanBook(environment["SEKISHO_PLANS"]);
  if (book === undefined) return undefined;
  const { SEKISHO_STRIPE_KEY: key = "", SEKISHO_STRIPE_WEBHOOK_SECRET: webhookSecret = "" } = environment;
  if (key === "" && webhookSecret === "") return { book };
  if (key === "" || webhookSecret === "") {
    throw new SekishoError("usage", {
      en: "SEKISHO_STRIPE_KEY and SEKISHO_STRIPE_WEBHOOK_SECRET are needed together",
      ja: "SEKISHO_STRIPE_KEY と SEKISHO_STRIPE_WEBHOOK_SECRET は両方を設定してください。",
    });
  }
  // The owner of the server says where payments are taken: any network will do.
  const http = makeHttpClient({ isAllowedByOwner: () => true });
  const url = environment["SEKISHO_STRIPE_URL"] ?? "https://api.stripe.com";
  return { book, provider: openStripe({ url, key, webhookSecret, http }) };
}
