import type { Generated } from "kysely";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

/** What a tenant takes along. */
export interface TenantExportsTable extends TenantTable {
  export_id: string;
  state: Generated<string>;
  requested_by: string;
  created_at: MomentByDefault;
  rows_written: Generated<number>;
  blobs_written: Generated<number>;
  blob_digest: string | null;
  size_bytes: number | null;
  expires_at: Moment | null;
  token_hash: Buffer | null;
  token_expires_at: Moment | null;
}

/** Tenants that are to go. */
export interface TenantDeletionsTable extends TenantTable {
  requested_by: string;
  requested_at: MomentByDefault;
  due_at: Moment;
  receipt_hash: Buffer;
}

/** Tenants that are gone. */
export interface DeletionCertificatesTable extends TenantTable {
  certificate: Json;
  receipt_hash: Buffer;
  made_at: MomentByDefault;
}
