import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDependencies } from "./parse-dependencies.ts";
import { parseInstalled } from "./parse-installed.ts";

describe("the installed database", () => {
  test("names files by their directories", () => {
    const { records, diagnostics } = parseInstalled(
      "db",
      "P:a\nV:1-r0\nF:\nR:top\nF:etc\nM:0:0:1777\nR:motd\na:0:0:600\nZ:Q1x=\nR:x\n\nP:b\nV:2\n",
    );

    expect(diagnostics).toEqual([]);
    expect(records).toEqual([
      {
        line: 1,
        fields: new Map([
          ["P", "a"],
          ["V", "1-r0"],
          ["M", "0:0:1777"],
          ["a", "0:0:600"],
        ]),
        files: [{ path: "top" }, { path: "etc/motd", checksum: "Q1x=" }, { path: "etc/x" }],
      },
      {
        line: 12,
        fields: new Map([
          ["P", "b"],
          ["V", "2"],
        ]),
        files: [],
      },
    ]);
  });

  test("a broken line is told of, the others are read", () => {
    const { records, diagnostics } = parseInstalled("db", "P:a\r\nbroken\r\nV:1\r\n");

    expect(records.map(({ fields }) => fields.get("V"))).toEqual(["1"]);
    expect(diagnostics.map(({ code, location }) => [code, location?.startLine])).toEqual([["apk/not-a-field", 2]]);
  });

  test("paths that together are longer than memory are cut", () => {
    const { records, diagnostics } = parseInstalled("db", `P:a\nV:1\nF:${"d".repeat(4000)}\n${"R:x\n".repeat(5000)}`);

    expect(records[0]?.files.length).toBeLessThan(200);
    expect(diagnostics.map(({ code }) => code)).toEqual(["apk/paths-too-long"]);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("P", "F", "R", "Z", ":", "\n", "\r", "/", "é") }), (text) => {
        expect(parseInstalled("db", `P:a\n\n${text}\n\nP:z\n`).records.at(-1)?.fields.get("P")).toBe("z");
      }),
    );
  });
});

describe("dependencies", () => {
  test.each([
    {
      text: "so:libc.musl-x86_64.so.1 busybox>=1.2 !conflict /bin/sh",
      found: [{ name: "so:libc.musl-x86_64.so.1" }, { name: "busybox", range: ">=1.2" }, { name: "/bin/sh" }],
    },
    {
      text: "so:libz.so.1=1.2.13 cmd:sh=1.36.1-r2",
      found: [
        { name: "so:libz.so.1", range: "=1.2.13" },
        { name: "cmd:sh", range: "=1.36.1-r2" },
      ],
    },
    { text: "pkg@edge  pkg~1.2@testing", found: [{ name: "pkg" }, { name: "pkg", range: "~1.2" }] },
    { text: "", found: [] },
  ])("$text", ({ text, found }) => {
    expect(parseDependencies(text)).toEqual(found);
  });
});
