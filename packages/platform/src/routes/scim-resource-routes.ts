import { z } from "zod";
import type { Filter } from "../identity/scim/filter/parse-filter.ts";
import { type Change, readPatch } from "../identity/scim/read-patch.ts";
import type { ScimPlace, ScimResource, ScimWindow } from "../identity/scim/resources.ts";
import type { ScimWriter } from "../identity/scim/write-users.ts";
import type { TenantTransaction } from "../store/database.ts";
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

const permission = "members:provision";

/** Which resource is meant, and whether its members are wanted: to list them all takes time. */
export interface ScimQuestion {
  readonly id: string;
  readonly withMembers: boolean;
}

/** Which part of a list is meant. */
export interface ScimListQuestion extends ScimWindow {
  readonly filter: Filter | undefined;
  readonly withMembers: boolean;
}

/** One kind of resource: how its rows are found, changed and written. `Wish` is what a client wants of a row. */
export interface ScimResourceKind<Row extends { readonly id: string }, Wish> {
  readonly endpoint: "Groups" | "Users";
  /** One line of the documentation for each route. */
  readonly summaries: Readonly<Record<"list" | "make" | "give" | "replace" | "change" | "remove", string>>;
  list(
    transaction: TenantTransaction,
    place: ScimPlace,
    question: ScimListQuestion,
  ): Promise<{ readonly rows: readonly Row[]; readonly total: number }>;
  find(transaction: TenantTransaction, place: ScimPlace, question: ScimQuestion): Promise<Row>;
  /** Lets nobody else change the resource until the transaction ends. */
  lock(transaction: TenantTransaction, id: string): Promise<void>;
  readWhole(body: ScimBody): Wish;
  readChanges(before: Row, changes: readonly Change[]): Wish;
  make(transaction: TenantTransaction, writer: ScimWriter, body: ScimBody): Promise<Row>;
  change(transaction: TenantTransaction, writer: ScimWriter, wanted: { before: Row; wish: Wish }): Promise<Row>;
  remove(transaction: TenantTransaction, writer: ScimWriter, row: Row): Promise<void>;
  write(place: ScimPlace, row: Row): ScimResource;
}

type OneResource = RouteContext<{ readonly parameters: z.infer<typeof scimResourceParameters> }>;

/** Gives the routes of a kind of resource. Source: RFC 7644, section 3. */
export function scimResourceRoutes<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
): readonly Route[] {
  const all = `/scim/v2/:provider/${kind.endpoint}`;
  const one = `${all}/:resource`;
  return [...collectionRoutes(kind, all), ...readingRoutes(kind, one), ...changingRoutes(kind, one)];
}

function collectionRoutes<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
  path: string,
): readonly Route[] {
  const common = { path, permission, dialect: scimDialect, answer: scimBody } as const;
  return [
    defineRoute({
      ...common,
      method: "GET",
      summary: kind.summaries.list,
      input: { parameters: scimParameters, query: scimQuery },
      handle: async (context) => {
        const { query, parameters } = context.input;
        const asked = { ...windowOf(query), filter: filterOf(query), withMembers: isAsked(query, "members") };
        return await context.inTenant(async (transaction) => {
          const place = await placeOf(context, transaction, parameters.provider);
          const { rows, total } = await kind.list(transaction, place, asked);
          return answerList(query, { total, resources: rows.map((row) => kind.write(place, row)) });
        });
      },
    }),
    defineRoute({
      ...common,
      method: "POST",
      summary: kind.summaries.make,
      input: { parameters: scimParameters, body: scimBody },
      handle: async (context) => {
        const { body, parameters } = context.input;
        return await context.inTenant(async (transaction) => {
          const place = await placeOf(context, transaction, parameters.provider);
          const row = await kind.make(transaction, { place, principal: context.principal }, body);
          return answerResource(kind.write(place, row), { status: 201 });
        });
      },
    }),
  ];
}

function readingRoutes<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
  path: string,
): readonly Route[] {
  const common = { path, permission, dialect: scimDialect } as const;
  return [
    defineRoute({
      ...common,
      method: "GET",
      summary: kind.summaries.give,
      input: { parameters: scimResourceParameters, query: scimQuery },
      answer: scimBody,
      handle: async (context) => {
        const { query, parameters } = context.input;
        return await context.inTenant(async (transaction) => {
          const place = await placeOf(context, transaction, parameters.provider);
          const asked = { id: parameters.resource, withMembers: isAsked(query, "members") };
          const resource = kind.write(place, await kind.find(transaction, place, asked));
          const { version } = resource.meta;
          if (isKnown(context.request, resource)) return { status: 304, headers: { etag: version }, body: {} };
          return answerResource(resource, { status: 200, query });
        });
      },
    }),
  ];
}

function changingRoutes<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
  path: string,
): readonly Route[] {
  const common = { path, permission, dialect: scimDialect } as const;
  return [
    defineRoute({
      ...common,
      method: "PUT",
      summary: kind.summaries.replace,
      input: { parameters: scimResourceParameters, body: scimBody },
      answer: scimBody,
      handle: async (context) => {
        const wish = kind.readWhole(context.input.body);
        return await change(kind, context, () => wish);
      },
    }),
    defineRoute({
      ...common,
      method: "PATCH",
      summary: kind.summaries.change,
      input: { parameters: scimResourceParameters, body: scimBody },
      answer: scimBody,
      handle: async (context) => {
        const changes = readPatch(context.input.body);
        return await change(kind, context, (before) => kind.readChanges(before, changes));
      },
    }),
    defineRoute({
      ...common,
      method: "DELETE",
      summary: kind.summaries.remove,
      input: { parameters: scimResourceParameters },
      answer: z.undefined(),
      handle: async (context) => {
        await context.inTenant(async (transaction) => {
          const { before, writer } = await lockUnchanged(kind, context, transaction);
          await kind.remove(transaction, writer, before);
        });
        return { status: 204, body: undefined };
      },
    }),
  ];
}

async function change<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
  context: OneResource,
  wishOf: (before: Row) => Wish,
): Promise<RouteAnswer<ScimBody>> {
  return await context.inTenant(async (transaction) => {
    const { before, writer } = await lockUnchanged(kind, context, transaction);
    const after = await kind.change(transaction, writer, { before, wish: wishOf(before) });
    return answerResource(kind.write(writer.place, after), { status: 200 });
  });
}

/** @throws {ScimError} 412 where it is another than the client has seen. */
async function lockUnchanged<Row extends { readonly id: string }, Wish>(
  kind: ScimResourceKind<Row, Wish>,
  context: OneResource,
  transaction: TenantTransaction,
): Promise<{ readonly before: Row; readonly writer: ScimWriter }> {
  const { provider, resource } = context.input.parameters;
  const place = await placeOf(context, transaction, provider);
  await kind.lock(transaction, resource);
  const before = await kind.find(transaction, place, { id: resource, withMembers: false });
  refuseChanged(context.request, kind.write(place, before));
  return { before, writer: { place, principal: context.principal } };
}
