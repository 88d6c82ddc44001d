import { stat } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "sekisho";
import type { AuditVerification } from "../contract/audit.ts";
import { type DataPlace, findPlatformDirectory } from "../data-directory.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { startEmbeddedServer } from "../store/embedded/embedded-server.ts";
import { databaseName } from "../store/open-store.ts";
import { verifyStoredTrail } from "./read-trail.ts";

/** Whose audit trail is proved. */
export interface VerifyAuditOptions extends DataPlace {
  /** Name of a tenant; every tenant when left out. */
  readonly tenant?: string | undefined;
}

/** What was found of one tenant. */
export interface VerifiedTenant extends AuditVerification {
  readonly tenant: string;
}

/**
 * Proves the audit trails of a platform, whether it runs or not. Nothing is written.
 *
 * @throws {SekishoError} `usage` when there is no platform, or no tenant of that name; `store-unusable`.
 */
export async function verifyAuditTrails(options: VerifyAuditOptions): Promise<readonly VerifiedTenant[]> {
  const { DATABASE_URL: url = "", SEKISHO_WORKER_DATABASE_URL: workerUrl } = options.environment;
  if (url !== "") {
    const connection = workerUrl === undefined ? { url, role: "sekisho_worker" } : { url: workerUrl };
    return await verifyTenants(openDatabase(connection, 1), options.tenant);
  }
  const directory = findPlatformDirectory(options);
  if (!(await exists(join(directory, "postgres")))) {
    throw new SekishoError("usage", {
      en: `there is no platform in ${directory}`,
      ja: `${directory} にプラットフォームのデータがありません。`,
    });
  }
  const server = await startEmbeddedServer({ directory });
  try {
    return await verifyTenants(openDatabase({ url: server.urlOf("worker", databaseName) }, 1), options.tenant);
  } finally {
    if (!server.wasRunning) await server.stop();
  }
}

async function verifyTenants(database: Database, wanted: string | undefined): Promise<readonly VerifiedTenant[]> {
  try {
    const tenants = await database.queries
      .selectFrom("tenants")
      .select(["tenant_id", "name"])
      .$if(wanted !== undefined, (query) => query.where("name", "=", wanted ?? ""))
      .orderBy("name")
      .execute();
    if (tenants.length === 0 && wanted !== undefined) {
      throw new SekishoError("usage", {
        en: `there is no tenant ${JSON.stringify(wanted)}`,
        ja: `テナント ${JSON.stringify(wanted)} はありません。`,
      });
    }
    const verified: VerifiedTenant[] = [];
    for (const { tenant_id: tenantId, name } of tenants) {
      verified.push({ tenant: name, ...(await verifyStoredTrail(database, tenantId)) });
    }
    return verified;
  } finally {
    await database.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
