import type { ColumnType } from "kysely";

/** RFC 3339 in UTC where the database has a moment. */
export type Moment = string;
/** A moment that the database fills in. */
export type MomentByDefault = ColumnType<Moment, Moment | undefined, Moment>;
/** JSON: read as a value, written as text. */
export type Json = ColumnType<unknown, string, string>;
/** JSON that the database fills in. */
export type JsonByDefault = ColumnType<unknown, string | undefined, string>;

/** Every table of tenants' rows. */
export interface TenantTable {
  tenant_id: string;
}
