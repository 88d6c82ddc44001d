import { SekishoError } from "sekisho";
import { acceptedEvents, clusterParameters, eventsQuery } from "../contract/incident.ts";
import { type EventStore, type EventStream, openEmbeddedEventStore } from "../events/event-store.ts";
import { askToJudge } from "../events/judge-events.ts";
import { noteElsewhere } from "../identity/audit.ts";
import { decodeUpload } from "../ingest/decode-upload.ts";
import type { TenantTransaction } from "../store/database.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, isByteStream, type Route } from "./route.ts";

/** One request of an API server holds 10 MiB of truncated or 400 whole events at most. */
const maxEventBytes = 64 * 1024 * 1024;
/** So many requests of one cluster wait at most; senders keep what comes then. */
const maxWaiting = 2_000;

/** What senders of events call: an API server's audit webhook, agents on nodes. */
export const eventRoutes: readonly Route[] = [
  eventRoute("audit-events", "Takes audit events of a cluster: the target of --audit-webhook-config-file."),
  eventRoute(
    "runtime-events",
    "Takes events of sensors on a cluster's nodes: JSON or JSON lines of Falco, Tetragon, Tracee.",
  ),
];

/** Answered when the events are safe: they are judged in the background. */
function eventRoute(name: string, summary: string): Route {
  return defineRoute({
    method: "POST",
    path: `/api/v1/clusters/:cluster/${name}`,
    summary,
    permission: "events:send",
    input: { parameters: clusterParameters, query: eventsQuery },
    takesStream: true,
    answer: acceptedEvents,
    handle: async ({ input, principal, request, services, inTenant }) => {
      // Each segment says who sent it.
      noteElsewhere(principal);
      if (!isByteStream(request.body)) throw noBody();
      const { tenantId } = principal;
      const { cluster } = input.parameters;
      const store = openEmbeddedEventStore(services.blobs);
      const stream = await inTenant(async (transaction): Promise<EventStream> => {
        const found = { tenantId, projectId: await getProjectId(transaction, input.query.project), cluster };
        await refuseFlood(transaction, store, found);
        return found;
      });
      const encoding = request.headers["content-encoding"];
      const limits = { maxBytes: Math.min(maxEventBytes, services.settings.maxReportBytes) };
      const bytes = decodeUpload(request.body, typeof encoding === "string" ? encoding : undefined, limits);
      const kept = await store.keep(tenantId, bytes);
      const sentBy = principal.kind === "api-key" ? principal.keyId : principal.accountId;
      const segment = await inTenant(async (transaction) => {
        const segmentId = await store.append(transaction, stream, { ...kept, sentBy });
        await askToJudge(transaction, stream);
        return segmentId;
      });
      return { status: 202, body: { segment } };
    },
  });
}

/** What comes faster than it is judged stays with its senders. */
async function refuseFlood(transaction: TenantTransaction, store: EventStore, stream: EventStream): Promise<void> {
  if ((await store.countWaiting(transaction, stream, maxWaiting)) < maxWaiting) return;
  throw new SekishoError("too-many-requests", {
    en: `${maxWaiting} requests of ${stream.cluster} wait to be judged: send again later`,
    ja: `${stream.cluster} の未処理のリクエストが ${maxWaiting} 件あります。時間をおいて再送してください。`,
  });
}

function noBody(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "expected events as the body, got nothing",
    ja: "リクエストの本文にイベントがありません。",
  });
}
