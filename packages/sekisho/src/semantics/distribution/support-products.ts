/** Names that endoflife.date gives to distributions, by their id in os-release. Those of the same name are left out. */
const productsById: ReadonlyMap<string, string> = new Map([
  ["alpine", "alpine-linux"],
  ["amzn", "amazon-linux"],
  ["antix", "antix-linux"],
  ["clear-linux-os", "clearlinux"],
  ["microos", "suse-linux-micro"],
  ["mx", "mxlinux"],
  ["ol", "oracle-linux"],
  ["opensuse-leap", "opensuse"],
  ["photon", "vmware-photon"],
  ["poky", "yocto"],
  ["pop", "pop-os"],
  ["proxmox", "proxmox-ve"],
  ["rocky", "rocky-linux"],
  ["sl-micro", "suse-linux-micro"],
  ["sle-micro", "suse-linux-micro"],
  ["sled", "sles"],
]);

/** Releases whose codename is known but whose version a file may leave out. Source: endoflife.date, `codename`. */
const debianCodenames: ReadonlyMap<string, string> = new Map([
  ["trixie", "13"],
  ["bookworm", "12"],
  ["bullseye", "11"],
  ["buster", "10"],
  ["stretch", "9"],
  ["jessie", "8"],
  ["wheezy", "7"],
  ["squeeze", "6"],
  ["lenny", "5"],
  ["etch", "4"],
]);

/** Distributions without releases: what is installed today is supported today. */
const rolling: ReadonlySet<string> = new Set([
  "arch",
  "archarm",
  "artix",
  "cachyos",
  "chainguard",
  "endeavouros",
  "gentoo",
  "kali",
  "manjaro",
  "minimos",
  "opensuse-tumbleweed",
  "opensuse-microos",
  "secureos",
  "solus",
  "void",
  "wolfi",
]);

/** Gives the name under which support periods of a distribution are listed. */
export function supportProductOf(id: string, name: string | undefined): string {
  // CentOS Stream calls itself `centos` with the version 8, 9 or 10, as CentOS Linux 8 did.
  if (id === "centos" && name?.toLowerCase().includes("stream") === true) return "centos-stream";
  return productsById.get(id) ?? id;
}

/** Tells whether a distribution has no releases at all. */
export function isRolling(id: string): boolean {
  return rolling.has(id);
}

/** Finds the version of a release of Debian by its codename; testing and unstable have none. */
export function findDebianVersion(codename: string): string | undefined {
  return debianCodenames.get(codename);
}
