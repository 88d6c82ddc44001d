import { SekishoError } from "sekisho";
import { z } from "zod";
import type { ProjectRole } from "../contract/permission.ts";
import { id, projectRole } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";

/** A project with the role in it. */
export interface ProjectMembership {
  readonly projectId: string;
  readonly role: ProjectRole;
  /** A role that the tenant made: it says what is allowed, then. */
  readonly customRole?: string | undefined;
}

const storedMemberships = z.array(z.object({ projectId: id, role: projectRole, customRole: id.optional() })).nullable();

/** Reads what an invitation says; `undefined` where it is for the whole tenant. */
export function readMemberships(stored: unknown): readonly ProjectMembership[] | undefined {
  return storedMemberships.parse(stored) ?? undefined;
}

interface NamedMembership extends Omit<ProjectMembership, "projectId"> {
  readonly project: string;
}

/**
 * Looks projects up by their names.
 *
 * @throws {SekishoError} `record-not-found` with the first one that is none.
 */
export async function findMemberships(
  transaction: TenantTransaction,
  named: readonly NamedMembership[],
): Promise<ProjectMembership[]> {
  const names = named.map(({ project }) => project);
  const rows = await transaction
    .selectFrom("projects")
    .select(["name", "project_id"])
    .where("name", "in", names)
    .execute();
  const idOf = new Map(rows.map((row) => [row.name, row.project_id]));
  return named.map(({ project, ...membership }) => {
    const projectId = idOf.get(project);
    if (projectId !== undefined) return { projectId, ...membership };
    throw new SekishoError("record-not-found", {
      en: `there is no project ${project}`,
      ja: `プロジェクト ${project} はありません。`,
    });
  });
}

/** The role that stands for projects where one role has to be told: it gives nothing by itself. */
export function roleOfMemberships(memberships: readonly ProjectMembership[]): ProjectRole {
  return memberships.some(({ role }) => role === "editor") ? "editor" : "viewer";
}

/** Makes somebody a member of some projects alone, or of the whole tenant. */
export async function writeMemberships(
  transaction: TenantTransaction,
  { tenantId, accountId }: { readonly tenantId: string; readonly accountId: string },
  memberships: readonly ProjectMembership[] | undefined,
): Promise<void> {
  await transaction.deleteFrom("project_roles").where("account_id", "=", accountId).execute();
  await transaction
    .updateTable("accounts")
    .set({ is_limited: memberships !== undefined, custom_role_id: null })
    .$if(memberships !== undefined, (query) => query.set({ role: roleOfMemberships(memberships ?? []) }))
    .where("account_id", "=", accountId)
    .execute();
  if (memberships === undefined || memberships.length === 0) return;
  const rows = memberships.map(({ projectId, role, customRole }) => ({
    tenant_id: tenantId,
    account_id: accountId,
    project_id: projectId,
    role,
    custom_role_id: customRole ?? null,
  }));
  await transaction.insertInto("project_roles").values(rows).execute();
}
