import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseControl } from "./parse-control.ts";
import { parseFileChecksums } from "./parse-file-checksums.ts";
import { parseFileList } from "./parse-file-list.ts";
import { parseRelations } from "./parse-relations.ts";
import { parseSource } from "./parse-source.ts";

function plain(text: string): readonly (readonly [number, Readonly<Record<string, string>>])[] {
  return parseControl("status", text).records.map(({ line, fields }) => [
    line,
    Object.fromEntries([...fields].map(([name, { value }]) => [name, value])),
  ]);
}

describe("records", () => {
  test.each([
    {
      name: "two of them",
      text: "Package: a\nVersion: 1\n\nPackage: b\n",
      records: [
        [1, { package: "a", version: "1" }],
        [4, { package: "b" }],
      ],
    },
    { name: "continuation lines", text: "A: x\n y\n  z\n .\n", records: [[1, { a: "x\ny\n z\n." }]] },
    {
      name: "several empty lines, blanks in one",
      text: "\n\nA: 1\n \t\n\nB: 2",
      records: [
        [3, { a: "1" }],
        [6, { b: "2" }],
      ],
    },
    {
      name: "CRLF",
      text: "A: 1\r\nB: 2\r\n c\r\n\r\nC: 3\r\n",
      records: [
        [1, { a: "1", b: "2\nc" }],
        [5, { c: "3" }],
      ],
    },
    { name: "comments", text: "# x\nA: 1\n# y\n b\n", records: [[2, { a: "1\n# y\nb" }]] },
    { name: "an empty value", text: "Conffiles:\n /etc/a 0\n", records: [[1, { conffiles: "/etc/a 0" }]] },
    { name: "nothing", text: "", records: [] },
  ])("$name", ({ text, records }) => {
    expect(plain(text)).toEqual(records);
  });

  test("fields know their lines, others than the wanted ones are dropped", () => {
    const { records } = parseControl(
      "status",
      "Package: a\nDescription: long\n longer\nVersion: 1\n",
      new Set(["version"]),
    );

    expect(records).toEqual([{ line: 1, fields: new Map([["version", { value: "1", line: 4 }]]) }]);
  });

  test("a broken line is told of, the others are read", () => {
    const { records, diagnostics } = parseControl("status", "Package: a\nnonsense\n more\nVersion: 1\n");

    expect([...(records[0]?.fields.keys() ?? [])]).toEqual(["package", "version"]);
    expect(diagnostics.map(({ code, location }) => [code, location?.startLine])).toEqual([
      ["dpkg/not-a-field", 2],
      ["dpkg/not-a-field", 3],
    ]);
  });

  test("a line of 50 million characters is read at once", () => {
    const { records } = parseControl("status", `Package: a\nDescription: ${"x".repeat(50_000_000)}\nVersion: 1\n`);

    expect(records[0]?.fields.get("version")?.value).toBe("1");
  });

  test("never throws, and loses no record of well-formed neighbours", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("A", ":", " ", "\n", "\t", "\r", "#", "-", "é", "\0") }),
        (text) => {
          const { records } = parseControl("status", `Package: a\n\n${text}\n\nPackage: z\n`);
          expect(records[0]?.fields.get("package")?.value).toBe("a");
          expect(records.at(-1)?.fields.get("package")?.value).toBe("z");
        },
      ),
    );
  });
});

// Examples of Debian Policy, 7.1.
describe("relations", () => {
  test.each([
    {
      text: "libc6 (>= 2.2.1), default-mta | mail-transport-agent",
      relations: [{ name: "libc6", range: ">= 2.2.1" }, { name: "default-mta" }, { name: "mail-transport-agent" }],
    },
    { text: "python3:any, foo [i386] <!nocheck>", relations: [{ name: "python3" }, { name: "foo" }] },
    {
      text: "a(=1.0-1),\n b (<< 2)",
      relations: [
        { name: "a", range: "=1.0-1" },
        { name: "b", range: "<< 2" },
      ],
    },
    { text: "", relations: [] },
    { text: "a (", relations: [{ name: "a" }] },
  ])("$text", ({ text, relations }) => {
    expect(parseRelations(text)).toEqual(relations);
  });
});

// deb-control(5): "Source: source-name [(source-version)]".
describe("source packages", () => {
  test.each([
    { field: undefined, source: { name: "a", version: "1+b2" } },
    { field: "glibc", source: { name: "glibc", version: "1+b2" } },
    { field: "glibc (2.36-9)", source: { name: "glibc", version: "2.36-9" } },
    { field: "glibc (", source: { name: "glibc", version: "1+b2" } },
  ])("$field", ({ field, source }) => {
    expect(parseSource(field, "a", "1+b2")).toEqual(source);
  });
});

describe("file lists", () => {
  test.each([
    {
      name: "directories in front of their files",
      text: "/.\n/usr\n/usr/bin\n/usr/bin/a\n/usr/lib\n/usr/lib/b\n",
      paths: ["usr/bin/a", "usr/lib/b"],
    },
    { name: "a name that begins like the one before", text: "/usr/a\n/usr/ab\n", paths: ["usr/a", "usr/ab"] },
    { name: "lines that are no paths", text: "x\n\n/a\n", paths: ["a"] },
    { name: "nothing", text: "", paths: [] },
  ])("$name", ({ text, paths }) => {
    expect(parseFileList(text)).toEqual(paths);
  });
});

test("checksums are read, other lines told of", () => {
  const sum = "d41d8cd98f00b204e9800998ecf8427e";
  const { entries, diagnostics } = parseFileChecksums("a.md5sums", `${sum}  usr/a b\n${sum} *./c\nnonsense\n`);

  expect(entries).toEqual(["usr/a b", sum, "c", sum]);
  expect(diagnostics.map(({ code, location }) => [code, location?.startLine])).toEqual([["dpkg/not-a-checksum", 3]]);
});
