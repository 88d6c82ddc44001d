import { expect, test } from "vitest";
import { classifiedProducts, classifiers } from "./classifiers.ts";
import { analyzeBytes } from "./samples/analyze-bytes.ts";
import { makeElf } from "./samples/sample-elf.ts";
import { staticLibraries } from "./static-libraries.ts";

function programWith(...texts: readonly string[]): Buffer {
  const content = Buffer.from(`\x01\x02\0${texts.join("\0")}\0\xff`, "latin1");
  return makeElf({ segments: [{ flags: 4, address: 0, content }] });
}

// The texts stand in the programs of the distribution or project that is named; `--version` of each says the same.
test.each([
  { path: "usr/bin/bash", text: "@(#)Bash version 5.2.15(1) release GNU", found: "bash 5.2.15" },
  { path: "bin/busybox", text: "BusyBox v1.36.1 (2023-05-18 00:00:00 UTC)", found: "busybox 1.36.1" },
  { path: "bin/sh", text: "BusyBox v1.36.1 (2023-05-18 00:00:00 UTC)", found: "busybox 1.36.1" },
  { path: "usr/sbin/nginx", text: "nginx/1.22.1", found: "nginx 1.22.1" },
  { path: "usr/sbin/apache2", text: "Apache/2.4.62 (Debian)", found: "http_server 2.4.62" },
  {
    path: "usr/local/bin/node",
    text: "https://nodejs.org/download/release/v20.20.2/node-v20.20.2.tar.gz",
    found: "node 20.20.2",
  },
  { path: "usr/bin/openssl", text: "OpenSSL 3.0.19 27 Jan 2026", found: "openssl 3.0.19" },
  { path: "usr/lib/libssl.so.1.1", text: "OpenSSL 1.1.1w  11 Sep 2023", found: "openssl 1.1.1w" },
  { path: "usr/lib/libcrypto.so.10", text: "OpenSSL 1.0.2k-fips  26 Jan 2017", found: "openssl 1.0.2k-fips" },
  { path: "usr/bin/curl", text: "curl 7.88.1 (x86_64-pc-linux-gnu) %s", found: "curl 7.88.1" },
  { path: "usr/sbin/sshd", text: "OpenSSH_9.2p1 Debian-2+deb12u6", found: "openssh 9.2p1" },
  { path: "usr/bin/postgres", text: "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", found: "postgresql 15.18" },
  { path: "usr/sbin/mariadbd", text: "10.11.19-MariaDB-0+deb12u1", found: "mariadb 10.11.19" },
  { path: "usr/bin/redis-server", text: "7.0.15", found: "redis 7.0.15" },
  { path: "usr/lib/libpython3.11.so.1.0", text: "/root/versions/3.11.7", found: "python 3.11.7" },
  { path: "usr/bin/perl", text: "v5.36.0", found: "perl 5.36.0" },
  { path: "usr/bin/php8.2", text: "X-Powered-By: PHP/8.2.29", found: "php 8.2.29" },
  {
    path: "usr/lib/libruby.so.3.1.2",
    text: "ruby 3.1.2p20 (2022-04-12 revision 4491bb740a) [x86_64]",
    found: "ruby 3.1.2",
  },
  {
    path: "usr/lib/jvm/lib/server/libjvm.so",
    text: "OpenJDK 64-Bit Server VM (17.0.15+6-Debian-1deb12u1) for linux-amd64 JRE (17.0.15+6-Debian-1deb12u1)",
    found: "openjdk 17.0.15+6-Debian-1deb12u1",
  },
  {
    path: "usr/lib/libz.so.1.2.13",
    text: " deflate 1.2.13 Copyright 1995-2022 Jean-loup Gailly",
    found: "zlib 1.2.13",
  },
  { path: "usr/lib/libxml2.so.2", text: "20914", found: "libxml2 2.9.14" },
  { path: "usr/lib/libxslt.so.1", text: "10135", found: "libxslt 1.1.35" },
  { path: "usr/bin/containerd", text: "1.6.20~ds1", found: "containerd 1.6.20" },
  { path: "usr/bin/traefik", text: "3.1.2", found: "traefik 3.1.2" },
])("recognises $found in $path", ({ path, text, found }) => {
  const result = analyzeBytes(classifiers, programWith("usage: %s", text, "0.5"), { path });

  expect(result?.packages?.map(({ name, version, confidence }) => `${name} ${version} ${confidence}`)).toEqual([
    `${found} likely`,
  ]);
});

