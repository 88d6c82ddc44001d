import { z } from "zod";
import { id } from "../contract/values.ts";
import { type Filter, parseFilter } from "../identity/scim/filter/parse-filter.ts";
import type { ScimPlace, ScimResource, ScimWindow } from "../identity/scim/resources.ts";
import { ScimError } from "../identity/scim/scim-error.ts";
import { getProvider } from "../identity/sign-on/providers.ts";
import type { TenantTransaction } from "../store/database.ts";
import { headerOf } from "./browser.ts";
import type { RawRequest, RouteAnswer, RouteContext } from "./route.ts";
import type { ScimBody } from "./scim-dialect.ts";

const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const mostResources = 200;
const usualResources = 100;

/** What stands in the address of a provider's resources. */
export const scimParameters = z.object({ provider: id });
/** The same with the resource. */
export const scimResourceParameters = z.object({ provider: id, resource: id });
/** What clients ask beside; what a route does not know is passed over, as the standard says. */
export const scimQuery = z.looseObject({
  filter: z.string().optional(),
  startIndex: z.coerce.number().int().optional(),
  count: z.coerce.number().int().optional(),
  attributes: z.string().max(2000).optional(),
  excludedAttributes: z.string().max(2000).optional(),
});
/** Any JSON: what is wrong with it is said in the words of the standard. */
export const scimBody = z.record(z.string(), z.unknown());

/** What clients ask beside. */
export type ScimQuery = z.infer<typeof scimQuery>;

/** Gives where the resources of a request are; another tenant's provider is none. */
export async function placeOf(
  { principal: { tenantId }, request, services }: RouteContext<unknown>,
  transaction: TenantTransaction,
  providerId: string,
): Promise<ScimPlace> {
  const provider = await getProvider(transaction, providerId);
  const origin = services.settings.publicUrl ?? `http://${headerOf(request, "host") ?? "localhost"}`;
  return { tenantId, providerId: provider.id, base: new URL(`/scim/v2/${provider.id}`, origin).href };
}

/** Reads which part of a list is asked for: what is too small is the least, what is too large the most. */
export function windowOf({ startIndex = 1, count = usualResources }: ScimQuery): ScimWindow {
  return { startIndex: Math.max(1, startIndex), count: Math.min(mostResources, Math.max(0, count)) };
}

/** Reads the filter of a list. @throws {ScimError} 400 `invalidFilter` */
export function filterOf({ filter }: ScimQuery): Filter | undefined {
  return filter === undefined ? undefined : parseFilter(filter);
}

/** Tells whether an attribute is asked for. */
export function isAsked({ attributes, excludedAttributes }: ScimQuery, name: string): boolean {
  if (attributes !== undefined) return namesOf(attributes).has(name.toLowerCase());
  return excludedAttributes === undefined || !namesOf(excludedAttributes).has(name.toLowerCase());
}

/** Answers a list. */
export function answerList(
  query: ScimQuery,
  { total, resources }: { readonly total: number; readonly resources: readonly ScimResource[] },
): RouteAnswer<ScimBody> {
  const { startIndex } = windowOf(query);
  const Resources = resources.map((resource) => project(resource, query));
  const body = { schemas: [listSchema], totalResults: total, startIndex, itemsPerPage: Resources.length, Resources };
  return { headers: { "cache-control": "no-store" }, body };
}

/** Answers a resource with its entity tag. */
export function answerResource(
  resource: ScimResource,
  { status, query = {} }: { readonly status: 200 | 201; readonly query?: ScimQuery },
): RouteAnswer<ScimBody> {
  const { version, location } = resource.meta;
  const headers = { etag: version, "content-location": location, "cache-control": "no-store" };
  const made = status === 201 ? { location } : {};
  return { status, headers: { ...headers, ...made }, body: project(resource, query) };
}

/** Tells whether the client has the resource as it is (`If-None-Match`). */
export function isKnown(request: RawRequest, { meta: { version } }: ScimResource): boolean {
  return tagsOf(headerOf(request, "if-none-match")).some((tag) => tag === "*" || isSame(tag, version));
}

/**
 * Refuses a change of a resource that is another than the client has seen (`If-Match`).
 *
 * @throws {ScimError} 412
 */
export function refuseChanged(request: RawRequest, { meta: { version } }: ScimResource): void {
  const tags = tagsOf(headerOf(request, "if-match"));
  if (tags.length === 0 || tags.some((tag) => tag === "*" || isSame(tag, version))) return;
  const text = {
    en: `the resource was changed: it is ${version} by now`,
    ja: `リソースは変更されています。現在のバージョンは ${version} です。`,
  };
  throw new ScimError(412, text);
}

/** Which attributes are asked for: ids and schemas always are. */
function project(resource: ScimResource, query: ScimQuery): ScimBody {
  const always = new Set(["id", "schemas", "meta"]);
  return Object.fromEntries(Object.entries(resource).filter(([name]) => always.has(name) || isAsked(query, name)));
}

function namesOf(list: string): ReadonlySet<string> {
  // `name.givenName` asks for the whole name.
  return new Set(list.split(",").map((name) => name.trim().toLowerCase().split(".", 1)[0] ?? ""));
}

function tagsOf(header: string | undefined): readonly string[] {
  return (header ?? "").split(",").flatMap((tag) => (tag.trim() === "" ? [] : [tag.trim()]));
}

function isSame(left: string, right: string): boolean {
  return left.replace(/^W\//, "") === right.replace(/^W\//, "");
}
