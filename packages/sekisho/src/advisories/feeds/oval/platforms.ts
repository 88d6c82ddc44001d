/** Where packages of a definition belong. */
export interface OvalPlatform {
  readonly ecosystem: string;
  readonly channel?: string;
}

const suse =
  /^SUSE Linux Enterprise (Server|Module for [\w -]+?|Software Development Kit) (\d+)(?: SP(\d+))?(?:-([A-Z]+[\w-]*))?$/;
const suseForSap = /^SUSE Linux Enterprise Server for SAP Applications (\d+)(?: SP(\d+))?/;
const plain: readonly (readonly [RegExp, string])[] = [
  [/^Oracle Linux (\d+)$/, "ol"],
  [/^Photon(?: OS)? (\d+)(?:\.\d+)?$/, "photon"],
  [/^(?:Microsoft )?Azure Linux (\d+\.\d+)$/, "azurelinux"],
  [/^CBL-Mariner (\d+\.\d+)$/, "mariner"],
  [/^openSUSE Leap (\d+\.\d+)$/, "opensuse-leap"],
  [/^SUSE Linux Enterprise Micro (\d+\.\d+)$/, "sle-micro"],
  [/^SUSE Linux Micro (\d+\.\d+)$/, "sl-micro"],
];

/** Gives the platform that a definition names: `Oracle Linux 8`, `SUSE Linux Enterprise Server 15 SP5-LTSS`. */
export function findOvalPlatform(name: string): OvalPlatform | undefined {
  const text = name.replace(/ is installed$/, "").trim();
  if (text === "openSUSE Tumbleweed") return { ecosystem: "opensuse-tumbleweed" };
  for (const [pattern, ecosystem] of plain) {
    const version = pattern.exec(text)?.[1];
    // Photon names itself 3 in its definitions and 3.0 in os-release.
    if (version !== undefined)
      return { ecosystem: `${ecosystem}:${ecosystem === "photon" ? `${version}.0` : version}` };
  }
  return findSuse(text);
}

function findSuse(text: string): OvalPlatform | undefined {
  const sap = suseForSap.exec(text);
  if (sap !== null) return { ecosystem: joinPack(sap[1], sap[2]), channel: "sap" };
  const parts = suse.exec(text);
  if (parts === null) return undefined;
  const [, , major, pack, line] = parts;
  return { ecosystem: joinPack(major, pack), ...(line === undefined ? {} : { channel: line.toLowerCase() }) };
}

function joinPack(major: string | undefined, pack: string | undefined): string {
  return `sles:${major ?? ""}${pack === undefined ? "" : `.${pack}`}`;
}
