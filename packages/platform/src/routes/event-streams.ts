import { SekishoError } from "sekisho";
import { eventStreamList, eventStreamQuery, wholeEventStream } from "../contract/event-stream.ts";
import { clusterParameters, eventsQuery } from "../contract/incident.ts";
import { listEventStreams, readEventStream } from "../questions/list-event-streams.ts";
import { findProjectId, getProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

/** How the events of clusters come in: what was counted, and which questions could not be put to them. */
export const eventStreamRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/event-streams",
    summary: "Lists the streams of events of clusters, with what was counted.",
    permission: "findings:read",
    input: { query: eventStreamQuery },
    answer: eventStreamList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, ...page } = input.query;
        return await listEventStreams(transaction, {
          projectId: await findProjectId(transaction, project),
          limit: page.limit,
          cursor: page.cursor,
        });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/event-streams/:cluster",
    summary: "Gives the stream of a cluster: how every detector and rule ended lately, and what went wrong.",
    permission: "findings:read",
    input: { parameters: clusterParameters, query: eventsQuery },
    answer: wholeEventStream,
    handle: async ({ input, inTenant }) => {
      const { cluster } = input.parameters;
      const body = await inTenant(async (transaction) => {
        const projectId = await getProjectId(transaction, input.query.project);
        return await readEventStream(transaction, { projectId, cluster });
      });
      if (body !== undefined) return { body };
      throw new SekishoError("record-not-found", {
        en: `no events of ${cluster} came`,
        ja: `クラスター ${cluster} のイベントは届いていません。`,
      });
    },
  }),
];
