import { expect, test } from "vitest";
import type { FoundPackage } from "../../model/package.ts";
import { go } from "./go.ts";
import { analyzeBytes } from "./samples/analyze-bytes.ts";
import { makeElf } from "./samples/sample-elf.ts";

// Layouts as package debug/buildinfo of Go describes them; marks as cmd/go writes them around the module lines.
const start = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
const end = Buffer.from("f932433186182072008242104116d8f2", "hex");
const lines = [
  "path\texample.com/shop/cmd/web",
  "mod\texample.com/shop\t(devel)\t",
  "dep\tgithub.com/google/uuid\tv1.6.0\th1:abc=",
  "dep\tgopkg.in/yaml.v3\tv3.0.0-00010101000000-000000000000",
  "=>\tgithub.com/go-yaml/yaml/v3\tv3.0.1\th1:def=",
  "dep\texample.com/local\tv1.0.0",
  "=>\t../local\t(devel)",
  'build\t-ldflags="-s -w -X main.version=1.2.3"',
  "build\tvcs.revision=0123456789abcdef0123456789abcdef01234567",
  "build\tvcs.time=2024-03-01T10:11:12Z",
  "",
].join("\n");
const read = 4;
const readWrite = 6;

function moduleText(text: string): Buffer {
  return Buffer.concat([start, Buffer.from(text), end]);
}

function inlineInfo(version: string, text: string): Buffer {
  const modules = moduleText(text);
  const head = Buffer.alloc(32);
  head.write("\xff Go buildinf:", 0, "latin1");
  head.set([8, 2], 14);
  const length = Buffer.from([(modules.length & 0x7f) | 0x80, modules.length >> 7]);
  return Buffer.concat([head, Buffer.from([version.length]), Buffer.from(version), length, modules]);
}

function inlineProgram(version: string, text = lines): Buffer {
  return makeElf({ segments: [{ flags: readWrite, address: 0x1000, content: inlineInfo(version, text) }] });
}

function names(packages: readonly FoundPackage[] | undefined): string[] {
  return (packages ?? []).map(({ namespace, name, version }) => `${namespace ?? ""}/${name}@${version}`);
}

test("gives the main module, what it is built from and the standard library", () => {
  const result = analyzeBytes(go, inlineProgram("go1.22.1"));

  expect(names(result?.packages)).toEqual([
    "example.com/shop@v1.2.3",
    "github.com/google/uuid@v1.6.0",
    "github.com/go-yaml/yaml/v3@v3.0.1",
    "example.com/local@",
    "/stdlib@1.22.1",
  ]);
  expect(result?.packages?.[2]?.provides).toEqual(["gopkg.in/yaml.v3"]);
  expect(result?.packages?.[0]?.confidence).toBe("likely");
  expect(result?.diagnostics).toEqual([]);
});

test.each([
  { name: "32 bits, little end first", bits: 32, isLittleEndian: true },
  { name: "64 bits, little end first", bits: 64, isLittleEndian: true },
  { name: "64 bits, big end first", bits: 64, isLittleEndian: false },
] as const)("follows the pointers of programs before Go 1.18: $name", ({ bits, isLittleEndian }) => {
  const pointerBytes = bits === 64 ? 8 : 4;
  const constants = Buffer.concat([Buffer.from("xxgo1.4goXgo1.16.5go1.17"), moduleText(lines)]);
  const data = Buffer.alloc(96);
  data.write("\xff Go buildinf:", 0, "latin1");
  data.set([pointerBytes, isLittleEndian ? 0 : 1], 14);
  const write = (at: number, value: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    const short = bytes.subarray(8 - pointerBytes);
    data.set(isLittleEndian ? short.toReversed() : short, at);
  };
  write(16, 0x20040);
  write(64, 0x1000a);
  write(64 + pointerBytes, "go1.16.5".length);
  const program = makeElf({
    bits,
    isLittleEndian,
    segments: [
      { flags: read, address: 0x10000, content: constants },
      { flags: readWrite, address: 0x20000, content: data },
    ],
  });

  const result = analyzeBytes(go, program, { pieceBytes: 7 });

  expect(names(result?.packages).at(-1)).toBe("/stdlib@1.16.5");
  expect(names(result?.packages)[1]).toBe("github.com/google/uuid@v1.6.0");
});

test.each([
  { name: "experiment", toolchain: "go1.20.5 X:nocoverageredesign", version: "1.20.5" },
  { name: "boringcrypto", toolchain: "go1.19.4b7", version: "1.19.4" },
  { name: "Red Hat", toolchain: "go1.21.3 (Red Hat 1.21.3-1.el9)", version: "1.21.3" },
  { name: "Microsoft", toolchain: "go1.21.3-1", version: "1.21.3" },
  { name: "no patch", toolchain: "go1.20", version: "1.20.0" },
  { name: "release candidate", toolchain: "go1.21rc2", version: "1.21.0-rc.2" },
])("reads the toolchain of $name", ({ toolchain, version }) => {
  expect(names(analyzeBytes(go, inlineProgram(toolchain))?.packages).at(-1)).toBe(`/stdlib@${version}`);
});

test.each([
  { name: "a tag", line: "mod\texample.com/a\tv1.4.0\th1:x=", settings: [], version: "v1.4.0" },
  {
    name: "the commit",
    line: "mod\texample.com/a\t(devel)",
    settings: ["build\tvcs.revision=0123456789abcdef0123456789abcdef01234567", "build\tvcs.time=2024-03-01T10:11:12Z"],
    version: "v0.0.0-20240301101112-0123456789ab",
  },
  {
    name: "the linker, own package before others",
    line: "mod\texample.com/a\t(devel)",
    settings: ['build\t-ldflags="-X other.com/x.version=9.9.9 -X example.com/a/build.Version=v2.0.1"'],
    version: "v2.0.1",
  },
  {
    name: "nothing where the linker was told two",
    line: "mod\texample.com/a\t(devel)",
    settings: ['build\t-ldflags="-X b.com/x.version=9.9.9 -X c.com/x.version=1.1.1"'],
    version: "",
  },
])("takes the version of the main module from $name", ({ line, settings, version }) => {
  const text = ["path\texample.com/a", line, ...settings, ""].join("\n");

  expect(analyzeBytes(go, inlineProgram("go1.22.1", text))?.packages?.[0]?.version).toBe(version);
});

test("says that the toolchain is not known, and counts broken lines", () => {
  const result = analyzeBytes(go, inlineProgram("devel go1.23-abc", "path\ta\nnonsense\n"));

  expect(result?.diagnostics?.map(({ code }) => code)).toEqual([
    "binary/go-toolchain-unknown",
    "binary/go-module-line-broken",
  ]);
  expect(result?.diagnostics?.[0]?.message.en).toContain("devel go1.23-abc");
});

test.each([
  { name: "a text", bytes: Buffer.from("#!/bin/sh\n\xff Go buildinf:", "latin1") },
  { name: "an object file", bytes: makeElf({ fileType: 1, segments: [] }) },
  { name: "an empty file", bytes: Buffer.alloc(0) },
])("does not look at $name", ({ bytes }) => {
  expect(analyzeBytes(go, bytes)).toBeUndefined();
});

test("finds nothing in a program that names the marker in a text", () => {
  const content = Buffer.from("find \xff Go buildinf: in a file".padEnd(64), "latin1");
  const program = makeElf({ segments: [{ flags: read, address: 0, content }] });

  expect(analyzeBytes(go, program)).toEqual({});
});
