/** A digest of nothing. */
export const digest = `sha256:${"a".repeat(64)}`;
/** A layer of nothing. */
export const layer = `sha256:${"b".repeat(64)}`;

/** A flaw in a package of the system. */
export const openssl = {
  VulnerabilityID: "CVE-2023-0286",
  VendorIDs: ["DSA-5343-1"],
  PkgName: "openssl",
  PkgIdentifier: { PURL: "pkg:deb/debian/openssl@1.1.1n-0%2Bdeb11u3?arch=amd64&distro=debian-11.6" },
  InstalledVersion: "1.1.1n-0+deb11u3",
  FixedVersion: "1.1.1n-0+deb11u4",
  Status: "fixed",
  Layer: { Digest: digest, DiffID: layer },
  SeveritySource: "nvd",
  PrimaryURL: "https://avd.example.test/nvd/cve-2023-0286",
  Title: "X.400 address type confusion",
  Description: "A pointer is read as another type.",
  Severity: "HIGH",
  CweIDs: ["CWE-843"],
  VendorSeverity: { nvd: 3, redhat: 2 },
  CVSS: {
    nvd: { V3Vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:H", V3Score: 7.4 },
    redhat: { V2Vector: "AV:N/AC:M/Au:N/C:P/I:N/A:P", V2Score: 5.8 },
    ghsa: { V40Vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", V40Score: 7.1 },
  },
  References: ["https://openssl.example.test/advisory"],
  PublishedDate: "2023-02-08T20:15:00Z",
};

/** A flaw in a package of a language. */
export const lodash = {
  VulnerabilityID: "CVE-2021-23337",
  PkgName: "lodash",
  PkgPath: "app/node_modules/lodash/package.json",
  InstalledVersion: "4.17.20",
  FixedVersion: "4.17.21",
  Severity: "HIGH",
  Title: "Command injection",
};

/** A check of a Dockerfile that failed. */
export const rootUser = {
  Type: "Dockerfile Security Check",
  ID: "DS002",
  AVDID: "AVD-DS-0002",
  Title: "Image user should not be 'root'",
  Description: "Whoever breaks out of the program is root.",
  Message: "Specify at least 1 USER command",
  Resolution: "Add a USER line",
  PrimaryURL: "https://avd.example.test/misconfig/ds002",
  References: ["https://docs.example.test/user"],
  Layer: { DiffID: layer },
  Severity: "HIGH",
  Status: "FAIL",
  CauseMetadata: {
    Provider: "Dockerfile",
    Service: "general",
    StartLine: 1,
    EndLine: 1,
    Code: { Lines: [{ Number: 1, Content: "USER root", IsCause: true }] },
  },
};

/** A secret in a file. */
export const githubToken = {
  RuleID: "github-pat",
  Category: "GitHub",
  Severity: "CRITICAL",
  Title: "GitHub Personal Access Token",
  StartLine: 4,
  EndLine: 4,
  Match: "token: ****************",
};
