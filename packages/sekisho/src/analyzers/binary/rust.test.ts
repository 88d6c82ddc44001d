import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { rust } from "./rust.ts";
import { analyzeBytes } from "./samples/analyze-bytes.ts";
import { makeElf } from "./samples/sample-elf.ts";

// As PARSING.md of cargo-auditable describes it.
const list = {
  packages: [
    { name: "autocfg", version: "1.5.1", source: "crates.io", kind: "build" },
    { name: "itoa", version: "1.0.18", source: "crates.io" },
    { name: "shop", version: "0.3.1", source: "local", dependencies: [0, 1], root: true },
  ],
  format: 1,
};
const data = Buffer.from("…RUST_BACKTRACE\0");

function program(json: string, unloaded = deflateSync(json)): Buffer {
  const comment = Buffer.from("GCC: (GNU) 12.2.0\0rustc version 1.95.0 (f2d3ce0bd 2026-03-21)\0x\x9cx\x01xx");
  return makeElf({
    segments: [{ flags: 4, address: 0, content: data }],
    unloaded: Buffer.concat([comment, unloaded, Buffer.alloc(300, "symbols")]),
  });
}

test.each([1, 100, 1_000_000])("gives the crates and the compiler, in pieces of %i bytes", (pieceBytes) => {
  const result = analyzeBytes(rust, program(JSON.stringify(list)), { pieceBytes });

  expect(result?.packages).toEqual([
    { type: "cargo", name: "autocfg", version: "1.5.1", isDevelopment: true },
    { type: "cargo", name: "itoa", version: "1.0.18" },
    {
      type: "cargo",
      name: "shop",
      version: "0.3.1",
      isDirect: true,
      requires: [
        { name: "autocfg", version: "1.5.1" },
        { name: "itoa", version: "1.0.18" },
      ],
    },
    { type: "generic", name: "rust", version: "1.95.0", vendor: "rust-lang", confidence: "likely" },
  ]);
});

test.each([
  { name: "cut JSON", json: '{"packages":[{"name":"a"', crates: 0 },
  { name: "a crate without a version", json: '{"packages":[{"name":"a"},{"name":"b","version":"1.0.0"}]}', crates: 1 },
  {
    name: "places outside the list",
    json: '{"packages":[{"name":"b","version":"1","dependencies":[7,-1,0.5]}]}',
    crates: 1,
  },
])("loses nothing else over $name", ({ json, crates }) => {
  const result = analyzeBytes(rust, program(json));

  expect(result?.packages?.filter(({ type }) => type === "cargo")).toHaveLength(crates);
});

test.each([
  {
    name: "cut",
    unloaded: deflateSync(JSON.stringify({ packages: Array.from({ length: 999 }, (_, index) => index ** 3) })).subarray(
      0,
      900,
    ),
  },
  { name: "a bomb", unloaded: deflateSync(`{"packages":[${" ".repeat(64 * 1024 * 1024)}`) },
])("says that the list is $name, and keeps the compiler", ({ unloaded }) => {
  const result = analyzeBytes(rust, program("", Buffer.from(unloaded)), { pieceBytes: 100_000 });

  expect(result?.diagnostics?.map(({ code }) => code)).toEqual(["binary/rust-audit-data-broken"]);
  expect(result?.packages?.map(({ name }) => name)).toEqual(["rust"]);
});

test("reads no list in a program without Rust", () => {
  const other = makeElf({
    segments: [{ flags: 4, address: 0, content: Buffer.from("main") }],
    unloaded: deflateSync(JSON.stringify(list)),
  });

  expect(analyzeBytes(rust, other)?.packages).toEqual([]);
});
