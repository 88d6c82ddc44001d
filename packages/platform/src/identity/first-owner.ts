import { sql } from "kysely";
import type { Database } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { recordAudit } from "./audit.ts";
import { hashPassword, makePassword, type PasswordCost } from "./password.ts";
import { findTenant } from "./sign-in.ts";

/** The account that a new platform begins with. */
export interface FirstOwner {
  /** Name of the tenant that it owns: signing in asks for it. */
  readonly tenant: string;
  readonly email: string;
  /** Told this one time. */
  readonly password: string;
}

/** What is known of the first owner before. */
export interface FirstOwnerOptions {
  readonly password?: string | undefined;
  readonly tenantTitle?: string | undefined;
  readonly cost?: PasswordCost;
}

const tenantName = "default";
const ownerEmail = "owner@localhost";
const projectName = "default";

/**
 * Makes the first tenant with its owner and a project; `undefined` when the tenant is there.
 *
 * Two servers that start at once make one: the name of a tenant is unique.
 *
 * @param options A password is made up when left out.
 */
export async function makeFirstOwner(
  database: Database,
  { password = makePassword(), tenantTitle = "Default", cost }: FirstOwnerOptions = {},
): Promise<FirstOwner | undefined> {
  if ((await findTenant(database, tenantName)) !== undefined) return undefined;
  const hash = await hashPassword(password, cost);
  const tenantId = newId();
  const owned = { tenant_id: tenantId };
  const isMade = await database.inTenant({ tenantId }, async (transaction) => {
    const made = await sql`
      INSERT INTO tenants (tenant_id, name, title) VALUES (${tenantId}, ${tenantName}, ${tenantTitle})
      ON CONFLICT (name) DO NOTHING`.execute(transaction);
    if (made.numAffectedRows !== 1n) return false;
    await transaction
      .insertInto("accounts")
      .values({ ...owned, account_id: newId(), email: ownerEmail, name: "Owner", role: "owner", password_hash: hash })
      .execute();
    await transaction
      .insertInto("projects")
      .values({ ...owned, project_id: newId(), name: projectName, title: "Default" })
      .execute();
    const event = { action: "tenant.create", subject: tenantName };
    await recordAudit(transaction, tenantId, { kind: "platform" }, event);
    return true;
  });
  return isMade ? { tenant: tenantName, email: ownerEmail, password } : undefined;
}
