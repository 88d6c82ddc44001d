import { SekishoError } from "sekisho";
import { z } from "zod";
import { incidentEvents, incidentList, incidentQuery, wholeIncident } from "../contract/incident.ts";
import { pageQuery } from "../contract/page.ts";
import { id } from "../contract/values.ts";
import { listIncidentEvents } from "../questions/list-incident-events.ts";
import { listIncidents, readIncident } from "../questions/list-incidents.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

const incidentParameters = z.object({ incident: id });

/** What the events of clusters show: who did what, one story each. */
export const incidentRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents",
    summary: "Lists incidents, those that went on last first.",
    permission: "findings:read",
    input: { query: incidentQuery },
    answer: incidentList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, cluster, limit, cursor } = input.query;
        const projectId = await findProjectId(transaction, project);
        return await listIncidents(transaction, { projectId, cluster, limit, cursor });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:incident",
    summary: "Gives an incident with its timeline.",
    permission: "findings:read",
    input: { parameters: incidentParameters },
    answer: wholeIncident,
    handle: async ({ input, inTenant }) => {
      const { incident } = input.parameters;
      const body = await inTenant((transaction) => readIncident(transaction, incident));
      if (body === undefined) throw notFound();
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:incident/events",
    summary: "Gives the events that an incident is made of, whole.",
    permission: "findings:read",
    input: { parameters: incidentParameters, query: pageQuery },
    answer: incidentEvents,
    handle: async ({ input, inTenant }) => {
      const { incident } = input.parameters;
      const { limit, cursor } = input.query;
      const body = await inTenant(async (transaction) => {
        // Events belong to whom the incident belongs to.
        const owner = await transaction
          .selectFrom("incidents")
          .select("incident_id")
          .where("incident_id", "=", incident)
          .executeTakeFirst();
        return owner === undefined ? undefined : await listIncidentEvents(transaction, incident, { limit, cursor });
      });
      if (body === undefined) throw notFound();
      return { body };
    },
  }),
];

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such incident",
    ja: "該当するインシデントはありません。",
  });
}
