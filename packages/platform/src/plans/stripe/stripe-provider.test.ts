import { expect, test } from "vitest";
import { makeHttpClient } from "../../outbox/send-request.ts";
import { useFakeStripe } from "../fixtures/fake-stripe.ts";
import { openStripe } from "./stripe-provider.ts";

async function useStripe() {
  const stripe = await useFakeStripe();
  const http = makeHttpClient({ isAllowedByOwner: () => true });
  const { url, key, webhookSecret } = stripe;
  stripe.subscriptions.set("sub_1", { id: "sub_1", customer: "cus_1", status: "active", items: [] });
  return { stripe, provider: openStripe({ url, key, webhookSecret, http }) };
}

test("a subscription that is ended twice ends once", async () => {
  const { stripe, provider } = await useStripe();
  await provider.endSubscription("sub_1");
  await provider.endSubscription("sub_1");

  expect(stripe.subscriptions.get("sub_1")?.status).toBe("canceled");
});

test.each([
  { name: "Stripe fails", id: "sub_1", failures: 1 },
  { name: "there is none of that id", id: "sub_2", failures: 0 },
])("a subscription is not taken for ended where $name", async ({ id, failures }) => {
  const { stripe, provider } = await useStripe();
  stripe.failures = failures;

  await expect(provider.endSubscription(id)).rejects.toMatchObject({ code: "billing-failed" });
  expect(stripe.subscriptions.get("sub_1")?.status).toBe("active");
});
