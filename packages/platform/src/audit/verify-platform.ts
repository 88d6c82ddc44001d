import { SekishoError } from "sekisho";
import type { AuditVerification } from "../contract/audit.ts";
import { type DataPlace, findPlatformDirectory } from "../data-directory.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { withEmbeddedServer } from "../store/embedded/with-embedded-server.ts";
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
  return await withEmbeddedServer(findPlatformDirectory(options), (server) =>
    verifyTenants(openDatabase({ url: server.urlOf("worker", databaseName) }, 1), options.tenant),
  );
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
