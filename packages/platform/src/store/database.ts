import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import type pg from "pg";
import { type ConnectionSettings, createPool } from "./connection.ts";
import type { Tables } from "./tables.ts";

/** A transaction that sees and writes the rows of one tenant alone. */
export type TenantTransaction = Transaction<Tables>;

/** Whose rows a transaction is about. */
export interface TenantAccess {
  readonly tenantId: string;
  /** Nothing of other projects is seen; left out for all projects. */
  readonly projectIds?: readonly string[] | undefined;
}

/** The database as one role sees it. */
export interface Database {
  /** For COPY and other statements that are written by hand; see `withTenantClient`. */
  readonly pool: pg.Pool;
  /** Sees no tenant's rows: for tables that belong to nobody. */
  readonly queries: Kysely<Tables>;
  /** Runs work in one transaction as a tenant; what it throws undoes everything. */
  inTenant<Result>(access: TenantAccess, work: (transaction: TenantTransaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** No request may keep the database busy for longer; imports may. */
const requestTimeoutMs = 30_000;

/** Opens the database as requests use it: what takes too long is broken off. */
export function openApplicationDatabase(settings: ConnectionSettings, maxConnections: number): Database {
  return openDatabase({ ...settings, statementTimeoutMs: requestTimeoutMs }, maxConnections);
}

/** Opens the database as one role. Nothing is connected before the first query. */
export function openDatabase(settings: ConnectionSettings, maxConnections: number): Database {
  const pool = createPool(settings, maxConnections);
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    queries,
    inTenant: ({ tenantId, projectIds }, work) =>
      queries.transaction().execute(async (transaction) => {
        const projects = projectIds === undefined ? "" : `{${projectIds.join(",")}}`;
        await sql`SELECT set_config('sekisho.tenant', ${tenantId}, true), set_config('sekisho.project', ${projects}, true)`.execute(
          transaction,
        );
        return await work(transaction);
      }),
    close: () => queries.destroy(),
  };
}

/** Runs statements that are written by hand in one transaction as a tenant. */
export async function withTenantClient<Result>(
  { pool }: Database,
  tenantId: string,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('sekisho.tenant', $1, true)", [tenantId]);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    isBroken = !(await rollBack(client));
    throw error;
  } finally {
    // A connection that could not be rolled back is not used again.
    client.release(isBroken);
  }
}

async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("ROLLBACK");
    return true;
  } catch {
    // The connection is gone, and its transaction with it; the first error is the one to tell.
    return false;
  }
}
