import type { Confidence } from "../../model/package.ts";
import type { GoModuleText } from "./go-module-text.ts";

/** The version of a program's main module, and how sure it is. */
export interface GoProgramVersion {
  readonly version: string;
  readonly confidence: Confidence;
}

const versionVariables = new Set([
  "version",
  "appversion",
  "buildversion",
  "gitversion",
  "releaseversion",
  "versionnumber",
  "currentversion",
  "buildtag",
  "gittag",
  "semver",
  "tag",
]);
const linkerVariable = /-X[ =]\s*['"]?([^\s'"=]+)\.([A-Za-z_]\w*)=([^\s'"]+)/g;
const versionValue = /^v?\d+\.\d+(?:\.\d+)?(?:[-+.][\w.+-]+)?$/;

/**
 * Finds the version of the main module: as the module line says it, else as the linker was told (`-X main.version=…`),
 * else a pseudo-version of the commit. The last one has no tag to count from: it starts with `v0.0.0` and is `possible`.
 */
export function findGoProgramVersion(info: GoModuleText): GoProgramVersion | undefined {
  const written = info.mainModule?.version ?? "";
  if (written !== "" && written !== "(devel)") return { version: written, confidence: "certain" };
  const linked = findLinkedVersion(info);
  if (linked !== undefined) return { version: linked, confidence: "likely" };
  const revision = /^[0-9a-f]{12,64}$/.exec(info.settings.get("vcs.revision") ?? "")?.[0];
  const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(info.settings.get("vcs.time") ?? "");
  if (revision === undefined || time === null) return undefined;
  return { version: `v0.0.0-${time.slice(1).join("")}-${revision.slice(0, 12)}`, confidence: "possible" };
}

/** Variables of the main package count most, then those of the main module, then others; two values are no answer. */
function findLinkedVersion(info: GoModuleText): string | undefined {
  const flags = info.settings.get("-ldflags") ?? "";
  const modulePath = info.mainModule?.path ?? "";
  const byRank: Set<string>[] = [new Set(), new Set(), new Set()];
  for (const [, owner = "", variable = "", value = ""] of flags.matchAll(linkerVariable)) {
    if (!versionVariables.has(variable.toLowerCase()) || !versionValue.test(value)) continue;
    const isOfModule = modulePath !== "" && (owner === modulePath || owner.startsWith(`${modulePath}/`));
    const rank = isOfModule ? 1 : 2;
    byRank[owner === "main" ? 0 : rank]?.add(value.startsWith("v") ? value : `v${value}`);
  }
  const best = byRank.find((values) => values.size > 0);
  return best?.size === 1 ? [...best][0] : undefined;
}

/**
 * Writes the version of a Go toolchain as the Go vulnerability database does, `1.21.0-rc.2` for `go1.21rc2`;
 * `undefined` for development versions. Experiments and marks of distributors behind the number do not count.
 */
export function standardLibraryVersion(toolchain: string): string | undefined {
  const match = /^go(\d+)\.(\d+)(?:\.(\d+))?(?:(rc|beta)(\d+))?(?![\d.])/.exec(toolchain.trim());
  if (match === null) return undefined;
  const [, major = "", minor = "", patch = "0", stage, count = ""] = match;
  const release = `${major}.${minor}.${patch}`;
  return stage === undefined ? release : `${release}-${stage}.${count}`;
}
