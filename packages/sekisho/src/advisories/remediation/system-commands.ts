import type { Distribution } from "../../model/inventory.ts";
import type { PackageType } from "../../model/package.ts";
import { shellWord } from "../../model/shell-word.ts";

/** What a distribution's package manager is asked to do. */
interface SystemTool {
  readonly upgradeAll: string;
  readonly upgrade: (names: string) => string;
  readonly remove: (names: string) => string;
}

const apt: SystemTool = {
  upgradeAll: "apt-get update && apt-get upgrade -y",
  upgrade: (names) => `apt-get update && apt-get install -y --only-upgrade ${names}`,
  remove: (names) => `apt-get purge -y --auto-remove ${names}`,
};

const apk: SystemTool = {
  upgradeAll: "apk upgrade --no-cache",
  upgrade: (names) => `apk add --no-cache --upgrade ${names}`,
  remove: (names) => `apk del ${names}`,
};

const zypper: SystemTool = {
  upgradeAll: "zypper --non-interactive update",
  upgrade: (names) => `zypper --non-interactive update ${names}`,
  remove: (names) => `zypper --non-interactive remove --clean-deps ${names}`,
};

/** dnf and those that are called like it. */
function dnfLike(program: string): SystemTool {
  return {
    upgradeAll: `${program} upgrade -y`,
    upgrade: (names) => `${program} upgrade -y ${names}`,
    remove: (names) => `${program} remove -y ${names}`,
  };
}

const tdnfDistributions = /^(?:photon|azurelinux|mariner)$/;
const zypperDistributions = /suse|^sle[sd]?$|^sl[e-]/;
/** Releases before dnf: Amazon Linux 2, Enterprise Linux 7 and older. */
const yumReleases = /^(?:amzn 2|(?:centos|ol|rhel|scientific) [5-7])(?:\.|$)/;

function toolOf(type: PackageType, { id = "", version = "" }: Partial<Distribution> = {}): SystemTool | undefined {
  if (type === "deb") return apt;
  if (type === "apk") return apk;
  if (type !== "rpm") return undefined;
  if (zypperDistributions.test(id)) return zypper;
  if (tdnfDistributions.test(id)) return dnfLike("tdnf");
  return dnfLike(yumReleases.test(`${id} ${version}`) ? "yum" : "dnf");
}

/** Gives the command that upgrades packages of a distribution by their names, each name once. */
export function upgradeCommands(
  type: PackageType,
  names: readonly string[],
  distribution: Distribution | undefined,
): readonly string[] {
  const tool = toolOf(type, distribution);
  return tool === undefined ? [] : [tool.upgrade(wordsOf(names))];
}

/** Gives the command that upgrades everything that a distribution's package manager installed. */
export function upgradeAllCommands(type: PackageType, distribution: Distribution | undefined): readonly string[] {
  const tool = toolOf(type, distribution);
  return tool === undefined ? [] : [tool.upgradeAll];
}

/** Gives the command that removes packages of a distribution with what only they need. */
export function removeCommands(
  type: PackageType,
  names: readonly string[],
  distribution: Distribution | undefined,
): readonly string[] {
  const tool = toolOf(type, distribution);
  return tool === undefined ? [] : [tool.remove(wordsOf(names))];
}

function wordsOf(names: readonly string[]): string {
  return [...new Set(names)].toSorted().map(shellWord).join(" ");
}
