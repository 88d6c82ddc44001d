import { z } from "zod";
import { patchUser } from "../identity/scim/patch-user.ts";
import { readPatch } from "../identity/scim/read-patch.ts";
import { getUser, listUsers } from "../identity/scim/read-users.ts";
import { type UserRow, writeUser } from "../identity/scim/resources.ts";
import { readUser, type UserAttributes } from "../identity/scim/user-attributes.ts";
import { attributesOfRow, createUser, deleteUser, lockUser, replaceUser } from "../identity/scim/write-users.ts";
import { defineRoute, type Route, type RouteAnswer, type RouteContext } from "./route.ts";
import { type ScimBody, scimDialect } from "./scim-dialect.ts";
import {
  answerList,
  answerResource,
  filterOf,
  isKnown,
  placeOf,
  refuseChanged,
  scimBody,
  scimParameters,
  scimQuery,
  scimResourceParameters,
  windowOf,
} from "./scim-request.ts";

const one = "/scim/v2/:provider/Users/:resource";
const permission = "members:provision";

/** Members as a provider writes them (RFC 7644). */
export const scimUserRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/scim/v2/:provider/Users",
    summary: "SCIM: lists members that a filter chooses.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimParameters, query: scimQuery },
    answer: scimBody,
    handle: async (context) => {
      const { query, parameters } = context.input;
      const asked = { ...windowOf(query), filter: filterOf(query) };
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const { rows, total } = await listUsers(transaction, place, asked);
        return answerList(query, { total, resources: rows.map((row) => writeUser(place, row)) });
      });
    },
  }),
  defineRoute({
    method: "POST",
    path: "/scim/v2/:provider/Users",
    summary: "SCIM: makes a member.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => {
      const { body, parameters } = context.input;
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const row = await createUser(transaction, { place, principal: context.principal }, readUser(body));
        return answerResource(writeUser(place, row), { status: 201 });
      });
    },
  }),
  defineRoute({
    method: "GET",
    path: one,
    summary: "SCIM: gives a member.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, query: scimQuery },
    answer: scimBody,
    handle: async (context) => {
      const { query, parameters } = context.input;
      return await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, parameters.provider);
        const user = writeUser(place, await getUser(transaction, place, parameters.resource));
        if (isKnown(context.request, user)) return { status: 304, headers: { etag: user.meta.version }, body: {} };
        return answerResource(user, { status: 200, query });
      });
    },
  }),
  defineRoute({
    method: "PUT",
    path: one,
    summary: "SCIM: replaces what a provider says of a member.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => await change(context, () => readUser(context.input.body)),
  }),
  defineRoute({
    method: "PATCH",
    path: one,
    summary: "SCIM: changes some of what a provider says of a member.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters, body: scimBody },
    answer: scimBody,
    handle: async (context) => {
      const changes = readPatch(context.input.body);
      return await change(context, (before) => patchUser(before.id, attributesOfRow(before), changes));
    },
  }),
  defineRoute({
    method: "DELETE",
    path: one,
    summary: "SCIM: takes a member away; the account stays, shut, for what it did.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimResourceParameters },
    answer: z.undefined(),
    handle: async (context) => {
      const { provider, resource } = context.input.parameters;
      await context.inTenant(async (transaction) => {
        const place = await placeOf(context, transaction, provider);
        await lockUser(transaction, resource);
        const before = await getUser(transaction, place, resource);
        refuseChanged(context.request, writeUser(place, before));
        await deleteUser(transaction, { place, principal: context.principal }, before);
      });
      return { status: 204, body: undefined };
    },
  }),
];

type OneUser = RouteContext<{ readonly parameters: z.infer<typeof scimResourceParameters> }>;

async function change(context: OneUser, wish: (before: UserRow) => UserAttributes): Promise<RouteAnswer<ScimBody>> {
  const { provider, resource } = context.input.parameters;
  return await context.inTenant(async (transaction) => {
    const place = await placeOf(context, transaction, provider);
    await lockUser(transaction, resource);
    const before = await getUser(transaction, place, resource);
    refuseChanged(context.request, writeUser(place, before));
    const writer = { place, principal: context.principal };
    const after = await replaceUser(transaction, writer, { before, wanted: wish(before) });
    return answerResource(writeUser(place, after), { status: 200 });
  });
}
