import { parseOsRelease } from "../../formats/os-release/parse-os-release.ts";
import { parseReleaseLine } from "../../formats/os-release/parse-release-line.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ReleaseFact } from "../../model/fact.ts";
import { findIdByName } from "./release-names.ts";

/** What a release file says. */
export interface ReadRelease {
  readonly fact?: ReleaseFact;
  readonly diagnostics: readonly Diagnostic[];
}

/** Ids of files that hold nothing but a version. */
const versionFiles: ReadonlyMap<string, string> = new Map([
  ["alpine-release", "alpine"],
  ["debian_version", "debian"],
]);

/** Ids of files that hold a line of prose, for lines whose name is not known. */
const lineFiles: ReadonlyMap<string, string> = new Map([
  ["redhat-release", "rhel"],
  ["centos-release", "centos"],
  ["fedora-release", "fedora"],
  ["oracle-release", "ol"],
  ["enterprise-release", "ol"],
  ["rocky-release", "rocky"],
  ["almalinux-release", "almalinux"],
  ["amazon-linux-release", "amzn"],
  ["system-release", "linux"],
  ["photon-release", "photon"],
  ["mariner-release", "mariner"],
  ["azurelinux-release", "azurelinux"],
  ["openEuler-release", "openEuler"],
  ["euleros-release", "euleros"],
  ["anolis-release", "anolis"],
  ["mageia-release", "mageia"],
  ["SuSE-release", "sles"],
  ["gentoo-release", "gentoo"],
  ["slackware-version", "slackware"],
  ["arch-release", "arch"],
]);

/** Names of all release files that are read. */
export const releaseFileNames: readonly string[] = [
  "os-release",
  "lsb-release",
  ...versionFiles.keys(),
  ...lineFiles.keys(),
];

/** Reads a release file by what its name promises; no fact when it says nothing. */
export function readReleaseFile(path: string, text: string): ReadRelease {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "os-release") return readOsRelease(path, text);
  if (name === "lsb-release") return readLsbRelease(path, text);
  const id = versionFiles.get(name);
  const fact = id === undefined ? readLine(text, lineFiles.get(name) ?? "linux") : readVersion(text, id);
  return fact === undefined ? { diagnostics: [] } : { fact, diagnostics: [] };
}

function readOsRelease(path: string, text: string): ReadRelease {
  const { variables, diagnostics } = parseOsRelease(path, text);
  if (variables.size === 0) return { diagnostics };
  const value = (name: string) => emptyAsUndefined(variables.get(name));
  const idLike = (value("ID_LIKE") ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((id) => id !== "");
  const [name, prettyName] = [value("NAME"), value("PRETTY_NAME")];
  const id = value("ID")?.toLowerCase() ?? findIdByName(name ?? prettyName ?? "") ?? idLike[0] ?? "linux";
  const fact = releaseFact(id, idLike, {
    versionId: value("VERSION_ID"),
    codename: value("VERSION_CODENAME") ?? value("UBUNTU_CODENAME"),
    variantId: value("VARIANT_ID"),
    name,
    prettyName,
    supportEnd: value("SUPPORT_END"),
  });
  return { fact, diagnostics };
}

/** Ubuntu and its like wrote it before there was os-release; ChromeOS uses other names and has os-release, too. */
function readLsbRelease(path: string, text: string): ReadRelease {
  const { variables, diagnostics } = parseOsRelease(path, text);
  const value = (name: string) => emptyAsUndefined(variables.get(name));
  const id = value("DISTRIB_ID");
  if (id === undefined) return { diagnostics };
  const fact = releaseFact(findIdByName(id) ?? id.toLowerCase(), [], {
    versionId: value("DISTRIB_RELEASE"),
    codename: value("DISTRIB_CODENAME"),
    name: id,
    prettyName: value("DISTRIB_DESCRIPTION"),
  });
  return { fact, diagnostics };
}

/** `13.5` names a release, `trixie/sid` the next one: a codename without a version. */
function readVersion(text: string, id: string): ReleaseFact | undefined {
  const version = (/\S+/.exec(text.slice(0, 256))?.[0] ?? "").trim();
  if (version === "") return undefined;
  if (/^\d/.test(version)) return releaseFact(id, [], { versionId: version });
  return releaseFact(id, [], { codename: version.split("/", 1)[0], prettyName: version });
}

function readLine(text: string, fallback: string): ReleaseFact | undefined {
  const line = parseReleaseLine(text);
  if (line === undefined) return undefined;
  return releaseFact(findIdByName(line.name) ?? fallback, [], {
    versionId: line.version,
    codename: line.codename?.toLowerCase(),
    name: line.name,
  });
}

type ReleaseParts = {
  readonly [Key in "versionId" | "codename" | "variantId" | "name" | "prettyName" | "supportEnd"]?: string | undefined;
};

function releaseFact(id: string, idLike: readonly string[], parts: ReleaseParts): ReleaseFact {
  const { versionId, codename, variantId, name, prettyName, supportEnd } = parts;
  return {
    kind: "release",
    id,
    idLike,
    ...(versionId === undefined ? {} : { versionId }),
    ...(codename === undefined ? {} : { codename }),
    ...(variantId === undefined ? {} : { variantId }),
    ...(name === undefined ? {} : { name }),
    ...(prettyName === undefined ? {} : { prettyName }),
    ...(supportEnd === undefined ? {} : { supportEnd }),
  };
}

function emptyAsUndefined(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
