import { z } from "zod";
import {
  customRole,
  customRoleChange,
  customRoleList,
  memberCustomRole,
  newCustomRole,
} from "../contract/custom-role.ts";
import { member } from "../contract/member.ts";
import { id } from "../contract/values.ts";
import { changeCustomRole, deleteCustomRole, makeCustomRole, readCustomRoles } from "../identity/custom-roles.ts";
import { giveCustomRole } from "./members.ts";
import { defineProvedRoute } from "./proved-route.ts";
import { defineRoute, type Route } from "./route.ts";

const roleParameters = z.object({ role: id });

/** Roles that the tenant makes of permissions. */
export const customRoleRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/roles",
    summary: "Lists the roles that the tenant made.",
    permission: "projects:read",
    input: {},
    answer: customRoleList,
    handle: async ({ inTenant }) => ({
      body: { roles: await inTenant((transaction) => readCustomRoles(transaction)) },
    }),
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/roles",
    summary: "Makes a role of permissions that its maker has.",
    permission: "accounts:manage",
    input: { body: newCustomRole },
    answer: customRole,
    handle: async ({ input, account, inTenant }) => ({
      status: 201,
      body: await inTenant((transaction) => makeCustomRole(transaction, account, input.body)),
    }),
  }),
  defineProvedRoute({
    method: "PATCH",
    path: "/api/v1/roles/:role",
    summary: "Changes a role; whoever has it may do so at once.",
    permission: "accounts:manage",
    input: { parameters: roleParameters, body: customRoleChange },
    answer: customRole,
    handle: async ({ input, account, inTenant }) => {
      const { title, permissions } = input.body;
      const change = {
        roleId: input.parameters.role,
        ...(title === undefined ? {} : { title }),
        ...(permissions === undefined ? {} : { permissions }),
      };
      return { body: await inTenant((transaction) => changeCustomRole(transaction, account, change)) };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/roles/:role",
    summary: "Deletes a role that nobody has.",
    permission: "accounts:manage",
    input: { parameters: roleParameters },
    answer: z.undefined(),
    handle: async ({ input, account, inTenant }) => {
      await inTenant((transaction) => deleteCustomRole(transaction, account, input.parameters.role));
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/members/:account/custom-role",
    summary: "Gives somebody a role that the tenant made, in the whole tenant.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }), body: memberCustomRole },
    answer: member,
    handle: async ({ input, principal, inTenant }) => {
      const given = { accountId: input.parameters.account, roleId: input.body.role };
      return { body: await inTenant((transaction) => giveCustomRole(transaction, principal, given)) };
    },
  }),
];
