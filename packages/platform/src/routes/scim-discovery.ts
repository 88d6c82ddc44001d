import { z } from "zod";
import { id } from "../contract/values.ts";
import { describeSchemas, describeService, describeTypes } from "../identity/scim/discovery.ts";
import { noResource } from "../identity/scim/scim-error.ts";
import { defineRoute, type Route, type RouteAnswer, type RouteContext } from "./route.ts";
import { type ScimBody, scimDialect } from "./scim-dialect.ts";
import { placeOf, scimBody, scimParameters } from "./scim-request.ts";

const permission = "members:provision";
const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const oneDescription = z.object({ provider: id, name: z.string().max(200) });

/** What clients of SCIM ask before they write anything (RFC 7644, 4). */
export const scimDiscoveryRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/scim/v2/:provider/ServiceProviderConfig",
    summary: "SCIM: says what of the standard is spoken.",
    permission,
    dialect: scimDialect,
    input: { parameters: scimParameters },
    answer: scimBody,
    handle: async (context) => ({ body: { ...describeService(await baseOf(context)) } }),
  }),
  ...describing("ResourceTypes", describeTypes),
  ...describing("Schemas", describeSchemas),
];

function describing(name: string, describe: (base: string) => readonly ScimBody[]): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      path: `/scim/v2/:provider/${name}`,
      summary: `SCIM: lists the ${name}.`,
      permission,
      dialect: scimDialect,
      input: { parameters: scimParameters },
      answer: scimBody,
      handle: async (context) => answerAll(describe(await baseOf(context))),
    }),
    defineRoute({
      method: "GET",
      path: `/scim/v2/:provider/${name}/:name`,
      summary: `SCIM: gives one of the ${name}.`,
      permission,
      dialect: scimDialect,
      input: { parameters: oneDescription },
      answer: scimBody,
      handle: async (context) => {
        const { name: wanted } = context.input.parameters;
        const found = describe(await baseOf(context)).find((one) => one["id"] === wanted);
        if (found === undefined) throw noResource(wanted);
        return { body: { ...found } };
      },
    }),
  ];
}

function answerAll(resources: readonly ScimBody[]): RouteAnswer<ScimBody> {
  const totalResults = resources.length;
  const body = { schemas: [listSchema], totalResults, startIndex: 1, itemsPerPage: totalResults, Resources: resources };
  return { body };
}

async function baseOf(context: RouteContext<{ readonly parameters: { readonly provider: string } }>): Promise<string> {
  const { provider } = context.input.parameters;
  return await context.inTenant(async (transaction) => (await placeOf(context, transaction, provider)).base);
}
