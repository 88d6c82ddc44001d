import { describe, expect, test } from "vitest";
import { found, type MatchCase } from "./sample-case.ts";
import { installed, row } from "./sample-store.ts";

const twoMinorReleases: MatchCase["statements"] = [
  {
    id: "ALSA-2026:12310",
    upstream: ["CVE-2026-35535"],
    affected: [row("almalinux:9", "sudo", { ranges: [{ fixed: "1.9.5p2-15.el9_7" }] })],
  },
  {
    id: "ALSA-2026:19220",
    upstream: ["CVE-2026-35535"],
    affected: [row("almalinux:9", "sudo", { ranges: [{ fixed: "1.9.17p2-3.el9_8" }] })],
  },
];

// What is expected follows from Red Hat CSAF VEX, the errata of AlmaLinux and Amazon Linux, and rpm-version(7).
describe("packages of distributions with rpm", () => {
  test.each<MatchCase>([
    {
      name: "rpm: an epoch is higher than any version",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "bind", "33:9.16-1.el9")],
      statements: [
        {
          id: "ALSA-1",
          upstream: ["CVE-2024-14"],
          affected: [row("almalinux:9", "bind", { ranges: [{ fixed: "32:9.18-1.el9" }] })],
        },
      ],
      expected: [],
    },
    {
      name: "rpm: an epoch that the feed leaves out is left out of the comparison",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "bind", "32:9.16-1.el9")],
      statements: [
        {
          id: "ALSA-1",
          upstream: ["CVE-2024-14"],
          affected: [row("almalinux:9", "bind", { ranges: [{ fixed: "9.18-1.el9" }] })],
        },
      ],
      expected: ["CVE-2024-14 bind 32:9.16-1.el9 < 9.18-1.el9"],
    },
    {
      name: "rpm: a module is compared inside its stream only",
      distribution: "almalinux 8.10",
      packages: [installed("rpm", "nodejs", "1:18.9-1.module_el8.7", { module: "nodejs:18:8070020221213:bd1311ed" })],
      statements: [
        {
          id: "ALSA-2",
          upstream: ["CVE-2024-15"],
          affected: [
            row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:18.10-1.module_el8.7" }], module: "nodejs:18" }),
          ],
        },
        {
          id: "ALSA-3",
          upstream: ["CVE-2024-16"],
          affected: [
            row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:20.1-1.module_el8.7" }], module: "nodejs:20" }),
          ],
        },
        {
          id: "ALSA-4",
          upstream: ["CVE-2024-17"],
          affected: [row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:99-1.el8" }] })],
        },
      ],
      expected: ["CVE-2024-15 nodejs 1:18.9-1.module_el8.7 < 1:18.10-1.module_el8.7"],
    },
    {
      name: "rpm: a row of another architecture says nothing",
      distribution: "amzn 2023",
      packages: [
        installed("rpm", "curl", "8.0-1", { architecture: "x86_64" }),
        installed("rpm", "curl-docs", "8.0-1", { architecture: "noarch" }),
      ],
      statements: [
        {
          id: "ALAS2023-1",
          upstream: ["CVE-2024-18"],
          affected: [
            row("amzn:2023", "curl", { ranges: [{ fixed: "8.1-1" }], architectures: ["aarch64"] }),
            row("amzn:2023", "curl-docs", { ranges: [{ fixed: "8.1-1" }], architectures: ["aarch64"] }),
          ],
        },
      ],
      expected: ["CVE-2024-18 curl-docs 8.0-1 < 8.1-1"],
    },
    {
      name: "RHEL: a minor stream speaks to those who have it, and decides there",
      distribution: "rhel 9.2",
      packages: [installed("rpm", "curl", "7.76-19.el9_2.5")],
      inventory: { contentSets: ["rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2"] },
      statements: [
        {
          id: "CVE-2024-19",
          source: "redhat-vex",
          affected: [
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-29.el9_4" }] }),
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-19.el9_2.5" }], channel: "eus-9.2" }),
          ],
        },
      ],
      expected: ["CVE-2024-19 curl 7.76-19.el9_2.5 !own-statement"],
    },
    {
      name: "RHEL: without the minor stream the ordinary line decides",
      distribution: "rhel 9.2",
      packages: [installed("rpm", "curl", "7.76-19.el9_2.5")],
      statements: [
        {
          id: "CVE-2024-19",
          source: "redhat-vex",
          affected: [
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-29.el9_4" }] }),
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-19.el9_2.5" }], channel: "eus-9.2" }),
          ],
        },
      ],
      expected: ["CVE-2024-19 curl 7.76-19.el9_2.5 < 7.76-29.el9_4"],
    },
    {
      name: "AlmaLinux: bug fixes and enhancements repair no flaw",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "curl", "7.76-1.el9")],
      statements: [
        { id: "ALBA-2024:1", affected: [row("almalinux:9", "curl", { ranges: [{ fixed: "7.76-9.el9" }] })] },
        { id: "ALSA-2024:2", affected: [row("almalinux:9", "curl", { ranges: [{ fixed: "7.76-8.el9" }] })] },
      ],
      expected: ["ALSA-2024:2 curl 7.76-1.el9 < 7.76-8.el9"],
    },
    {
      // Source: ALSA-2026:12310 and ALSA-2026:19220, both of CVE-2026-35535.
      name: "AlmaLinux: what is repaired in its own minor release needs not the next one's version",
      distribution: "almalinux 9.7",
      packages: [installed("rpm", "sudo", "1.9.5p2-15.el9_7")],
      statements: twoMinorReleases,
      expected: ["CVE-2026-35535 sudo 1.9.5p2-15.el9_7 !own-statement"],
    },
    {
      name: "AlmaLinux: a higher version of the next minor release is not repaired by the earlier one's",
      distribution: "almalinux 9.8",
      packages: [installed("rpm", "sudo", "1.9.17p2-1.el9_8")],
      statements: twoMinorReleases,
      expected: ["CVE-2026-35535 sudo 1.9.17p2-1.el9_8 < 1.9.17p2-3.el9_8"],
    },
    {
      name: "AlmaLinux: below the repairs of both it is affected",
      distribution: "almalinux 9.7",
      packages: [installed("rpm", "sudo", "1.9.5p2-10.el9_6.1")],
      statements: twoMinorReleases,
      expected: ["CVE-2026-35535 sudo 1.9.5p2-10.el9_6.1 < 1.9.5p2-15.el9_7"],
    },
    {
      name: "Amazon Linux: a kernel of one line is not repaired by another line's",
      distribution: "amzn 2",
      packages: [installed("rpm", "kernel", "4.14.300-1.amzn2")],
      statements: [
        {
          id: "ALAS2-1",
          upstream: ["CVE-2024-20"],
          affected: [row("amzn:2", "kernel", { ranges: [{ fixed: "4.14.301-1.amzn2" }] })],
        },
        {
          id: "ALAS2KERNEL-5.10-1",
          upstream: ["CVE-2024-21"],
          affected: [row("amzn:2", "kernel", { ranges: [{ fixed: "5.10.9-1.amzn2" }], channel: "extras-kernel-5.10" })],
        },
      ],
      expected: ["CVE-2024-20 kernel 4.14.300-1.amzn2 < 4.14.301-1.amzn2"],
    },
    {
      name: "Oracle: a build for patches of what runs has errata of its own",
      distribution: "ol 9.4",
      packages: [
        installed("rpm", "glibc", "2:2.34-60.0.3.ksplice1.el9_2.7"),
        installed("rpm", "openssl", "1:3.0.7-24.el9"),
      ],
      statements: [
        {
          id: "ELSA-2024-1",
          upstream: ["CVE-2024-22"],
          affected: [
            row("ol:9", "glibc", { ranges: [{ fixed: "2:2.34-100.0.1.el9_4" }] }),
            row("ol:9", "openssl", { ranges: [{ fixed: "10:3.0.7-27.0.1.el9_fips" }] }),
          ],
        },
        {
          id: "ELSA-2024-2",
          upstream: ["CVE-2024-23"],
          affected: [row("ol:9", "glibc", { ranges: [{ fixed: "2:2.34-100.0.1.ksplice1.el9_4" }] })],
        },
      ],
      expected: ["CVE-2024-23 glibc 2:2.34-60.0.3.ksplice1.el9_2.7 < 2:2.34-100.0.1.ksplice1.el9_4"],
    },
    {
      name: "Oracle: a kernel of one line is not repaired by another line's",
      distribution: "ol 8.10",
      packages: [installed("rpm", "kernel-uek", "5.4.17-2136.330.7.el8uek")],
      statements: [
        {
          id: "ELSA-2024-3",
          upstream: ["CVE-2024-24"],
          affected: [row("ol:8", "kernel-uek", { ranges: [{ fixed: "5.15.0-206.153.7.el8uek" }] })],
        },
        {
          id: "ELSA-2024-4",
          upstream: ["CVE-2024-25"],
          affected: [row("ol:8", "kernel-uek", { ranges: [{ fixed: "5.4.17-2136.331.7.el8uek" }] })],
        },
      ],
      expected: ["CVE-2024-25 kernel-uek 5.4.17-2136.330.7.el8uek < 5.4.17-2136.331.7.el8uek"],
    },
    {
      name: "SUSE: python3- and python311- are packages of their own",
      distribution: "sles 15.5",
      packages: [installed("rpm", "python311-requests", "2.31.0-1")],
      statements: [
        {
          id: "SUSE-SU-2024:1-1",
          upstream: ["CVE-2024-26"],
          affected: [row("sles:15.5", "python3-requests", { ranges: [{ fixed: "2.32.0-1" }] })],
        },
        {
          id: "SUSE-SU-2024:2-1",
          upstream: ["CVE-2024-27"],
          affected: [row("sles:15.5", "python311-requests", { ranges: [{ fixed: "2.32.0-1" }] })],
        },
      ],
      expected: ["CVE-2024-27 python311-requests 2.31.0-1 < 2.32.0-1"],
    },
    {
      name: "rpm: ~ stands before and ^ behind the version itself",
      distribution: "rocky 9.4",
      packages: [installed("rpm", "early", "1.0~rc1-1.el9"), installed("rpm", "late", "1.0^git1-1.el9")],
      statements: [
        {
          id: "RLSA-2024:1",
          upstream: ["CVE-2024-28"],
          affected: [
            row("rocky:9", "early", { ranges: [{ fixed: "1.0-1.el9" }] }),
            row("rocky:9", "late", { ranges: [{ fixed: "1.0-1.el9" }] }),
          ],
        },
      ],
      expected: ["CVE-2024-28 early 1.0~rc1-1.el9 < 1.0-1.el9"],
    },
  ])("$name", (one) => {
    expect(found(one)).toEqual(one.expected);
  });
});
