import { describe, expect, test } from "vitest";
import type { RepositoryFact } from "../../model/fact.ts";
import type { Distribution } from "../../model/inventory.ts";
import { findReleaseEcosystem } from "./distribution-release.ts";

function apk(suite: string, isEnabled = true): RepositoryFact {
  return { kind: "repository", type: "apk", address: `https://example.com/${suite}/main`, suite, isEnabled };
}

// Each as the os-release of the distribution says it; releases as the distributions' own advisories name them.
const releases: readonly (Partial<Distribution> & {
  readonly name: string;
  readonly id: string;
  readonly repositories?: readonly RepositoryFact[];
  readonly expected: string | undefined;
})[] = [
  { name: "Debian by its version", id: "debian", version: "12", expected: "debian:12" },
  { name: "Debian by a point release", id: "debian", version: "12.5", expected: "debian:12" },
  { name: "Debian by its codename", id: "debian", codename: "bookworm", expected: "debian:12" },
  {
    name: "testing, which has no VERSION_ID, by its codename",
    id: "debian",
    prettyName: "Debian GNU/Linux forky/sid",
    expected: "debian:forky",
  },
  { name: "sid, which has no VERSION_ID", id: "debian", codename: "sid", expected: "debian:sid" },
  { name: "Debian that says neither", id: "debian", expected: undefined },
  { name: "Raspbian has Debian's packages", id: "raspbian", version: "12", expected: "debian:12" },
  { name: "Kali has packages of its own", id: "kali", idLike: ["debian"], version: "2024.1", expected: undefined },
  { name: "Ubuntu", id: "ubuntu", version: "22.04", expected: "ubuntu:22.04" },
  { name: "Mint has packages of its own", id: "linuxmint", idLike: ["ubuntu"], version: "21", expected: undefined },
  { name: "Alpine", id: "alpine", version: "3.20.3", expected: "alpine:3.20" },
  { name: "Alpine edge by its version", id: "alpine", version: "3.21_alpha20240807", expected: "alpine:edge" },
  {
    name: "Alpine edge by its repositories",
    id: "alpine",
    version: "3.20.3",
    repositories: [apk("edge"), apk("v3.20", false)],
    expected: "alpine:edge",
  },
  {
    name: "Alpine with a repository of edge beside its own",
    id: "alpine",
    version: "3.20.3",
    repositories: [apk("v3.20"), apk("edge")],
    expected: "alpine:3.20",
  },
  { name: "Wolfi has no releases", id: "wolfi", version: "20230201", expected: "wolfi" },
  { name: "Chainguard has no releases", id: "chainguard", version: "20230214", expected: "chainguard" },
  { name: "RHEL", id: "rhel", version: "9.4", expected: "rhel:9" },
  { name: "CentOS Linux is RHEL's", id: "centos", version: "7", prettyName: "CentOS Linux 7", expected: "rhel:7" },
  {
    name: "CentOS Stream goes before RHEL",
    id: "centos",
    version: "9",
    prettyName: "CentOS Stream 9",
    expected: undefined,
  },
  { name: "AlmaLinux", id: "almalinux", version: "9.4", expected: "almalinux:9" },
  { name: "Rocky Linux", id: "rocky", version: "8.10", expected: "rocky:8" },
  { name: "Oracle Linux", id: "ol", version: "9.4", expected: "ol:9" },
  { name: "Amazon Linux 1", id: "amzn", version: "2017.09", expected: "amzn:2018.03" },
  { name: "Amazon Linux 2", id: "amzn", version: "2", expected: "amzn:2" },
  { name: "Amazon Linux 2023", id: "amzn", version: "2023.5", expected: "amzn:2023" },
  { name: "SUSE with a service pack", id: "sles", version: "15.5", expected: "sles:15.5" },
  { name: "Leap", id: "opensuse-leap", version: "15.6", expected: "opensuse-leap:15.6" },
  { name: "Tumbleweed", id: "opensuse-tumbleweed", version: "20240807", expected: "opensuse-tumbleweed" },
  { name: "Photon", id: "photon", version: "5.0", expected: "photon:5.0" },
  { name: "CBL-Mariner", id: "mariner", version: "2.0.20240731", expected: "mariner:2.0" },
  { name: "Azure Linux", id: "azurelinux", version: "3.0.20240727", expected: "azurelinux:3.0" },
  {
    name: "openEuler with a service pack",
    id: "openEuler",
    version: "22.03",
    prettyName: "openEuler 22.03 (LTS-SP1)",
    expected: "openEuler:22.03-LTS-SP1",
  },
];

describe("the ecosystem of a distribution's release", () => {
  test.each(releases)("$name", ({ name: _name, expected, repositories = [], ...distribution }) => {
    expect(findReleaseEcosystem({ idLike: [], ...distribution }, repositories)).toBe(expected);
  });
});
