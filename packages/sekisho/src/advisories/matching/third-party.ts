import type { Package } from "../../model/package.ts";

/** Projects of users at the Open Build Service name its address (`obs://build.opensuse.org/home:ann`), SUSE itself. */
const suse = /^(?:open)?suse\b/i;
/** Vendors as rpm packages name them, by the first part of the ecosystem whose advisories speak of their packages. */
const ownVendors: ReadonlyMap<string, RegExp> = new Map([
  ["almalinux", /almalinux|cloudlinux/i],
  ["amzn", /amazon/i],
  ["azurelinux", /microsoft/i],
  ["fedora", /fedora/i],
  ["mariner", /microsoft/i],
  ["ol", /oracle/i],
  ["opensuse-leap", suse],
  ["opensuse-tumbleweed", suse],
  ["photon", /vmware|broadcom/i],
  ["rhel", /red hat|centos/i],
  ["rocky", /rocky/i],
  ["sles", suse],
]);

/** What the tags of releases look like where a package comes from a well-known repository of somebody else. */
const foreignTags =
  /\.remi\b|\.el\d{1,9}\.(?:remi|elrepo|nux)|pgdg|\bdeb\.sury\.org|\+0~\d{8}\.\d{1,9}\+(?:debian|ubuntu)|\.ius\.|\.art\b|\dnodesource\d|\+maria~|\drl\d{1,9}~/;

/** Publishers of Debian packages for their own software, by the address of their maintainers. */
const foreignMaintainers =
  /@(?:[\w-]{1,63}\.){0,9}(?:(?:docker|nvidia|microsoft|google|nodesource|gitlab|elastic|hashicorp|mongodb|percona|nginx|f5|grafana|datadoghq|cloudflare|influxdata|confluent|rabbitmq|broadcom|mysql|mariadb|oracle|slack|spotify|githubusercontent|github|teamviewer|tailscale|sury|zabbix|amazon)\.(?:com|co|io|org|net|cz)|kubernetes\.io|eclipse\.org)\b/i;
/** Maintainers whose addresses are those of their firms while the packages are the distribution's own. */
const distributionAddress = /@(?:[\w-]{1,63}\.){0,9}(?:debian\.org|ubuntu\.com|canonical\.com)\b/i;

/**
 * Tells whether a package of a distribution's kind comes from somebody else's repository (docker-ce, nvidia, pgdg, EPEL,
 * remi): the distribution's advisories say nothing of it, neither good nor bad.
 *
 * rpm packages name their vendor. Packages of Debian and Ubuntu name a maintainer, a person of any address: they count as
 * foreign where the version has a mark of a well-known repository, or where the maintainer has the address of a publisher
 * of its own software. So do the few of Debian's own that an employee of such a firm maintains from there: they are said
 * to be without data, which is a gap, never clean. An SBOM may name the publisher of a Debian package where others name
 * the distribution: `pkg:deb/nodesource/nodejs`.
 *
 * @param ecosystem With its release: `rhel:9`.
 */
export function isThirdParty({ type, namespace = "", vendor, version }: Package, ecosystem: string): boolean {
  if (foreignTags.test(version)) return true;
  const distribution = ecosystem.split(":", 1)[0] ?? "";
  if (type === "deb" && namespace !== "" && namespace.toLowerCase() !== distribution) return true;
  if (vendor === undefined || vendor === "") return false;
  if (type === "rpm") {
    const own = ownVendors.get(distribution);
    return own !== undefined && !own.test(vendor);
  }
  if (type !== "deb" || distributionAddress.test(vendor)) return false;
  return foreignMaintainers.test(vendor);
}
