import type { Generated } from "kysely";
import type { Moment, MomentByDefault, TenantTable } from "./column-types.ts";

interface ScimUsersTable extends TenantTable {
  account_id: string;
  user_name: string;
  external_id: string | null;
  given_name: string | null;
  family_name: string | null;
  changed_at: MomentByDefault;
  deleted_at: Moment | null;
}

interface ScimGroupsTable extends TenantTable {
  group_id: string;
  provider_id: string;
  display_name: string;
  external_id: string | null;
  version: Generated<number>;
  created_at: MomentByDefault;
  changed_at: MomentByDefault;
}

interface ScimGroupMembersTable extends TenantTable {
  group_id: string;
  account_id: string;
}

/** Members and groups that a provider writes. */
export interface ScimTables {
  scim_users: ScimUsersTable;
  scim_groups: ScimGroupsTable;
  scim_group_members: ScimGroupMembersTable;
}
