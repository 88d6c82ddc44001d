import { describe, expect, test } from "vitest";
import { debianFix, found, type MatchCase } from "./sample-case.ts";
import { installed, row } from "./sample-store.ts";

// What is expected follows from the documents that the subtleties come from: Debian policy and security tracker, Ubuntu
// Pro, Alpine secdb, Red Hat CSAF VEX, rpm, and OSV.
describe("packages of Debian, Ubuntu and Alpine", () => {
  test.each<MatchCase>([
    {
      name: "Debian: source name and source version decide, not the binary's",
      distribution: "debian 12",
      packages: [
        installed("deb", "libldb2", "2:2.6.2+samba4.17.12+dfsg-0+deb12u1", {
          source: { name: "samba", version: "2:4.17.12+dfsg-0+deb12u1" },
        }),
      ],
      statements: [debianFix],
      expected: ["CVE-2024-1 libldb2 2:2.6.2+samba4.17.12+dfsg-0+deb12u1 < 2:4.17.12+dfsg-0+deb12u2"],
    },
    {
      name: "Debian: a binary of the same name as another source is not that source",
      distribution: "debian 12",
      packages: [installed("deb", "samba", "1.0", { source: { name: "other", version: "1.0" } })],
      statements: [debianFix],
      expected: [],
    },
    {
      name: "Debian: a binary-only rebuild has its source's version",
      distribution: "debian 12",
      packages: [installed("deb", "login", "1:4.13-1+b1", { source: { name: "shadow", version: "1:4.13-1+b1" } })],
      statements: [
        {
          id: "CVE-2024-2",
          source: "debian-tracker",
          affected: [row("debian:12", "shadow", { names: "source", ranges: [{ lastAffected: "1:4.13-1" }] })],
        },
      ],
      expected: ["CVE-2024-2 login 1:4.13-1+b1"],
    },
    {
      name: "Debian: what nobody has repaired is affected in every version",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34+dfsg-1.2")],
      statements: [
        {
          id: "CVE-2005-2541",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "affected", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2005-2541 tar 1.34+dfsg-1.2"],
    },
    {
      name: "Debian: what is under investigation is possible",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34")],
      statements: [
        {
          id: "CVE-2024-3",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "under-investigation", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2024-3 tar 1.34 ?"],
    },
    {
      name: "Debian: not affected cancels what a weaker source says",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34")],
      statements: [
        {
          id: "CVE-2024-4",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "not-affected" })],
        },
        {
          id: "DSA-1",
          source: "osv-debian",
          upstream: ["CVE-2024-4"],
          affected: [row("debian:12", "tar", { names: "source", ranges: [{ fixed: "9" }] })],
        },
      ],
      expected: ["CVE-2024-4 tar 1.34 !own-statement"],
    },
    {
      name: "Debian: a backport is judged by the release that it comes from",
      distribution: "debian 12",
      packages: [installed("deb", "samba", "2:4.20.1-1~bpo12+1")],
      statements: [
        debianFix,
        {
          id: "CVE-2024-5",
          source: "debian-tracker",
          affected: [row("debian:13", "samba", { names: "source", ranges: [{ fixed: "2:4.20.2-1" }] })],
        },
      ],
      expected: ["CVE-2024-5 samba 2:4.20.1-1~bpo12+1 < 2:4.20.2-1"],
    },
    {
      name: "Debian: in a container the host's kernel runs",
      distribution: "debian 12",
      packages: [installed("deb", "linux-libc-dev", "6.1.1-1", { source: { name: "linux", version: "6.1.1-1" } })],
      inventory: { target: { kind: "image", name: "image" } },
      statements: [
        {
          id: "CVE-2024-6",
          source: "debian-tracker",
          affected: [row("debian:12", "linux", { names: "source", ranges: [{ fixed: "6.1.9-1" }] })],
        },
      ],
      expected: ["CVE-2024-6 linux-libc-dev 6.1.1-1 < 6.1.9-1 !kernel-of-host"],
    },
    {
      name: "Debian: on a host its own kernel counts",
      distribution: "debian 12",
      packages: [installed("deb", "linux-libc-dev", "6.1.1-1", { source: { name: "linux", version: "6.1.1-1" } })],
      statements: [
        {
          id: "CVE-2024-6",
          source: "debian-tracker",
          affected: [row("debian:12", "linux", { names: "source", ranges: [{ fixed: "6.1.9-1" }] })],
        },
      ],
      expected: ["CVE-2024-6 linux-libc-dev 6.1.1-1 < 6.1.9-1"],
    },
    {
      name: "Debian: ~ of an update for a release stands before the version itself",
      distribution: "debian 12",
      packages: [installed("deb", "openssl", "3.0.15-1~deb12u1")],
      statements: [
        {
          id: "CVE-2024-50",
          source: "debian-tracker",
          affected: [row("debian:12", "openssl", { names: "source", ranges: [{ fixed: "3.0.15-1" }] })],
        },
        {
          id: "CVE-2024-51",
          source: "debian-tracker",
          affected: [row("debian:12", "openssl", { names: "source", ranges: [{ fixed: "3.0.15-1~deb12u1" }] })],
        },
      ],
      expected: ["CVE-2024-50 openssl 3.0.15-1~deb12u1 < 3.0.15-1"],
    },
    {
      name: "distroless: its packages are Debian's",
      distribution: "debian 12",
      packages: [
        installed("deb", "samba", "2:4.17.12+dfsg-0+deb12u1", { locations: [{ path: "var/lib/dpkg/status.d/samba" }] }),
      ],
      statements: [debianFix],
      expected: ["CVE-2024-1 samba 2:4.17.12+dfsg-0+deb12u1 < 2:4.17.12+dfsg-0+deb12u2"],
    },
    {
      name: "Ubuntu: a repair of extended support is told with its channel",
      distribution: "ubuntu 18.04",
      packages: [installed("deb", "curl", "7.58.0-2ubuntu3.24")],
      statements: [
        {
          id: "CVE-2024-7",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:18.04", "curl", {
              names: "source",
              ranges: [{ fixed: "7.58.0-2ubuntu3.24+esm4" }],
              channel: "esm",
            }),
          ],
        },
      ],
      expected: ["CVE-2024-7 curl 7.58.0-2ubuntu3.24 < 7.58.0-2ubuntu3.24+esm4 (esm)"],
    },
    {
      name: "Ubuntu: who has the repair of extended support is not affected by the ordinary line's lack of one",
      distribution: "ubuntu 18.04",
      packages: [installed("deb", "curl", "7.58.0-2ubuntu3.24+esm4")],
      statements: [
        {
          id: "CVE-2024-8",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:18.04", "curl", { names: "source", status: "affected", ranges: [{}] }),
            row("ubuntu:18.04", "curl", {
              names: "source",
              ranges: [{ fixed: "7.58.0-2ubuntu3.24+esm4" }],
              channel: "esm",
            }),
          ],
        },
      ],
      expected: ["CVE-2024-8 curl 7.58.0-2ubuntu3.24+esm4 !own-statement"],
    },
    {
      name: "Ubuntu: FIPS is a line of its own",
      distribution: "ubuntu 22.04",
      packages: [installed("deb", "openssl", "3.0.2-0ubuntu1.20")],
      statements: [
        {
          id: "CVE-2024-9",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:22.04", "openssl", {
              names: "source",
              ranges: [{ fixed: "3.0.2-0ubuntu1.21+Fips1" }],
              channel: "fips",
            }),
          ],
        },
      ],
      expected: [],
    },
    {
      name: "Ubuntu: real-time is a line of its own, for who has it",
      distribution: "ubuntu 22.04",
      packages: [
        installed("deb", "linux-realtime", "5.15.0-1032.35+realtime"),
        installed("deb", "linux", "5.15.0-91.101"),
      ],
      statements: [
        {
          id: "CVE-2024-52",
          source: "osv-ubuntu",
          affected: ["linux-realtime", "linux"].map((name) =>
            row("ubuntu:22.04", name, {
              names: "source",
              ranges: [{ fixed: "5.15.0-1099.1+realtime" }],
              channel: "realtime",
            }),
          ),
        },
      ],
      expected: ["CVE-2024-52 linux-realtime 5.15.0-1032.35+realtime < 5.15.0-1099.1+realtime (realtime)"],
    },
    {
      name: "Alpine: the origin is asked, in its branch",
      distribution: "alpine 3.20.3",
      packages: [installed("apk", "libcrypto3", "3.3.1-r0", { source: { name: "openssl", version: "3.3.1-r0" } })],
      statements: [
        {
          id: "CVE-2024-10",
          source: "alpine-secdb",
          affected: [row("alpine:3.20", "openssl", { names: "source", ranges: [{ fixed: "3.3.1-r1" }] })],
        },
        {
          id: "CVE-2024-11",
          source: "alpine-secdb",
          affected: [row("alpine:3.19", "openssl", { names: "source", ranges: [{ fixed: "3.3.9-r1" }] })],
        },
      ],
      expected: ["CVE-2024-10 libcrypto3 3.3.1-r0 < 3.3.1-r1"],
    },
    {
      name: "Alpine: version 0 says never affected, and cancels",
      distribution: "alpine 3.20.3",
      packages: [installed("apk", "tiff", "4.0-r0")],
      statements: [
        {
          id: "CVE-2024-12",
          source: "alpine-secdb",
          affected: [row("alpine:3.20", "tiff", { names: "source", status: "not-affected" })],
        },
        {
          id: "ALPINE-CVE-2024-12",
          source: "osv-alpine",
          upstream: ["CVE-2024-12"],
          affected: [row("alpine:3.20", "tiff", { names: "source", status: "affected", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2024-12 tiff 4.0-r0 !own-statement"],
    },
    {
      name: "Wolfi: one rolling release",
      distribution: "wolfi 20230201",
      packages: [installed("apk", "curl", "8.0.0-r0")],
      statements: [
        {
          id: "CVE-2024-53",
          source: "osv-wolfi",
          affected: [row("wolfi", "curl", { names: "source", ranges: [{ fixed: "8.0.1-r0" }] })],
        },
      ],
      expected: ["CVE-2024-53 curl 8.0.0-r0 < 8.0.1-r0"],
    },
    {
      name: "Alpine: edge has no version",
      distribution: "alpine",
      packages: [installed("apk", "tiff", "4.0-r0")],
      statements: [
        {
          id: "CVE-2024-13",
          source: "alpine-secdb",
          affected: [row("alpine:edge", "tiff", { names: "source", ranges: [{ fixed: "4.1-r0" }] })],
        },
      ],
      expected: ["CVE-2024-13 tiff 4.0-r0 < 4.1-r0"],
    },
  ])("$name", (one) => {
    expect(found(one)).toEqual(one.expected);
  });
});