test.each([
  { name: "another program that names it", path: "usr/bin/monitor", text: "nginx/1.22.1" },
  { name: "a name that only starts alike", path: "usr/bin/nginx-exporter", text: "nginx/1.22.1" },
  { name: "a text without a version", path: "usr/sbin/nginx", text: "nginx/%d.%d" },
  { name: "another series", path: "usr/lib/libpython3.11.so.1.0", text: "3.2.0" },
  { name: "a list of peers", path: "usr/sbin/sshd", text: "OpenSSH_7.0*,OpenSSH_7.1*" },
])("finds nothing in $name", ({ path, text }) => {
  expect(analyzeBytes(classifiers, programWith(text), { path })?.packages ?? []).toEqual([]);
});

test("calls two versions of one product possible, and says nothing of four", () => {
  const path = "usr/bin/redis-server";

  const two = analyzeBytes(classifiers, programWith("7.0.15", "6.2.1"), { path });
  const four = analyzeBytes(classifiers, programWith("7.0.15", "6.2.1", "6.2.2", "6.2.3"), { path });

  expect(two?.packages?.map(({ confidence }) => confidence)).toEqual(["possible", "possible"]);
  expect(four?.packages).toEqual([]);
});

test("says that a packed program is not looked into", () => {
  const program = makeElf({ segments: [{ flags: 5, address: 0, content: Buffer.from("UPX!\x0d\x1e7.0.15\0") }] });

  const result = analyzeBytes(staticLibraries, program, { path: "usr/bin/tool" });

  expect(result?.diagnostics?.map(({ code }) => code)).toEqual(["binary/packed"]);
});

test("finds linked libraries wherever pieces end", () => {
  const filler = "x".repeat(5000);
  const program = programWith(
    filler,
    " deflate 1.3.1 Copyright 1995-2024 Jean-loup Gailly and Mark Adler ",
    filler,
    "OpenSSL 3.0.16 11 Feb 2025",
    "expat_2.6.3",
    "1.0.8, 13-Jul-2019",
    "failed memory resize %u to %u bytes",
    "3.45.1",
  );
  const expected = ["bzip2 1.0.8", "libexpat 2.6.3", "openssl 3.0.16", "sqlite 3.45.1", "zlib 1.3.1"];
  for (const pieceBytes of [1, 97, 4096, 1_000_000]) {
    const result = analyzeBytes(staticLibraries, program, { pieceBytes });

    expect(result?.packages?.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(expected);
  }
});

test.each([
  { name: "the library's own file", path: "usr/lib/libssl.so.3", texts: ["OpenSSL 3.0.16 11 Feb 2025"] },
  { name: "a program that loads it", path: "usr/bin/tool", texts: ["libssl.so.3", "OpenSSL 3.0.16 11 Feb 2025"] },
  { name: "a version far from its marks", path: "usr/bin/tool", texts: ["3.45.1"] },
])("finds no linked library in $name", ({ path, texts }) => {
  expect(analyzeBytes(staticLibraries, programWith(...texts), { path })?.packages).toEqual([]);
});

test("does not look at program code where constants have their own segment", () => {
  const text = Buffer.from("\0OpenSSL 3.0.16 11 Feb 2025\0");
  const code = { flags: 5, address: 0, content: text };
  const constants = { flags: 4, address: 4096, content: Buffer.alloc(32) };

  expect(analyzeBytes(staticLibraries, makeElf({ segments: [code, constants] }))?.packages).toEqual([]);
  expect(analyzeBytes(staticLibraries, makeElf({ segments: [code] }))?.packages).toHaveLength(1);
});

test("signatures name each product once in a group of files, in lower case, without state between calls", () => {
  const broken = classifiedProducts.filter(
    ({ product, patterns, files }) =>
      product !== product.toLowerCase() || files.flags !== "" || patterns.some(({ text }) => text.flags !== ""),
  );

  expect(broken).toEqual([]);
  expect(new Set(classifiedProducts.map(({ product }) => product)).size).toBeGreaterThanOrEqual(60);
});
