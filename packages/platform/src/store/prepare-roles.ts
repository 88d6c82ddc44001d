import pg from "pg";
import type { EmbeddedServer } from "./embedded/embedded-server.ts";

/** Roles that serve requests and work on reports; both obey row-level security. */
const servingRoles = ["sekisho_application", "sekisho_worker"] as const;

/** Makes the serving roles that are missing, and lets the schema's owner take them on. */
export async function prepareRoles(owner: pg.Client): Promise<void> {
  for (const role of servingRoles) {
    // Two servers may start at once: whoever comes second finds the role.
    await owner.query(`DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
        CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    // Since PostgreSQL 16 whoever makes a role is its administrator, and may take it on only when it is granted.
    const { rows } = await owner.query<{ can: boolean }>(
      `SELECT pg_has_role(current_user, $1,
        CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS can`,
      [role],
    );
    if (rows[0]?.can !== true) await owner.query(`GRANT ${role} TO CURRENT_USER`);
  }
  await owner.query(`DO $$ BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO sekisho_worker', current_database());
  END $$`);
}

/** Makes the roles with their passwords and the database of an embedded server, each once. */
export async function prepareEmbeddedDatabase(
  { adminUrl, passwords }: EmbeddedServer,
  database: string,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const role of ["owner", "application", "worker"] as const) {
      const name = `sekisho_${role}`;
      const { rowCount } = await admin.query("SELECT FROM pg_roles WHERE rolname = $1", [name]);
      if (rowCount === 0) await admin.query(`CREATE ROLE ${name} NOSUPERUSER NOBYPASSRLS`);
      await admin.query(`ALTER ROLE ${name} LOGIN PASSWORD ${admin.escapeLiteral(passwords[role])}`);
    }
    for (const role of servingRoles) await admin.query(`GRANT ${role} TO sekisho_owner`);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(database)} OWNER sekisho_owner`);
  } finally {
    await admin.end();
  }
}
