import { fetchFixedFiles } from "./fixed-files.ts";

/** Debian's tracker is one document of some 70 MB, a tenth of that over the wire. */
export const debianTracker = fetchFixedFiles({
  feed: "debian/tracker",
  defaultAddress: "https://security-tracker.debian.org/tracker",
  files: [{ path: "data/json", name: "tracker.json" }],
});

/** CISA's catalogue. */
export const kev = fetchFixedFiles({
  feed: "flaws/kev",
  defaultAddress: "https://www.cisa.gov/sites/default/files/feeds",
  files: [{ path: "known_exploited_vulnerabilities.json", name: "kev.json" }],
});

/** How long releases are maintained: all products in one document. */
export const endoflife = fetchFixedFiles({
  feed: "support/endoflife",
  defaultAddress: "https://endoflife.date/api/v1",
  files: [{ path: "products/full", name: "products.json" }],
});

/** The scores of the day. */
export const epss = fetchFixedFiles({
  feed: "flaws/epss",
  defaultAddress: "https://epss.empiricalsecurity.com",
  files: [{ path: "epss_scores-current.csv.gz", name: "epss.csv.gz" }],
});

/** One document a major release of Photon. */
export const photon = fetchFixedFiles({
  feed: "oval/photon",
  defaultAddress: "https://packages.vmware.com/photon/photon_oval_definitions",
  files: ["3", "4", "5"].map((release) => ({
    path: `com.vmware.phsa-photon${release}.xml`,
    name: `photon${release}.xml`,
    ecosystem: `photon:${release}.0`,
  })),
});

/** One document a release of Azure Linux and of CBL-Mariner before it. */
export const azure = fetchFixedFiles({
  feed: "oval/azure",
  defaultAddress: "https://raw.githubusercontent.com/microsoft/AzureLinuxVulnerabilityData/main",
  files: [
    { path: "azurelinux-3.0-oval.xml", name: "azurelinux-3.0.xml", ecosystem: "azurelinux:3.0" },
    { path: "cbl-mariner-2.0-oval.xml", name: "cbl-mariner-2.0.xml", ecosystem: "mariner:2.0" },
    { path: "cbl-mariner-1.0-oval.xml", name: "cbl-mariner-1.0.xml", ecosystem: "mariner:1.0" },
  ],
});

/** One document a major release of SUSE Linux Enterprise Server, with all its service packs. */
export const suse = fetchFixedFiles({
  feed: "oval/suse",
  defaultAddress: "https://ftp.suse.com/pub/projects/security/oval",
  files: ["12", "15"].map((release) => ({
    path: `suse.linux.enterprise.server.${release}.xml.gz`,
    name: `sles-${release}.xml.gz`,
    ecosystem: `sles:${release}`,
  })),
});

/** All errata of Oracle Linux in one document. */
export const oracle = fetchFixedFiles({
  feed: "oval/oracle",
  defaultAddress: "https://linux.oracle.com/security/oval",
  files: [{ path: "com.oracle.elsa-all.xml.bz2", name: "elsa-all.xml.bz2", ecosystem: "ol" }],
});
