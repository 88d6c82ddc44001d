import { isNameRewritten } from "./type-rules.ts";
import type { PackageUrl } from "./url-parts.ts";

/** Lower case, nothing encoded but the `@` of a scope, neither qualifiers nor a subpath. */
const plainPattern =
  /^pkg:([a-z]{1,16})\/((?:%40)?(?:[a-z0-9._~-]{1,128}\/){0,8})([a-z0-9._~-]{1,256})@([a-z0-9._~:-]{1,128})$/;
const noQualifiers: PackageUrl["qualifiers"] = {};

/**
 * Reads a package URL that is canonical as it stands, which most in documents are; `undefined` for every other text.
 * It says the same as `parsePackageUrl`, in a tenth of the time.
 */
export function findPlainUrl(text: string): PackageUrl | undefined {
  const [, type, path, name, version] = plainPattern.exec(text) ?? [];
  if (type === undefined || path === undefined || name === undefined || version === undefined) return undefined;
  if (path === "%40" || isNameRewritten(type, name)) return undefined;
  if (path === "") return { type, name, version, qualifiers: noQualifiers };
  const namespace = path.startsWith("%40") ? `@${path.slice(3, -1)}` : path.slice(0, -1);
  return { type, namespace, name, version, qualifiers: noQualifiers };
}
