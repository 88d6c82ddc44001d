import { destinationKinds } from "../contract/destination.ts";
import { findAnswerProblem } from "../outbox/send-problem.ts";
import { urlOf } from "./notice-words.ts";
import { defineSender } from "./sender.ts";
import { signDelivery } from "./webhook-signature.ts";

/** A program that takes notices as JSON. */
export const webhook = defineSender({
  kind: "webhook",
  settings: destinationKinds.webhook.settings,
  send: async ({ id, notice, createdAt }, { settings, secret }, { http, now, publicUrl }) => {
    const data = { ...notice, url: urlOf(notice, publicUrl) ?? null };
    const body = JSON.stringify({ type: "sekisho.notice", id, timestamp: createdAt, data });
    const signed = signDelivery({ id, timestamp: Math.floor(now() / 1000), body }, secret);
    const headers = { "content-type": "application/json", ...signed };
    const answer = await http.send({ method: "POST", url: settings.url, headers, body });
    const problem = findAnswerProblem(answer, new URL(settings.url).host);
    if (problem !== undefined) throw problem;
    return undefined;
  },
});
