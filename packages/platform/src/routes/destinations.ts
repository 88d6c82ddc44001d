import { sql } from "kysely";
import { z } from "zod";
import {
  type destination,
  destinationChange,
  destinationList,
  madeDestination,
  messagePage,
  messageQuery,
  newDestination,
  trialOutcome,
} from "../contract/destination.ts";
import { id } from "../contract/values.ts";
import { changeDestination, nameIsTaken, noDestination } from "../destinations/change-destination.ts";
import { senders } from "../destinations/registry.ts";
import type { SenderTools } from "../destinations/sender.ts";
import { makeWebhookSecret } from "../destinations/webhook-signature.ts";
import { recordAudit } from "../identity/audit.ts";
import { trialNotice } from "../notifications/trial-notice.ts";
import { wakeLane } from "../outbox/post-message.ts";
import { readDestination, secretPurpose } from "../outbox/read-destination.ts";
import { SendProblem } from "../outbox/send-problem.ts";
import { listMessages } from "../questions/list-messages.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { defineRoute, type Route, type RouteContext } from "./route.ts";

const ofDestination = z.object({ destination: id });

/** Where messages go. */
export const destinationRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/destinations",
    summary: "Lists where messages go, and how sending there goes.",
    permission: "notifications:manage",
    input: {},
    answer: destinationList,
    handle: async ({ inTenant }) => ({ body: { destinations: await inTenant(readDestinations) } }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/destinations",
    summary: "Makes a destination. Its secret is sealed and never told again.",
    permission: "notifications:manage",
    input: { body: newDestination },
    answer: madeDestination,
    handle: async (context) => ({ status: 201, body: await makeDestination(context) }),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/destinations/:destination",
    summary: "Changes a destination. Its secret stays where none is given; what waits goes to the new place.",
    permission: "notifications:manage",
    input: { parameters: ofDestination, body: destinationChange },
    answer: z.undefined(),
    handle: async ({ input, principal, services, inTenant }) => {
      await inTenant((transaction) =>
        changeDestination(
          transaction,
          { principal, secrets: services.secrets },
          { id: input.parameters.destination, ...input.body },
        ),
      );
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/destinations/:destination",
    summary: "Deletes a destination with its rules and everything that waits for it.",
    permission: "notifications:manage",
    input: { parameters: ofDestination },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { destination: wanted } = input.parameters;
      await inTenant(async (transaction) => {
        const gone = await transaction
          .deleteFrom("destinations")
          .where("destination_id", "=", wanted)
          .returning(["name", "kind"])
          .executeTakeFirst();
        if (gone === undefined) throw noDestination();
        const event = { action: "destination.delete", subject: wanted, before: gone };
        await recordAudit(transaction, principal.tenantId, principal, event);
      });
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/destinations/:destination/trial",
    summary: "Sends a message on trial at once, past the queue, and says how it went.",
    permission: "notifications:manage",
    input: { parameters: ofDestination },
    answer: trialOutcome,
    handle: async (context) => {
      const { input, principal, inTenant } = context;
      const problem = await sendTrial(context, input.parameters.destination);
      const details = { isSent: problem === undefined };
      const event = { action: "destination.try", subject: input.parameters.destination, details };
      await inTenant((transaction) => recordAudit(transaction, principal.tenantId, principal, event));
      return { body: { isSent: problem === undefined, problem: problem ?? null } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/destinations/:destination/messages",
    summary: "Lists the messages of a destination: dead letters, what waits, or what was sent.",
    permission: "notifications:manage",
    input: { parameters: ofDestination, query: messageQuery },
    answer: messagePage,
    handle: async ({ input, inTenant }) => {
      const { destination: wanted } = input.parameters;
      const body = await inTenant(async (transaction) => {
        const known = await transaction
          .selectFrom("destinations")
          .select("destination_id")
          .where("destination_id", "=", wanted)
          .executeTakeFirst();
        if (known === undefined) throw noDestination();
        return await listMessages(transaction, wanted, input.query);
      });
      return { body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/destinations/:destination/messages/:message/retry",
    summary: "Puts a dead letter back into the queue, at its old place.",
    permission: "notifications:manage",
    input: { parameters: z.object({ destination: id, message: id }) },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { destination: wanted, message } = input.parameters;
      await inTenant(async (transaction) => {
        const revived = await transaction
          .updateTable("outbox_messages")
          .set({ state: "waiting", attempts: 0, finished_at: null, not_before: sql`now()` })
          .where("destination_id", "=", wanted)
          .where("message_id", "=", message)
          .where("state", "=", "dead")
          .executeTakeFirst();
        if (revived.numUpdatedRows === 0n) throw noDestination();
        await wakeLane(transaction, principal.tenantId, wanted);
        const change = { before: { state: "dead" }, after: { state: "waiting" } };
        const event = { action: "message.retry", subject: message, details: { destination: wanted }, ...change };
        await recordAudit(transaction, principal.tenantId, principal, event);
      });
      return { status: 204, body: undefined };
    },
  }),
];

type MakingContext = RouteContext<{ readonly body: z.output<typeof newDestination> }>;

async function makeDestination({
  input,
  principal,
  services,
  inTenant,
}: MakingContext): Promise<z.infer<typeof madeDestination>> {
  const { name, kind, language, settings } = input.body;
  const { tenantId, accountId } = principal;
  const destinationId = newId();
  const given = "secret" in input.body ? input.body.secret : undefined;
  const made = kind === "webhook" && given === undefined ? makeWebhookSecret() : undefined;
  const secret = given ?? made;
  await inTenant(async (transaction) => {
    const row = await transaction
      .insertInto("destinations")
      .values({
        tenant_id: tenantId,
        destination_id: destinationId,
        name,
        kind,
        language,
        settings: JSON.stringify(settings),
        secret: secret === undefined ? null : services.secrets.seal(secret, secretPurpose(tenantId, destinationId)),
        created_by: accountId,
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "name"]).doNothing())
      .returning("destination_id")
      .executeTakeFirst();
    if (row === undefined) throw nameIsTaken(name);
    const event = { action: "destination.create", subject: destinationId, after: { name, kind, language, settings } };
    await recordAudit(transaction, tenantId, principal, event);
  });
  return { id: destinationId, secret: made ?? null };
}

type Problem = { readonly code: string; readonly message: string };

async function sendTrial(
  { services, principal }: Pick<RouteContext<unknown>, "services" | "principal">,
  destinationId: string,
): Promise<Problem | undefined> {
  const { store, secrets, outgoing } = services;
  const opened = await readDestination(store.application, secrets, { tenantId: principal.tenantId, destinationId });
  if (opened === undefined) throw noDestination();
  if (outgoing === undefined) return { code: "settings", message: "nothing leaves this server" };
  return await trySending(outgoing, opened);
}

async function trySending(
  tools: SenderTools,
  { kind, destination: target }: NonNullable<Awaited<ReturnType<typeof readDestination>>>,
): Promise<Problem | undefined> {
  const sender = senders.find((known) => known.kind === kind);
  const messageId = newId();
  const createdAt = new Date(tools.now()).toISOString();
  try {
    await sender?.send({ id: messageId, createdAt, notice: trialNotice(messageId, createdAt) }, target, tools);
    return undefined;
  } catch (error) {
    if (error instanceof SendProblem) return { code: error.code, message: error.message };
    throw error;
  }
}

async function readDestinations(transaction: TenantTransaction): Promise<z.infer<typeof destination>[]> {
  const { rows } = await sql<z.infer<typeof destination>>`
    SELECT d.destination_id AS id, d.name, d.kind, d.language, d.settings, d.created_at AS "createdAt",
      (SELECT count(*)::int FROM outbox_messages m WHERE m.tenant_id = d.tenant_id
        AND m.destination_id = d.destination_id AND m.state = 'waiting') AS waiting,
      (SELECT count(*)::int FROM outbox_messages m WHERE m.tenant_id = d.tenant_id
        AND m.destination_id = d.destination_id AND m.state = 'dead') AS dead,
      coalesce(l.failures, 0) AS failures, CASE WHEN l.has_waiting THEN l.next_attempt_at END AS "nextAttemptAt",
      l.last_error AS problem
    FROM destinations d
    LEFT JOIN outbox_lanes l ON l.tenant_id = d.tenant_id AND l.destination_id = d.destination_id
    ORDER BY d.name`.execute(transaction);
  return destinationList.shape.destinations.parse(rows);
}
