import { describe, expect, test } from "vitest";
import type { RepositoryFact } from "../../model/fact.ts";
import { findDistribution, type LocatedFact } from "./find-distribution.ts";
import { readReleaseFile } from "./release-files.ts";

/** Reads release files as an image holds them. */
function placed(files: Readonly<Record<string, string>>): readonly LocatedFact[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const { fact } = readReleaseFile(path, text);
    return fact === undefined ? [] : [{ path, fact }];
  });
}

function branch(suite: string): LocatedFact {
  const fact: RepositoryFact = {
    kind: "repository",
    type: "apk",
    address: "https://a.example.com",
    suite,
    isEnabled: true,
  };
  return { path: "etc/apk/repositories", fact };
}

// Texts of release files as the distributions ship them; last days of support: endoflife.date of 2026-08-22.
describe("distributions", () => {
  test.each([
    {
      name: "Debian 12",
      files: {
        "etc/os-release": 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
        "etc/debian_version": "12.5\n",
      },
      found: { id: "debian", version: "12", codename: "bookworm", endOfLife: "2026-07-11" },
    },
    {
      name: "Debian sid",
      files: {
        "etc/os-release": 'ID=debian\nPRETTY_NAME="Debian GNU/Linux trixie/sid"\nVERSION_CODENAME=trixie\n',
        "etc/debian_version": "trixie/sid\n",
      },
      found: { id: "debian", version: undefined, codename: "trixie", endOfLife: false },
    },
    {
      name: "Debian testing by debian_version alone",
      files: { "etc/debian_version": "trixie/sid\n" },
      found: { id: "debian", version: undefined, codename: "trixie", endOfLife: false },
    },
    {
      name: "distroless without version",
      files: { "etc/os-release": 'ID="debian"\n', "etc/debian_version": "10.8\n" },
      found: { id: "debian", version: "10.8", endOfLife: "2022-09-10" },
    },
    {
      name: "Ubuntu has a debian_version of its base",
      files: {
        "etc/debian_version": "bookworm/sid\n",
        "etc/lsb-release": "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\n",
      },
      found: { id: "ubuntu", version: "22.04", codename: "jammy", endOfLife: "2027-04-01" },
    },
    {
      name: "Alpine",
      files: { "etc/os-release": "ID=alpine\nVERSION_ID=3.20.3\n" },
      found: { id: "alpine", version: "3.20.3", endOfLife: "2026-04-01" },
    },
    {
      name: "Alpine edge",
      files: { "etc/os-release": "ID=alpine\nVERSION_ID=3.22.0_alpha20250108\n" },
      found: { id: "alpine", version: undefined, endOfLife: false },
    },
    {
      name: "RHEL",
      files: {
        "etc/os-release": 'ID="rhel"\nID_LIKE="fedora"\nVERSION_ID="9.4"\n',
        "etc/redhat-release": "Red Hat Enterprise Linux release 9.4 (Plow)\n",
      },
      found: { id: "rhel", idLike: ["fedora"], version: "9.4", endOfLife: "2032-05-31" },
    },
    {
      name: "Oracle Linux 6 has a redhat-release of Red Hat",
      files: {
        "etc/redhat-release": "Red Hat Enterprise Linux Server release 6.10 (Santiago)\n",
        "etc/oracle-release": "Oracle Linux Server release 6.10\n",
      },
      found: { id: "ol", version: "6.10" },
    },
    {
      name: "CentOS Stream",
      files: { "etc/os-release": 'NAME="CentOS Stream"\nID="centos"\nVERSION_ID="9"\n' },
      found: { id: "centos", version: "9", endOfLife: "2027-05-31" },
    },
    {
      name: "CentOS Linux 8",
      files: { "etc/os-release": 'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="8"\n' },
      found: { id: "centos", version: "8", endOfLife: "2021-12-31" },
    },
    {
      name: "CentOS 7 by its release file",
      files: { "etc/centos-release": "CentOS Linux release 7.6.1810 (Core) \n" },
      found: { id: "centos", version: "7.6.1810", endOfLife: "2024-06-30" },
    },
    {
      name: "Amazon Linux",
      files: { "etc/os-release": 'ID="amzn"\nVERSION_ID="2023"\n' },
      found: { id: "amzn", version: "2023", endOfLife: "2029-06-30" },
    },
    {
      name: "Photon without announced end",
      files: { "etc/os-release": "ID=photon\nVERSION_ID=5.0\n" },
      found: { id: "photon", version: "5.0", endOfLife: false },
    },
    {
      name: "SLES",
      files: { "etc/os-release": 'ID="sles"\nVERSION_ID="15.6"\n' },
      found: { id: "sles", version: "15.6", endOfLife: "2025-12-31" },
    },
    {
      name: "Wolfi rolls",
      files: { "etc/os-release": 'ID=wolfi\nVERSION_ID="20220914"\n' },
      found: { id: "wolfi", version: "20220914", endOfLife: false },
    },
    {
      name: "a derivative keeps its id",
      files: { "etc/os-release": 'ID=my-awesome-distro\nID_LIKE=debian\nVERSION_ID="8"\nSUPPORT_END=2030-01-01\n' },
      found: { id: "my-awesome-distro", idLike: ["debian"], version: "8", endOfLife: "2030-01-01" },
    },
    {
      name: "os-release without ID",
      files: { "usr/lib/os-release": 'NAME="Debian GNU/Linux"\nID_LIKE=debian\nVERSION_ID="8"\n' },
      found: { id: "debian", version: "8" },
    },
    {
      name: "Fedora by os-release of etc before the one of usr/lib",
      files: { "usr/lib/os-release": "ID=other\n", "etc/os-release": "ID=fedora\nVERSION_ID=40\n" },
      found: { id: "fedora", version: "40", endOfLife: "2025-05-13" },
    },
  ])("$name", ({ files, found }) => {
    expect({ version: undefined, ...findDistribution(placed(files)) }).toMatchObject(found);
  });

  test.each([
    { name: "edge alone", branches: ["edge", "edge"], version: undefined },
    { name: "edge beside a release", branches: ["v3.20", "edge"], version: "3.20.3" },
    { name: "a release", branches: ["v3.20"], version: "3.20.3" },
  ])("repositories of Alpine: $name", ({ branches, version }) => {
    const facts = [...placed({ "etc/os-release": "ID=alpine\nVERSION_ID=3.20.3\n" }), ...branches.map(branch)];

    expect(findDistribution(facts)?.version).toBe(version);
  });

  test("nothing without release files", () => {
    expect(findDistribution([branch("edge")])).toBeUndefined();
    expect(readReleaseFile("etc/os-release", "").fact).toBeUndefined();
    expect(readReleaseFile("etc/debian_version", "\n").fact).toBeUndefined();
  });
});
