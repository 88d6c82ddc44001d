import type { PackageUrl } from "./url-parts.ts";

/** What a type does to its parts. Source: the type definitions of the purl project, `normalization_rules`. */
interface TypeRule {
  readonly lowers?: "namespace" | "name" | "both";
  readonly lowersVersion?: true;
  /** The first character of the name is written as the second. */
  readonly replaces?: readonly [string, string];
}

const rules: ReadonlyMap<string, TypeRule> = new Map<string, TypeRule>([
  ["alpm", { lowers: "both" }],
  ["apk", { lowers: "both" }],
  ["bitbucket", { lowers: "both" }],
  ["bitnami", { lowers: "name" }],
  ["composer", { lowers: "both" }],
  ["deb", { lowers: "both" }],
  ["github", { lowers: "both" }],
  ["gitlab", { lowers: "both" }],
  ["golang", { lowers: "both" }],
  ["hex", { lowers: "both" }],
  ["huggingface", { lowersVersion: true }],
  ["luarocks", { lowersVersion: true }],
  ["npm", { lowers: "both" }],
  ["oci", { lowers: "name" }],
  ["pub", { lowers: "name", replaces: ["-", "_"] }],
  ["pypi", { lowers: "both", replaces: ["_", "-"] }],
  ["qpkg", { lowers: "namespace" }],
  ["rpm", { lowers: "namespace" }],
]);

/** Gives the parts as the type's rules want them written. */
export function normaliseParts(url: PackageUrl): PackageUrl {
  const rule = rules.get(url.type);
  if (rule === undefined) return url;
  const { lowers, replaces } = rule;
  let { name } = url;
  if (lowers === "name" || lowers === "both") name = name.toLowerCase();
  if (replaces !== undefined) name = name.replaceAll(replaces[0], replaces[1]);
  const lowersNamespace = lowers === "namespace" || lowers === "both";
  return {
    ...url,
    name,
    ...(url.namespace === undefined
      ? {}
      : { namespace: lowersNamespace ? url.namespace.toLowerCase() : url.namespace }),
    ...(url.version === undefined ? {} : { version: rule.lowersVersion ? url.version.toLowerCase() : url.version }),
  };
}

/** Tells whether a type writes a name in another way, though it is in lower case. */
export function isNameRewritten(type: string, name: string): boolean {
  const replaces = rules.get(type)?.replaces;
  return replaces !== undefined && name.includes(replaces[0]);
}
