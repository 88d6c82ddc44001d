import { type Descriptor, parseManifest } from "../../formats/oci/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import { invalidDocument } from "../image-error.ts";
import { maxDocumentBytes } from "../resolve-image.ts";
import { readLimitedBody } from "./limited-body.ts";
import type { RegistryClient } from "./registry-client.ts";

const indexType = "application/vnd.oci.image.index.v1+json";
/** Pages of a list; a registry that has more is not asked further. */
const maxPages = 50;

/**
 * Gives the manifests that name a manifest as their subject: signatures, SBOMs, provenance; empty when there are none.
 *
 * Registries without the API for it keep the list under a tag made of the digest. Source: OCI distribution specification
 * 1.1, "Listing Referrers" and "Referrers Tag Schema". What is listed is a claim: who reads it verifies it.
 */
export async function listReferrers(
  client: RegistryClient,
  digest: string,
  artifactType?: string,
): Promise<readonly Descriptor[]> {
  const found = (await findByApi(client, digest, artifactType)) ?? (await findByTag(client, digest));
  return artifactType === undefined ? found : found.filter((referrer) => referrer.artifactType === artifactType);
}

async function findByApi(
  client: RegistryClient,
  digest: string,
  artifactType: string | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const filter = artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
  const referrers: Descriptor[] = [];
  let path: string | undefined = `referrers/${digest}${filter}`;
  for (let page = 0; path !== undefined && page < maxPages; page++) {
    const list = await readList(client, path);
    if (list === undefined) return page === 0 ? undefined : referrers;
    referrers.push(...list.manifests);
    path = nextPath(client, list.link);
  }
  return referrers;
}

async function findByTag(client: RegistryClient, digest: string): Promise<readonly Descriptor[]> {
  const list = await readList(client, `manifests/${digest.replace(":", "-")}`);
  return list?.manifests ?? [];
}

interface ReferrerList {
  readonly manifests: readonly Descriptor[];
  readonly link: string | undefined;
}

/** Reads a list; `undefined` when there is none. */
async function readList(client: RegistryClient, path: string): Promise<ReferrerList | undefined> {
  const asked = { en: `list of referrers ${path}`, ja: `参照元の一覧 ${path} ` };
  try {
    const response = await client.get(path, { accept: indexType }, asked);
    const bytes = (await readLimitedBody(response, maxDocumentBytes)) ?? new Uint8Array();
    const parsed = parseManifest(bytes, indexType);
    if (parsed.kind === "invalid") throw invalidDocument({ en: `The ${asked.en}`, ja: asked.ja }, parsed.problems);
    const { link } = response.headers;
    const manifests = parsed.value.kind === "index" ? parsed.value.manifests : [];
    return { manifests, link: Array.isArray(link) ? link[0] : link };
  } catch (error) {
    if (error instanceof SekishoError && error.code === "image-not-found") return undefined;
    throw error;
  }
}

/** Gives the path of the next page below the repository; pages elsewhere are not followed. */
function nextPath(client: RegistryClient, link: string | undefined): string | undefined {
  const target = /^<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  const base = `/v2/${client.place.repository}/`;
  const url = target === undefined ? null : URL.parse(target, `http://registry.invalid${base}`);
  return url?.pathname.startsWith(base) === true ? url.pathname.slice(base.length) + url.search : undefined;
}
