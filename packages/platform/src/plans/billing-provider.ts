import type { Plan } from "./plan-book.ts";

/** What somebody pays for, as the provider has it. */
export interface Subscription {
  readonly id: string;
  readonly customer: string;
  /** `past-due` from the first failed payment on; `ended` when nothing is paid for any more. */
  readonly state: "active" | "past-due" | "ended";
  /** Ids of prices. */
  readonly prices: readonly string[];
  readonly periodEndsAt: string | null;
}

/** Who pays. */
export interface NewCustomer {
  readonly tenantId: string;
  readonly title: string;
  readonly email: string;
}

/** Something that was used, told to the provider. */
export interface UsageReport {
  readonly customer: string;
  /** The provider's name of the meter. */
  readonly meterEvent: string;
  readonly quantity: number;
  /** The same for the same usage, however often it is told. */
  readonly identifier: string;
  readonly atMs: number;
}

/** What a change would cost now. */
export interface ChangePreview {
  readonly currency: string;
  readonly amountDue: number;
  readonly lines: readonly { readonly description: string; readonly amount: number }[];
}

/** A message of the provider whose signature is right. */
export interface BillingMessage {
  readonly id: string;
  readonly kind: string;
  /** Left out where it is about something else. */
  readonly customer?: string | undefined;
  readonly subscription?: string | undefined;
}

/** A plan that is paid for. */
export type PaidPlan = Plan & { readonly stripe: NonNullable<Plan["stripe"]> };

/** Takes payments. Everything it is asked to do may be asked twice, and is done once. */
export interface BillingProvider {
  /** Makes a customer; gives the provider's name of it. */
  makeCustomer(customer: NewCustomer): Promise<string>;
  /** Gives the address of the page on which somebody begins to pay for a plan. */
  openCheckout(wanted: {
    readonly customer: string;
    readonly plan: PaidPlan;
    readonly returnUrl: string;
  }): Promise<string>;
  /** Gives the address of the page with invoices and means of payment. */
  openPortal(wanted: { readonly customer: string; readonly returnUrl: string }): Promise<string>;
  /** Says what a change costs now, and changes nothing. */
  previewChange(subscription: string, plan: PaidPlan): Promise<ChangePreview>;
  /** Changes what is paid for; what is paid already is taken off. */
  changePlan(subscription: string, plan: PaidPlan): Promise<Subscription>;
  /** Ends what is paid for, at once. */
  endSubscription(subscription: string): Promise<void>;
  readSubscription(subscription: string): Promise<Subscription>;
  tellUsage(report: UsageReport): Promise<void>;
  /**
   * Reads a message that claims to be the provider's.
   *
   * @throws {SekishoError} `billing-message-refused` when its signature is wrong or too old.
   */
  readMessage(body: string, signature: string | undefined, nowMs: number): BillingMessage;
}
