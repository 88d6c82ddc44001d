/** One step of the schema. What a published step says is never changed; a later step changes what it made. */
export interface Migration {
  /** Steps run in the order of their numbers, each once. */
  readonly number: number;
  readonly name: string;
  /** Statements that run in one transaction as the owner of the schema. */
  readonly sql: string;
}

/** What a role may do with a table. */
export interface TableGrants {
  readonly application: string;
  readonly worker: string;
}

const everything = "SELECT, INSERT, UPDATE, DELETE";

/** For tables that both roles write. */
export const writtenByBoth: TableGrants = { application: everything, worker: everything };
/** For tables that only grow. */
export const appendedByBoth: TableGrants = { application: "SELECT, INSERT", worker: "SELECT, INSERT" };
/** For tables that imports write. */
export const writtenByWorker: TableGrants = { application: "SELECT", worker: everything };

/**
 * Writes the statements that shut a tenant's rows off from everybody else, the table's owner included, and give both
 * roles their rights. Without `SET LOCAL sekisho.tenant` nothing is seen and nothing can be written.
 */
export function protect(table: string, grants: TableGrants): string {
  const isOwn = "tenant_id = nullif(current_setting('sekisho.tenant', true), '')::uuid";
  return `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON ${table} USING (${isOwn}) WITH CHECK (${isOwn});
GRANT ${grants.application} ON ${table} TO sekisho_application;
GRANT ${grants.worker} ON ${table} TO sekisho_worker;
`;
}

/**
 * Writes the statement that narrows a table to some projects where the caller may see no more: an API key of a project, a
 * member of a few. Only requests are narrowed; workers import for every project.
 */
export function protectProject(table: string, column = "project_id"): string {
  const projects = "(SELECT nullif(current_setting('sekisho.project', true), '')::uuid[])";
  const isAllowed = `${projects} IS NULL OR ${column} = ANY (${projects}::uuid[])`;
  return `
CREATE POLICY project_scope ON ${table} AS RESTRICTIVE TO sekisho_application
  USING (${isAllowed}) WITH CHECK (${isAllowed});
`;
}
