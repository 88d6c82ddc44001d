import { toolPackageUrl } from "../parts/tool-package-url.ts";

/** A package by the id that Xray gives it. */
export interface XrayComponent {
  readonly purl: string;
  readonly name: string;
  readonly version: string;
}

const types: Readonly<Record<string, string>> = {
  gav: "maven",
  alpine: "apk",
  go: "golang",
  docker: "oci",
  debian: "deb",
};

/**
 * Reads `npm://left:1.0`, `gav://org.acme:core:1.0`, `deb://debian:bookworm:curl:7.88` and `alpine://3.18:musl:1.2`: the
 * version stands behind the last colon that begins it, and packages of a system carry the release in front.
 */
export function readComponent(id: string): XrayComponent {
  const mark = id.indexOf("://");
  const scheme = mark === -1 ? "generic" : id.slice(0, mark).toLowerCase();
  const rest = mark === -1 ? id : id.slice(mark + 3);
  const kind = types[scheme] ?? scheme;
  const parts = rest.split(":");
  const { distribution, first } = systemParts(kind, parts);
  // The epoch of a version holds a colon, too.
  const hasEpoch =
    (kind === "deb" || kind === "rpm") && parts.length - first > 2 && /^\d{1,3}$/.test(parts.at(-2) ?? "");
  const end = parts.length - (hasEpoch ? 2 : 1);
  const hasVersion = end > first;
  const name = (hasVersion ? parts.slice(first, end) : parts.slice(first)).join(":");
  const version = hasVersion ? parts.slice(end).join(":") : "";
  return { purl: toolPackageUrl({ kinds: [kind], name, version, distribution }), name, version };
}

function systemParts(
  kind: string,
  parts: readonly string[],
): { readonly distribution?: string; readonly first: number } {
  const [name = ""] = parts;
  if (kind === "deb" && parts.length >= 4) return { distribution: name, first: 2 };
  if (kind === "apk" && parts.length >= 3) return { distribution: "alpine", first: 1 };
  // The release alone: `el9`.
  if (kind === "rpm" && parts.length >= 3 && /^(?:el|fc)?\d{1,2}$/.test(name))
    return { distribution: "redhat", first: 1 };
  return { first: 0 };
}
