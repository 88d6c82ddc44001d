import type { ImageReference } from "../../semantics/image-reference/image-reference.ts";
import { fetchManifest, ownPlace } from "./open-registry-image.ts";
import { RegistryClient, type RegistrySettings } from "./registry-client.ts";

/**
 * Asks a registry what a tag names now: the digest of the index where there is one, so that it serves every platform.
 *
 * @throws {SekishoError} what registries answer.
 */
export async function findTagDigest(reference: ImageReference, settings: RegistrySettings): Promise<string> {
  const client = new RegistryClient(ownPlace(reference), settings);
  const { descriptor } = await fetchManifest(client, reference.tag ?? "latest");
  return descriptor.digest;
}
