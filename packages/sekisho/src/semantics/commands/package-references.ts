import type { CallArgument } from "./arguments.ts";

/** A package as a call of a package manager names it. */
export interface PackageReference {
  /** Without version, qualifiers and extras; for what comes from no registry, as written. */
  readonly name: string;
  /** As written behind the operator; `latest` and other tags included. */
  readonly version: string | undefined;
  /** What stands between name and version: `=`, `==`, `>=`, `~=`, `@`, `:`, `-` … */
  readonly operator: string | undefined;
  /** A file, directory, URL or version control address instead of a registry's package. */
  readonly isLocal: boolean;
  readonly argument: CallArgument;
}

/** How managers write packages. */
export type ReferenceStyle = "apt" | "rpm" | "comparison" | "python" | "at-sign" | "colon" | "plain";

/** Takes a package's name and version apart. */
export function referenceOf(argument: CallArgument, style: ReferenceStyle): PackageReference {
  const { text } = argument;
  if (isLocal(text, style)) return { name: text, version: undefined, operator: undefined, isLocal: true, argument };
  return { ...split(text, style), isLocal: false, argument };
}

interface NameAndVersion {
  readonly name: string;
  readonly version: string | undefined;
  readonly operator: string | undefined;
}

const archivePattern = /\.(?:deb|rpm|apk|whl|zip|tar|tgz|tbz2?|txz|gz|bz2|xz|gem|ipk|zst)$/;

function isLocal(text: string, style: ReferenceStyle): boolean {
  if (/^(?:\.{1,2}(?:$|[/[])|[/~])/.test(text) || text.includes("://")) return true;
  if (/^(?:git|hg|svn|bzr)\+|^(?:file|git|github|gitlab|bitbucket|link|portal|workspace):|^git@/.test(text))
    return true;
  if (style === "python" && /^[\w.-]+(?:\[[^\]]*\])?\s+@\s/.test(text)) return true;
  return archivePattern.test(text);
}

function split(text: string, style: ReferenceStyle): NameAndVersion {
  switch (style) {
    case "apt":
      return splitApt(text);
    case "rpm":
      return splitComparison(text) ?? splitRpm(text);
    case "comparison":
      return splitComparison(text) ?? unversioned(text.replace(/@[\w-]+$/, ""));
    case "python":
      return splitPython(text);
    case "at-sign":
      return splitAt(text, text.lastIndexOf("@"));
    case "colon":
      return splitAt(text, text.indexOf(":"));
    case "plain":
      return unversioned(text);
  }
}

function unversioned(name: string): NameAndVersion {
  return { name, version: undefined, operator: undefined };
}

/** `name[:arch]=version` and `name/release`. */
function splitApt(text: string): NameAndVersion {
  const equals = text.indexOf("=");
  const base = equals < 0 ? text : text.slice(0, equals);
  const slash = base.indexOf("/");
  const name = (slash < 0 ? base : base.slice(0, slash)).replace(/:[a-z0-9]+$/, "");
  if (equals >= 0) return { name, version: text.slice(equals + 1), operator: "=" };
  return slash < 0 ? unversioned(name) : { name, version: base.slice(slash + 1), operator: "/" };
}

/** `name=1`, `name>=1`, `name~=1`: apk, zypper, pacman, conda. */
function splitComparison(text: string): NameAndVersion | undefined {
  const at = text.search(/[=<>~!]/);
  if (at <= 0) return undefined;
  const operator = /^[=<>~!]+/.exec(text.slice(at))?.[0] ?? "";
  const version = text.slice(at + operator.length).replace(/@[\w-]+$/, "");
  return { name: text.slice(0, at).trim(), version: version.trim(), operator };
}

/** Longer texts name no package; the limit keeps the patterns below fast on hostile ones. */
const maxRpmName = 256;

/** `name-version` and `name-epoch:version-release.arch`. A version has a dot or a release, so `gcc-toolset-12` has none. */
function splitRpm(text: string): NameAndVersion {
  if (text.length > maxRpmName) return unversioned(text);
  const variable = /^([\w.+-]*[A-Za-z][\w.+]*)-((?:\d+:)?\$\{\w+\}.*)$/.exec(text);
  const match =
    variable ?? /^([\w.+-]+?)-((?:\d+:)?\d[\w+~^]*(?:\.[\w.+~^*]+|-\d[\w.+~^*]*)(?:-[\d*][\w.+~^*]*)?)$/.exec(text);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? unversioned(text) : { name, version, operator: "-" };
}

/** PEP 508: `name[extra]==1; marker`; `name@1` of poetry and uv. */
function splitPython(text: string): NameAndVersion {
  const requirement = text.split(";", 1)[0]?.trim() ?? "";
  const at = requirement.indexOf("@");
  const compared = at > 0 ? splitAt(requirement, at) : splitComparison(requirement);
  const base = compared?.name ?? requirement;
  const bracket = base.indexOf("[");
  const name = (bracket < 0 ? base : base.slice(0, bracket)).trim();
  return { name, version: compared?.version, operator: compared?.operator };
}

/** `name@version`, `@scope/name@version`, `name:version`. */
function splitAt(text: string, at: number): NameAndVersion {
  if (at <= 0 || at === text.length - 1) return unversioned(text);
  return { name: text.slice(0, at), version: text.slice(at + 1), operator: text.charAt(at) };
}
