import { z } from "zod";
import { type GroupChange, readGroup, readGroupPatch } from "../identity/scim/group-attributes.ts";
import { changeGroup, createGroup, deleteGroup, getGroup, listGroups, lockGroup } from "../identity/scim/groups.ts";
import { readPatch } from "../identity/scim/read-patch.ts";
import { writeGroup } from "../identity/scim/resources.ts";
import { defineRoute, type Route, type RouteAnswer, type RouteContext } from "./route.ts";
import { type ScimBody, scimDialect } from "./scim-dialect.ts";
import {
  answerList,
  answerResource,
  filterOf,
  isAsked,
  isKnown,
  placeOf,
  refuseChanged,
  scimBody,
  scimParameters,
  scimQuery,
  scimResourceParameters,
  windowOf,
} from "./scim-request.ts";

const one = "/scim/v2/:provider/Groups/:resource";
const permission = "members:provision";

/** Groups as a provider writes them (RFC 7644); what they give stands in the provider's rules. */
export const scimGroupRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/scim/v2/:provider/Groups",
    summary: "SCIM: lists groups that a filter chooses.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimParameters, query: scimQuery },
    answer: scimBody,
    handle: async (context) => {
      const { query, parameters } = context.input;
      const asked = { ...windowOf(query), filter: filterOf(query), withMembers: isAsked(query, "members") };
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const { rows, total } = await listGroups(transaction, place, asked);
        return answerList(query, { total, resources: rows.map((row) => writeGroup(place, row)) });
      });
    },
  }),
  defineRoute({
    method: "POST",
    path: "/scim/v2/:provider/Groups",
    summary: "SCIM: makes a group with its members.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => {
      const { body, parameters } = context.input;
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const row = await createGroup(transaction, { place, principal: context.principal }, readGroup(body));
        return answerResource(writeGroup(place, row), { status: 201 });
      });
    },
  }),
  defineRoute({
    method: "GET",
    path: one,
    summary: "SCIM: gives a group.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, query: scimQuery },
    answer: scimBody,
    handle: async (context) => {
      const { query, parameters } = context.input;
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const asked = { id: parameters.resource, withMembers: isAsked(query, "members") };
        const group = writeGroup(place, await getGroup(transaction, place, asked));
        if (isKnown(context.request, group)) return { status: 304, headers: { etag: group.meta.version }, body: {} };
        return answerResource(group, { status: 200, query });
      });
    },
  }),
  defineRoute({
    method: "PUT",
    path: one,
    summary: "SCIM: replaces a group and its members.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => await change(context, readGroup(context.input.body)),
  }),
  defineRoute({
    method: "PATCH",
    path: one,
    summary: "SCIM: changes a group, or who is in it.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => {
      const { body, parameters } = context.input;
      return await change(context, readGroupPatch(parameters.resource, readPatch(body)));
    },
  }),
  defineRoute({
    method: "DELETE",
    path: one,
    summary: "SCIM: takes a group away, with what it gave.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters },
    answer: z.undefined(),
    handle: async (context) => {
      const { provider, resource } = context.input.parameters;
      await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, provider);
        await lockGroup(transaction, resource);
        const before = await getGroup(transaction, place, { id: resource, withMembers: false });
        refuseChanged(context.request, writeGroup(place, before));
        await deleteGroup(transaction, { place, principal: context.principal }, before);
      });
      return { status: 204, body: undefined };
    },
  }),
];

type OneGroup = RouteContext<{ readonly parameters: z.infer<typeof scimResourceParameters> }>;

async function change(context: OneGroup, wanted: GroupChange): Promise<RouteAnswer<ScimBody>> {
  const { provider, resource } = context.input.parameters;
  return await context.inTenant(async (transaction) => {
    const place = await placeOf(context, transaction, provider);
    await lockGroup(transaction, resource);
    const before = await getGroup(transaction, place, { id: resource, withMembers: false });
    refuseChanged(context.request, writeGroup(place, before));
    await changeGroup(transaction, { place, principal: context.principal }, { before, change: wanted });
    const after = await getGroup(transaction, place, { id: resource, withMembers: true });
    return answerResource(writeGroup(place, after), { status: 200 });
  });
}
