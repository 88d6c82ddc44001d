import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { newProject, project, projectList } from "../contract/project.ts";
import { recordAudit } from "../identity/audit.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { defineRoute, type Route } from "./route.ts";

/** What reports are gathered in. */
export const projectRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/projects",
    summary: "Lists the projects.",
    permission: "projects:read",
    input: {},
    answer: projectList,
    handle: async ({ inTenant }) => {
      const rows = await inTenant((transaction) =>
        transaction
          .selectFrom("projects")
          .select(["project_id as id", "name", "title", "created_at as createdAt"])
          .orderBy("name")
          .execute(),
      );
      return { body: { projects: rows } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/projects",
    summary: "Makes a project.",
    permission: "projects:manage",
    input: { body: newProject },
    answer: project,
    handle: async ({ input, principal, inTenant }) => {
      const { name, title = name } = input.body;
      const { tenantId } = principal;
      const made = await inTenant(async (transaction) => {
        const row = await transaction
          .insertInto("projects")
          .values({ tenant_id: tenantId, project_id: newId(), name, title })
          .onConflict((conflict) => conflict.columns(["tenant_id", "name"]).doNothing())
          .returning(["project_id as id", "name", "title", sql<string>`created_at`.as("createdAt")])
          .executeTakeFirst();
        if (row !== undefined) {
          await recordAudit(transaction, tenantId, principal, { action: "project.create", subject: name, after: row });
        }
        return row;
      });
      if (made === undefined) throw nameIsTaken(name);
      return { status: 201, body: made };
    },
  }),
];

/**
 * Gives the id of a project by its name.
 *
 * @throws {SekishoError} `record-not-found` when there is none that the caller may see.
 */
export async function getProjectId(transaction: TenantTransaction, name: string): Promise<string> {
  const found = await transaction
    .selectFrom("projects")
    .select("project_id")
    .where("name", "=", name)
    .executeTakeFirst();
  if (found !== undefined) return found.project_id;
  throw new SekishoError("record-not-found", {
    en: `there is no project ${name}`,
    ja: `プロジェクト ${name} はありません。`,
  });
}

/** The same where a name may be left out: `undefined` is all projects that the caller may see. */
export async function findProjectId(
  transaction: TenantTransaction,
  name: string | undefined,
): Promise<string | undefined> {
  return name === undefined ? undefined : await getProjectId(transaction, name);
}

function nameIsTaken(name: string): SekishoError {
  return new SekishoError("record-conflict", {
    en: `there is a project ${name}`,
    ja: `プロジェクト ${name} はすでに存在します。`,
  });
}
