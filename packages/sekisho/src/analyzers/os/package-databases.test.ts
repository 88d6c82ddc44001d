import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeNdb, makePackage } from "../../formats/rpmdb/fixtures/make-database.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { FileAnalyzer } from "../define.ts";
import { alpm } from "./alpm.ts";
import { alpmFileList } from "./alpm-file-list.ts";
import { apk } from "./apk.ts";
import { bitnami } from "./bitnami.ts";
import { dpkgCopyright } from "./dpkg-copyright.ts";
import { dpkgDiversions } from "./dpkg-diversions.ts";
import { dpkgFileChecksums } from "./dpkg-file-checksums.ts";
import { dpkgFileList } from "./dpkg-file-list.ts";
import { dpkgStatus } from "./dpkg-status.ts";
import { dpkgStatusDirectory } from "./dpkg-status-directory.ts";
import { opkg } from "./opkg.ts";
import { opkgFileList } from "./opkg-file-list.ts";
import { opkgLicense } from "./opkg-license.ts";
import * as registry from "./registry.ts";
import { rpm } from "./rpm.ts";
import { rpmManifest } from "./rpm-manifest.ts";

function analyze(analyzer: FileAnalyzer, path: string, content: string | Buffer): AnalyzerResult {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return analyzer.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

function codesOf({ diagnostics = [] }: AnalyzerResult): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

describe("dpkg", () => {
  // dpkg(1), "Package states": the files of a package are on disk from unpacking on.
  test.each([
    { status: "install ok installed", isInstalled: true },
    { status: "hold ok installed", isInstalled: true },
    { status: "deinstall ok installed", isInstalled: true },
    { status: "install ok unpacked", isInstalled: true },
    { status: "install ok half-configured", isInstalled: true },
    { status: "install ok triggers-awaited", isInstalled: true },
    { status: "install ok triggers-pending", isInstalled: true },
    { status: "install reinstreq half-installed", isInstalled: false },
    { status: "deinstall ok config-files", isInstalled: false },
    { status: "purge ok not-installed", isInstalled: false },
    { status: "nonsense", isInstalled: false },
  ])("$status: $isInstalled", ({ status, isInstalled }) => {
    const { packages = [] } = analyze(dpkgStatus, "var/lib/dpkg/status", `Package: a\nStatus: ${status}\nVersion: 1\n`);

    expect(packages).toHaveLength(isInstalled ? 1 : 0);
  });

  test("a record gives source, requirements, provisions and checksums", () => {
    const { packages, facts, diagnostics } = analyze(
      dpkgStatus,
      "var/lib/dpkg/status",
      [
        "Package: libc6",
        "Status: install ok installed",
        "Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>",
        "Architecture: amd64",
        "Source: glibc (2.36-9)",
        "Version: 2.36-9+b1",
        "Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~)",
        "Provides: libc6-virtual (= 1)",
        "Conffiles:",
        " /etc/ld.so.conf.d/x86_64-linux-gnu.conf d4e7a7b88a71b5ffd9e2644e71a0cfab",
        " /etc/new newconffile",
        "",
      ].join("\n"),
    );

    expect(diagnostics).toEqual([]);
    expect(packages).toEqual([
      {
        type: "deb",
        name: "libc6",
        version: "2.36-9+b1",
        architecture: "amd64",
        source: { name: "glibc", version: "2.36-9" },
        vendor: "GNU Libc Maintainers <debian-glibc@lists.debian.org>",
        requires: [{ name: "libgcc-s1" }, { name: "libcrypt1", range: ">= 1:4.4.10-10~" }],
        provides: ["libc6-virtual"],
        line: 1,
      },
    ]);
    expect(facts).toEqual([
      {
        kind: "file-checksums",
        type: "deb",
        packageName: "libc6",
        architecture: "amd64",
        algorithm: "md5",
        entries: ["etc/ld.so.conf.d/x86_64-linux-gnu.conf", "d4e7a7b88a71b5ffd9e2644e71a0cfab"],
      },
    ]);
  });

  test("a record without version is told of, its neighbours are read", () => {
    const result = analyze(dpkgStatus, "var/lib/dpkg/status", "Package: a\n\nPackage: b\nVersion: 2\n\nVersion: 3\n");

    expect(result.packages?.map(({ name }) => name)).toEqual(["b"]);
    expect(codesOf(result)).toEqual(["dpkg/incomplete-record", "dpkg/incomplete-record"]);
  });

  test("distroless: one file a package, checksums beside", () => {
    const record = analyze(dpkgStatusDirectory, "var/lib/dpkg/status.d/libc6", "Package: libc6\nVersion: 2.36-9\n");
    // "libc6" in base64.
    const sums = analyze(dpkgFileChecksums, "var/lib/dpkg/status.d/bGliYzY=.md5sums", `${"0".repeat(32)}  lib/a\n`);

    expect(record.packages?.map(({ name, version }) => [name, version])).toEqual([["libc6", "2.36-9"]]);
    expect(analyze(dpkgStatusDirectory, "var/lib/dpkg/status.d/libc6.md5sums", "x  y\n")).toEqual({});
    expect(sums.facts).toEqual([
      {
        kind: "file-checksums",
        type: "deb",
        packageName: "libc6",
        algorithm: "md5",
        entries: ["lib/a", "0".repeat(32)],
      },
      { kind: "file-list", type: "deb", packageName: "libc6", paths: ["lib/a"] },
    ]);
  });

  test("file lists carry name and architecture", () => {
    expect(analyze(dpkgFileList, "var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/a\n").facts).toEqual([
      { kind: "file-list", type: "deb", packageName: "libc6", architecture: "amd64", paths: ["lib/a"] },
    ]);
  });

  test("diversions", () => {
    const result = analyze(dpkgDiversions, "var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.distrib\ndash\n/a\n/b\n:\nx\n");

    expect(result.facts).toEqual([
      { kind: "diversion", from: "bin/sh", to: "bin/sh.distrib", packageName: "dash" },
      { kind: "diversion", from: "a", to: "b" },
    ]);
    expect(codesOf(result)).toEqual(["dpkg/diversions"]);
  });

  test("licences of a machine-readable copyright", () => {
    const text =
      "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-2+\n text\n\nFiles: b\nLicense: Expat\n";

    expect(analyze(dpkgCopyright, "usr/share/doc/a/copyright", text).facts).toEqual([
      { kind: "licenses", type: "deb", packageName: "a", licenses: ["Expat", "GPL-2+"] },
    ]);
  });
});

// The first record of an image of Alpine 3.18 for aarch64, cut to six of its files.
const baseLayout = [
  "C:Q1gwkUCQyUBQ5ixUJMU9ugflJvaV8=",
  "P:alpine-baselayout",
  "V:3.4.3-r1",
  "A:aarch64",
  "T:Alpine base dir structure and init scripts",
  "L:GPL-2.0-only",
  "o:alpine-baselayout",
  "m:Natanael Copa <ncopa@alpinelinux.org>",
  "D:alpine-baselayout-data=3.4.3-r1 /bin/sh",
  "F:dev",
  "F:etc",
  "R:motd",
  "Z:Q1SLkS9hBidUbPwwrw+XR0Whv3ww8=",
  "F:etc/crontabs",
  "R:root",
  "a:0:0:600",
  "Z:Q1vfk1apUWI4yLJGhhNRd0kJixfvY=",
  "",
].join("\n");

describe("apk", () => {
  test("a record of Alpine", () => {
    const { packages, facts, diagnostics } = analyze(apk, "lib/apk/db/installed", baseLayout);

    expect(diagnostics).toEqual([]);
    expect(packages).toEqual([
      {
        type: "apk",
        name: "alpine-baselayout",
        version: "3.4.3-r1",
        architecture: "aarch64",
        source: { name: "alpine-baselayout", version: "3.4.3-r1" },
        licenses: ["GPL-2.0-only"],
        vendor: "Natanael Copa <ncopa@alpinelinux.org>",
        files: ["etc/motd", "etc/crontabs/root"],
        requires: [{ name: "alpine-baselayout-data", range: "=3.4.3-r1" }, { name: "/bin/sh" }],
        line: 1,
      },
    ]);
    // Decoded with `base64 -d | xxd -p`.
    expect(facts).toMatchObject([
      {
        algorithm: "sha1",
        entries: [
          "etc/motd",
          "48b912f610627546cfc30af0f974745a1bf7c30f",
          "etc/crontabs/root",
          "bdf9356a9516238c8b2468613517749098b17ef6",
        ],
      },
    ]);
  });

  test("a record without name is told of", () => {
    expect(codesOf(analyze(apk, "lib/apk/db/installed", "V:1\n\nP:a\nV:1\n"))).toEqual(["apk/incomplete-record"]);
  });
});

describe("rpm", () => {
  test("a package with its files; keys are none", () => {
    const { packages, facts, diagnostics } = analyze(
      rpm,
      "usr/lib/sysimage/rpm/Packages.db",
      makeNdb([makePackage("gpg-pubkey"), makePackage("alpha")]),
    );

    expect(diagnostics).toEqual([]);
    expect(packages).toEqual([
      {
        type: "rpm",
        name: "alpha",
        version: "2:1.2-3",
        architecture: "x86_64",
        source: { name: "alpha-src", version: "1.2-3" },
        licenses: ["GPLv2+ and MIT"],
        vendor: "Example",
        module: "mod:1:2:ctx",
        files: ["usr/share/data", "usr/share/link", "usr/share/ghost"],
        requires: [{ name: "libc.so.6()(64bit)" }, { name: "bash", range: ">= 4" }],
        provides: ["virtual"],
      },
    ]);
    expect(facts).toMatchObject([{ algorithm: "sha256", entries: ["usr/share/data", "ab".repeat(32)] }]);
  });

  test("a broken header is told of, its neighbours are read", () => {
    const result = analyze(rpm, "var/lib/rpm/Packages.db", makeNdb([Buffer.alloc(64, 0xff), makePackage("alpha")]));

    expect(result.packages?.map(({ name }) => name)).toEqual(["alpha"]);
    expect(codesOf(result)).toEqual(["rpmdb/bad-header"]);
  });

  // Columns as `rpm -qa --qf` of the Mariner image build writes them.
  test.each([
    {
      name: "container-manifest-2",
      line: "bash\t5.1.8-1.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t4259\tx86_64\t0\tbash-5.1.8-1.cm2.src.rpm",
      found: {
        type: "rpm",
        name: "bash",
        version: "5.1.8-1.cm2",
        architecture: "x86_64",
        source: { name: "bash", version: "5.1.8-1.cm2" },
        vendor: "Microsoft Corporation",
        line: 1,
      },
    },
    {
      name: "container-manifest-1",
      line: "ca-certificates-base-2.0.0-3.cm2.noarch",
      found: { type: "rpm", name: "ca-certificates-base", version: "2.0.0-3.cm2", architecture: "noarch", line: 1 },
    },
  ])("$name", ({ name, line, found }) => {
    const result = analyze(rpmManifest, `var/lib/rpmmanifest/${name}`, `${line}\ngpg-pubkey-1-2\nnonsense\n`);

    expect(result.packages).toEqual([found]);
    expect(codesOf(result)).toEqual(["rpmdb/manifest-line"]);
  });
});

describe("other package managers", () => {
  test("pacman", () => {
    const path = "var/lib/pacman/local/glibc-2.38-7";
    const text =
      "%NAME%\nglibc\n\n%VERSION%\n2.38-7\n\n%ARCH%\nx86_64\n\n%LICENSE%\nGPL\nLGPL\n\n%DEPENDS%\nlinux-api-headers>=4.10\ntzdata\n";

    expect(analyze(alpm, `${path}/desc`, text).packages).toEqual([
      {
        type: "alpm",
        name: "glibc",
        version: "2.38-7",
        architecture: "x86_64",
        source: { name: "glibc", version: "2.38-7" },
        licenses: ["GPL", "LGPL"],
        requires: [{ name: "linux-api-headers", range: ">=4.10" }, { name: "tzdata" }],
      },
    ]);
    expect(analyze(alpmFileList, `${path}/files`, "%FILES%\netc/\netc/ld.so.conf\n").facts).toEqual([
      { kind: "file-list", type: "alpm", packageName: "glibc", paths: ["etc/ld.so.conf"] },
    ]);
    expect(codesOf(analyze(alpm, `${path}/desc`, "%NAME%\n"))).toEqual(["alpm/incomplete-record"]);
  });

  test("opkg", () => {
    const text =
      "Package: busybox\nVersion: 1.36.1-1\nDepends: libc\nStatus: install user installed\nArchitecture: x86_64\n";

    expect(analyze(opkg, "usr/lib/opkg/status", text).packages).toMatchObject([
      { type: "opkg", name: "busybox", version: "1.36.1-1" },
    ]);
    expect(analyze(opkgFileList, "usr/lib/opkg/info/busybox.list", "/bin/ash\t0777\n/bin/sh\n").facts).toMatchObject([
      { paths: ["bin/ash", "bin/sh"] },
    ]);
    expect(
      analyze(opkgLicense, "usr/lib/opkg/info/busybox.control", "Package: busybox\nLicense: GPL-2.0\n").facts,
    ).toMatchObject([{ licenses: ["GPL-2.0"] }]);
  });

  test("Bitnami", () => {
    const document = {
      packages: [
        {
          licenseConcluded: "Apache-2.0",
          externalRefs: [{ referenceLocator: "pkg:bitnami/apache@2.4.58-1?arch=amd64&distro=debian-11" }],
        },
        { externalRefs: [{ referenceLocator: "pkg:npm/x@1" }] },
        null,
      ],
    };

    expect(analyze(bitnami, "opt/bitnami/apache/.spdx-apache.spdx", JSON.stringify(document)).packages).toEqual([
      { type: "bitnami", name: "apache", version: "2.4.58-1", architecture: "amd64", licenses: ["Apache-2.0"] },
    ]);
    expect(codesOf(analyze(bitnami, "opt/bitnami/apache/.spdx-apache.spdx", "{"))).toEqual(["bitnami/no-document"]);
  });
});

describe("every analyzer", () => {
  const analyzers = Object.values(registry);

  test.each(analyzers)("$id takes an empty file and any bytes", (analyzer) => {
    const path = analyzer.paths[0].replaceAll(/\{([^,}]*)[^}]*\}/g, "$1").replaceAll("*", "x");

    expect(analyze(analyzer, path, "").packages ?? []).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => analyze(analyzer, path, Buffer.from(bytes))).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});
