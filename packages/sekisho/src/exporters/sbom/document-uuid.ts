import { createHash, hash } from "node:crypto";
import type { Inventory } from "../../model/inventory.ts";
import { formatLocation } from "../../semantics/sbom/location-text.ts";
import type { SbomOptions } from "./options.ts";

/** Namespace of the UUIDs below, made once at random (RFC 9562, section 6.6). */
const namespace = Buffer.from("0f6d3b0ce1c14a0f9b8a5f6f3f1d7c52", "hex");

/**
 * Gives the UUID of a document: version 5 of a digest of what it says. The same inventory with the same options has the
 * same one, another inventory another one.
 */
export function documentUuid(inventory: Inventory, options: SbomOptions): string {
  const content = createHash("sha256");
  const { target, origin, distribution, repositories, contentSets, image } = inventory;
  content.update(JSON.stringify([options, target, origin, distribution, repositories, contentSets, image]));
  let gathered = "";
  for (const found of inventory.packages) {
    const { id, version, licenses, hashes, dependsOn, locations } = found;
    gathered += `${JSON.stringify([id, version, licenses, hashes, dependsOn])}${locations.map(formatLocation).join("\n")}\n`;
    if (gathered.length < 65_536) continue;
    content.update(gathered);
    gathered = "";
  }
  content.update(gathered);
  const name = Buffer.concat([namespace, content.digest()]);
  return asUuid(hash("sha1", name, "hex"));
}

function asUuid(digest: string): string {
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(18, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
