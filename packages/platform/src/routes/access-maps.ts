import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { accessMap, accessMapList, accessMapName, accessMapSummary, wholeAccessMap } from "../contract/access-map.ts";
import { recordAudit } from "../identity/audit.ts";
import { decodeUpload } from "../ingest/decode-upload.ts";
import type { TenantTransaction } from "../store/database.ts";
import { describeProblems } from "./describe-problems.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, isByteStream, type Route } from "./route.ts";

/** A project has so many at most: whoever names each build anew would fill the database. */
const maxMaps = 200;
const maxBytes = 64 * 1024 * 1024;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

type MapName = z.output<typeof accessMapName>;

/** Who may connect to whom and who may do what, by the manifests of projects. */
export const accessMapRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/access-maps",
    summary: "Lists the maps of connections and permissions.",
    permission: "assets:read",
    input: {},
    answer: accessMapList,
    handle: async ({ inTenant }) => ({
      body: { maps: await inTenant((transaction) => summaries(transaction).limit(10_000).execute()) },
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/access-maps/map",
    summary: "Gives a map: who may connect to whom, and who may do what.",
    permission: "assets:read",
    input: { query: accessMapName },
    answer: wholeAccessMap,
    handle: async ({ input, inTenant }) => {
      const { content, ...summary } = await inTenant((transaction) => getMap(transaction, input.query));
      const map: unknown = JSON.parse((await unpack(content)).toString());
      return { body: { ...summary, map: accessMap.parse(map) } };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/access-maps",
    summary: "Keeps a map in the place of the one before.",
    permission: "reports:upload",
    input: { query: accessMapName },
    takesStream: true,
    answer: accessMapSummary,
    handle: async ({ input, principal, request, inTenant }) => {
      const encoding = request.headers["content-encoding"];
      const map = await readMap(request.body, typeof encoding === "string" ? encoding : undefined);
      const content = await pack(JSON.stringify(map));
      const { project, name } = input.query;
      const { tenantId } = principal;
      const body = await inTenant(async (transaction) => {
        const projectId = await getProjectId(transaction, project);
        await refuseTooMany(transaction, { projectId, name });
        const counts = { workloads: map.workloads, connections: map.connections.length, subjects: map.subjects.length };
        const before = await named(summaries(transaction), input.query).executeTakeFirst();
        const row = { content, ...counts, is_whole: map.isWhole, received_at: new Date().toISOString() };
        await transaction
          .insertInto("access_maps")
          .values({ tenant_id: tenantId, project_id: projectId, name, ...row })
          .onConflict((conflict) => conflict.columns(["tenant_id", "project_id", "name"]).doUpdateSet(row))
          .execute();
        const after = await named(summaries(transaction), input.query).executeTakeFirstOrThrow();
        const event = { action: "access-map.keep", subject: name, details: { project, ...counts }, before, after };
        await recordAudit(transaction, tenantId, principal, event);
        return after;
      });
      return { body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/access-maps",
    summary: "Deletes a map.",
    permission: "projects:manage",
    input: { query: accessMapName },
    answer: z.null(),
    handle: async ({ input, principal, inTenant }) => {
      const { project, name } = input.query;
      await inTenant(async (transaction) => {
        const projectId = await getProjectId(transaction, project);
        const before = await named(summaries(transaction), input.query).executeTakeFirst();
        const { numDeletedRows } = await transaction
          .deleteFrom("access_maps")
          .where("project_id", "=", projectId)
          .where("name", "=", name)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw notFound(input.query);
        const event = { action: "access-map.delete", subject: name, details: { project }, before };
        await recordAudit(transaction, principal.tenantId, principal, event);
      });
      return { status: 204, body: null };
    },
  }),
];

function summaries(transaction: TenantTransaction) {
  return transaction
    .selectFrom("access_maps")
    .innerJoin("projects", (join) =>
      join
        .onRef("projects.tenant_id", "=", "access_maps.tenant_id")
        .onRef("projects.project_id", "=", "access_maps.project_id"),
    )
    .select(["projects.name as project", "access_maps.name", "workloads", "connections", "subjects"])
    .select(["is_whole as isWhole", "received_at as receivedAt"])
    .orderBy("projects.name")
    .orderBy("access_maps.name");
}

function named(query: ReturnType<typeof summaries>, { project, name }: MapName) {
  return query.where("projects.name", "=", project).where("access_maps.name", "=", name);
}

async function getMap(transaction: TenantTransaction, { project, name }: MapName) {
  const found = await named(summaries(transaction), { project, name }).select("content").executeTakeFirst();
  if (found === undefined) throw notFound({ project, name });
  return found;
}

async function readMap(body: unknown, encoding: string | undefined): Promise<z.output<typeof accessMap>> {
  const text = isByteStream(body) ? await readText(body, encoding) : "";
  const read = accessMap.safeParse(parse(text));
  if (read.success) return read.data;
  const what = describeProblems(read.error.issues);
  throw new SekishoError("request-invalid", {
    en: `the map is wrong: ${what}`,
    ja: `アクセスマップの内容が正しくありません: ${what}`,
  });
}

async function readText(body: Readable, encoding: string | undefined): Promise<string> {
  return (await buffer(decodeUpload(body, encoding, { maxBytes }))).toString();
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

async function refuseTooMany(
  transaction: TenantTransaction,
  { projectId, name }: { readonly projectId: string; readonly name: string },
): Promise<void> {
  const { count } = await transaction
    .selectFrom("access_maps")
    .select((query) => query.fn.countAll<number>().as("count"))
    .where("project_id", "=", projectId)
    .where("name", "<>", name)
    .executeTakeFirstOrThrow();
  if (count < maxMaps) return;
  throw new SekishoError("request-invalid", {
    en: `the project has ${maxMaps} maps already: delete one, or send it under a name that is there`,
    ja: `このプロジェクトのアクセスマップは上限の ${maxMaps} 件に達しています。不要なものを削除するか、既存の名前で送信してください。`,
  });
}

function notFound({ project, name }: MapName): SekishoError {
  return new SekishoError("record-not-found", {
    en: `project ${project} has no map ${name}`,
    ja: `プロジェクト ${project} にアクセスマップ ${name} はありません。`,
  });
}
