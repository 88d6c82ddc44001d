import type { AdvisorySource } from "../../../model/advisory.ts";

/** A database whose records are published in the form of OSV. */
interface OsvDatabase {
  /** What stands before the first hyphen of its ids. */
  readonly prefixes: readonly string[];
  readonly source: AdvisorySource;
}

const unstated = "terms not stated by the publisher";

/** Databases in the form of OSV, by id. Source of the terms: each database's own statement. */
const databases: readonly OsvDatabase[] = [
  {
    prefixes: ["ALSA", "ALBA", "ALEA"],
    source: { id: "osv-almalinux", name: "AlmaLinux errata", license: "MIT", attribution: "AlmaLinux OS Foundation" },
  },
  { prefixes: ["ALPINE"], source: { id: "osv-alpine", name: "Alpine Linux (OSV)", license: "MIT" } },
  {
    prefixes: ["BIT"],
    source: {
      id: "osv-bitnami",
      name: "Bitnami Vulnerability Database",
      license: "Apache-2.0",
      attribution: "Broadcom, Inc. (Bitnami)",
    },
  },
  {
    prefixes: ["RUSTSEC"],
    source: {
      id: "osv-crates",
      name: "RustSec Advisory Database",
      license: "CC0-1.0 AND CC-BY-4.0",
      attribution: "The RustSec project; records from GitHub are CC-BY-4.0",
    },
  },
  {
    prefixes: ["DSA", "DLA", "DTSA", "DEBIAN"],
    source: {
      id: "osv-debian",
      name: "Debian security advisories (OSV)",
      license: unstated,
      attribution: "Debian Security and LTS teams",
    },
  },
  { prefixes: ["EEF"], source: { id: "osv-erlang", name: "Erlang Ecosystem Foundation", license: "CC-BY-4.0" } },
  {
    prefixes: ["GHSA"],
    source: {
      id: "osv-github",
      name: "GitHub Advisory Database",
      license: "CC-BY-4.0",
      attribution: "GitHub, Inc. and contributors",
    },
  },
  {
    prefixes: ["GO"],
    source: {
      id: "osv-go",
      name: "Go Vulnerability Database",
      license: "CC-BY-4.0",
      attribution: "The Go Authors and contributors",
    },
  },
  { prefixes: ["HSEC"], source: { id: "osv-hackage", name: "Haskell Security Advisory Database", license: "CC0-1.0" } },
  { prefixes: ["JLSEC"], source: { id: "osv-julia", name: "Julia Security Advisories", license: "CC-BY-4.0" } },
  { prefixes: ["MGASA"], source: { id: "osv-mageia", name: "Mageia advisories", license: unstated } },
  {
    prefixes: ["MAL"],
    source: {
      id: "osv-malicious",
      name: "OpenSSF Malicious Packages",
      license: "Apache-2.0",
      attribution: "OpenSSF Malicious Packages contributors",
    },
  },
  { prefixes: ["NSWG"], source: { id: "osv-npm-node", name: "Node.js Security Working Group", license: "MIT" } },
  { prefixes: ["RETIRE"], source: { id: "osv-npm-retire", name: "Retire.js repository", license: "Apache-2.0" } },
  { prefixes: ["OESA"], source: { id: "osv-openeuler", name: "openEuler advisories", license: unstated } },
  {
    prefixes: ["SUSE", "openSUSE"],
    source: { id: "osv-opensuse", name: "SUSE and openSUSE advisories", license: "CC-BY-4.0", attribution: "SUSE LLC" },
  },
  {
    prefixes: ["FOP"],
    source: { id: "osv-packagist", name: "FriendsOfPHP security advisories", license: "Unlicense" },
  },
  {
    prefixes: ["PYSEC", "PSF"],
    source: {
      id: "osv-pypi",
      name: "PyPA Advisory Database",
      license: "CC-BY-4.0",
      attribution: "Python Packaging Authority and contributors",
    },
  },
  { prefixes: ["RSEC"], source: { id: "osv-r", name: "R Consortium advisories", license: "Apache-2.0" } },
  {
    prefixes: ["RHSA", "RHBA", "RHEA"],
    source: { id: "osv-redhat", name: "Red Hat errata (OSV)", license: "CC-BY-4.0", attribution: "Red Hat, Inc." },
  },
  {
    prefixes: ["RLSA", "RXSA", "RLBA", "RLEA"],
    source: { id: "osv-rocky", name: "Rocky Linux errata", license: unstated },
  },
  { prefixes: ["RUBYSEC"], source: { id: "osv-rubygems", name: "RubySec", license: "public domain" } },
  {
    prefixes: ["UBUNTU", "USN", "LSN"],
    source: {
      id: "osv-ubuntu",
      name: "Ubuntu security notices and CVE data",
      license: "CC-BY-SA-4.0",
      attribution: "Canonical Ltd.",
    },
  },
  {
    prefixes: ["VICTIMS"],
    source: {
      id: "osv-victims",
      name: "Victims CVE database",
      license: "CC-BY-SA-4.0",
      attribution: "The Victims project",
    },
  },
];

/** Records whose id names no database that we know. */
const otherDatabase: AdvisorySource = { id: "osv-other", name: "Other OSV records", license: unstated };

const databaseOfPrefix: ReadonlyMap<string, AdvisorySource> = new Map(
  databases.flatMap(({ prefixes, source }) => prefixes.map((prefix) => [prefix, source])),
);

/** Every database that an OSV record can come from. */
export const osvSources: readonly AdvisorySource[] = [...databases.map(({ source }) => source), otherDatabase];

/** Gives the database that a record's id belongs to. */
export function findOsvSource(id: string): AdvisorySource {
  return databaseOfPrefix.get(id.slice(0, Math.max(0, id.indexOf("-")))) ?? otherDatabase;
}
