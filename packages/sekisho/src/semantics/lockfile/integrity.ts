import type { PackageHash } from "../../model/package.ts";

/** Hexadecimal digits of each algorithm's checksum. */
const digits: Readonly<Record<PackageHash["algorithm"], number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

const algorithms: ReadonlyMap<string, PackageHash["algorithm"]> = new Map([
  ["md5", "md5"],
  ["sha1", "sha1"],
  ["sha256", "sha256"],
  ["sha384", "sha384"],
  ["sha512", "sha512"],
]);

/**
 * Reads checksums as npm writes them: `sha512-BASE64`, several with blanks between. What is none is left out.
 * Source: W3C Subresource Integrity.
 */
export function parseIntegrity(text: string | undefined): readonly PackageHash[] {
  if (text === undefined) return [];
  return text.split(" ").flatMap((part) => {
    const dash = part.indexOf("-");
    const base64 = part.slice(dash + 1).replace(/\?.*$/, "");
    return hashOf(part.slice(0, dash), Buffer.from(base64, "base64").toString("hex"));
  });
}

/** Reads a checksum written `sha256:HEX` or `sha256=HEX`; none when it is anything else. */
export function parsePrefixedHash(text: string | undefined): readonly PackageHash[] {
  const found = /^(\w{2,10})[:=]([0-9A-Fa-f]{1,200})$/.exec(text ?? "");
  return found === null ? [] : hashOf(found[1] ?? "", found[2] ?? "");
}

/** Makes a checksum of hexadecimal text; none when algorithm or length do not fit. */
export function hashOf(algorithm: string, hex: string | undefined): readonly PackageHash[] {
  const known = algorithms.get(algorithm.toLowerCase());
  if (known === undefined || hex?.length !== digits[known] || !/^[0-9A-Fa-f]*$/.test(hex)) return [];
  return [{ algorithm: known, value: hex.toLowerCase() }];
}
