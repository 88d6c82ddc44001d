import { hasOption } from "../commands/package-managers.ts";
import { apkManagers, aptManagers, dnfManagers, yumManagers, zypperManagers } from "../package-calls/managers.ts";
import type { PlacedPackageCall } from "../package-calls/package-calls.ts";
import { isMentionedBefore } from "../package-calls/stage-mentions.ts";
import type { PackageCache } from "./package-caches.ts";

const nothing = { switches: [], variables: [], locations: [], isPerCall: false } as const;

/** The package lists that `apt-get update` downloads. Source: apt-get(8), "FILES". */
export const aptLists: PackageCache = {
  ...nothing,
  managers: aptManagers,
  fills: ({ action }) => action === "update",
  directories: ["/var/lib/apt/lists"],
  cleans: ({ subcommand }) => /^dist-?clean$/.test(subcommand?.text ?? ""),
};

/** Images of Debian and Ubuntu delete packages after installation, unless a build takes this configuration away. */
const keepsPackages = /apt\.conf\.d\/docker-clean|Keep-Downloaded-Packages\s*"?(?:true|1|yes)/;

/** The packages that apt keeps once the image's docker-clean configuration is gone. */
export const aptArchives: PackageCache = {
  ...nothing,
  managers: aptManagers,
  fills: ({ action, step }) => isChange(action) && isMentionedBefore(step, keepsPackages),
  directories: ["/var/cache/apt/archives"],
  cleans: ({ manager, subcommand }) => aptManagers.has(manager) && subcommand?.text !== "autoclean",
};

/** What apk keeps of its index. Source: apk(8), "--no-cache". */
export const apkIndex: PackageCache = {
  managers: apkManagers,
  fills: ({ action }) => action === "install",
  switches: ["--no-cache"],
  variables: [],
  locations: [],
  directories: ["/var/cache/apk", "/etc/apk/cache"],
  cleans: () => false,
  isPerCall: true,
};

/** Metadata and packages that yum keeps. Source: yum(8), "clean". */
export const yumCache: PackageCache = {
  ...nothing,
  managers: yumManagers,
  fills: ({ action }) => isChange(action) || action === "update",
  directories: ["/var/cache/yum", "/var/cache/dnf"],
  cleans: (call) => (call.manager === "yum" || call.manager === "dnf") && cleansAll(call),
};

/** Metadata and packages that dnf and its kin keep. Source: dnf(8), "Clean Command". */
export const dnfCache: PackageCache = {
  ...nothing,
  managers: dnfManagers,
  fills: ({ action }) => isChange(action) || action === "update",
  directories: ["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum", "/var/cache/tdnf"],
  cleans: (call, filler) => cleansAll(call) && (call.manager === filler.manager || isSameProgram(call, filler)),
};

/** Metadata and packages that zypper keeps. Source: zypper(8), "clean". */
export const zypperCache: PackageCache = {
  ...nothing,
  managers: zypperManagers,
  fills: ({ action }) => isChange(action) || action === "update" || action === "remove",
  directories: ["/var/cache/zypp"],
  cleans: (call) => zypperManagers.has(call.manager) && !hasOption(call, "-m", "--metadata", "-M", "--raw-metadata"),
};

function isChange(action: PlacedPackageCall["action"]): boolean {
  return action === "install" || action === "upgrade" || action === "dist-upgrade";
}

function cleansAll({ located }: PlacedPackageCall): boolean {
  return located.call.args.some(({ text }) => text === "all");
}

/** `yum` is a name of dnf wherever dnf exists; microdnf keeps a cache of its own. */
function isSameProgram(call: PlacedPackageCall, filler: PlacedPackageCall): boolean {
  const names = ["yum", "dnf", "dnf5"];
  return names.includes(call.manager) && names.includes(filler.manager);
}
