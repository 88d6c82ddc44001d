import { parsePackageUrl } from "./package-url.ts";

/** Gives a package URL without version and qualifiers, as the subject of findings: an update is no new subject. */
export function packageSubject(purl: string): string {
  const url = parsePackageUrl(purl);
  if (url === undefined) return purl;
  return `pkg:${[url.type, url.namespace, url.name].filter((part) => part !== undefined && part !== "").join("/")}`;
}
