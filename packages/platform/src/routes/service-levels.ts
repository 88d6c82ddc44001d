import { sql } from "kysely";
import { z } from "zod";
import { type ServiceLevel, serviceLevel } from "../contract/service-level.ts";
import { severity as severityName, slug } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { setDueMoments } from "../lifecycle/settle.ts";
import type { TenantTransaction } from "../store/database.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

const ofProject = z.strictObject({ project: slug.optional() });

/** How soon findings are to be repaired. */
export const serviceLevelRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/service-levels",
    summary: "Gives the days until findings are due: of a project, or of all projects that say nothing.",
    permission: "findings:read",
    input: { query: ofProject },
    answer: serviceLevel,
    handle: async ({ input, principal, inTenant }) => {
      const { project } = input.query;
      const body = await inTenant(async (transaction) => {
        const holderId = project === undefined ? principal.tenantId : await getProjectId(transaction, project);
        return await readLevel(transaction, holderId);
      });
      return { body };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/service-levels",
    summary: "Sets the days until findings are due, and computes when each open one is.",
    permission: "levels:manage",
    input: { query: ofProject, body: serviceLevel },
    answer: serviceLevel,
    handle: async ({ input, principal, inTenant }) => {
      const { tenantId } = principal;
      const project = input.query.project;
      const body = await inTenant(async (transaction) => {
        const projectId = project === undefined ? undefined : await getProjectId(transaction, project);
        const holderId = projectId ?? tenantId;
        const before = await readLevel(transaction, holderId);
        await transaction.deleteFrom("service_levels").where("holder_id", "=", holderId).execute();
        const rows = severityName.options.flatMap((name, severity) => {
          const days = input.body[name];
          return days === undefined ? [] : [{ tenant_id: tenantId, holder_id: holderId, severity, days }];
        });
        if (rows.length > 0) await transaction.insertInto("service_levels").values(rows).execute();
        const which = projectId === undefined ? sql`true` : sql`f.project_id = ${projectId}`;
        await setDueMoments(transaction, tenantId, which);
        const event = { action: "service-level.set", subject: project ?? "tenant", before, after: input.body };
        await recordAudit(transaction, tenantId, principal, event);
        return await readLevel(transaction, holderId);
      });
      return { body };
    },
  }),
];

async function readLevel(transaction: TenantTransaction, holderId: string): Promise<ServiceLevel> {
  const rows = await transaction
    .selectFrom("service_levels")
    .select(["severity", "days"])
    .where("holder_id", "=", holderId)
    .execute();
  const entries = rows.map(({ severity, days }): [string, number] => [severityName.options[severity] ?? "", days]);
  return serviceLevel.parse(Object.fromEntries(entries));
}
