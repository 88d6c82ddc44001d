import type { Distribution } from "../../model/inventory.ts";

/** The distribution behind a vendor and product of the CPE dictionary. */
const distributions: ReadonlyMap<string, string> = new Map([
  ["almalinux:almalinux", "almalinux"],
  ["alpinelinux:alpine_linux", "alpine"],
  ["amazon:linux", "amzn"],
  ["amazon:linux_2", "amzn"],
  ["canonical:ubuntu_linux", "ubuntu"],
  ["debian:debian_linux", "debian"],
  ["fedoraproject:fedora", "fedora"],
  ["opensuse:leap", "opensuse-leap"],
  ["oracle:linux", "ol"],
  ["redhat:enterprise_linux", "rhel"],
  ["rocky:rocky", "rocky"],
  ["suse:sles", "sles"],
]);

/**
 * Tells whether a CPE names a distribution as a platform: `cpe:/o:redhat:enterprise_linux:9` is every minor release of 9.
 * Products that only run on a distribution are other platforms.
 */
export function isPlatform(cpe: string, { id, version = "" }: Distribution): boolean {
  const parts = cpe.toLowerCase().startsWith("cpe:2.3:") ? cpe.split(":").slice(2) : cpe.split(":").slice(1);
  const [part = "", vendor = "", product = "", release = ""] = parts.map((text) => text.toLowerCase());
  // Red Hat writes its repositories as applications of the distribution.
  if (part !== "/o" && part !== "o" && part !== "/a" && part !== "a") return false;
  if (distributions.get(`${vendor}:${product}`) !== id) return false;
  return release === version || version.startsWith(`${release}.`);
}
