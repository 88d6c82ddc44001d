import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { openDatabase } from "./open-database.ts";
import type { SqliteValue } from "./read-record.ts";
import { readTable } from "./read-table.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-sqlite-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes a database with SQLite itself, which is the judge here. */
function makeDatabase(name: string, pragmas: string, rowCount: number): Buffer {
  const path = join(folder, name);
  const database = new DatabaseSync(path);
  database.exec(pragmas);
  database.exec("create table other (a); create table Packages (hnum integer primary key, blob, text, real)");
  const insert = database.prepare("insert into Packages values (?, ?, ?, ?)");
  database.exec("begin");
  for (let row = 1; row <= rowCount; row++) insert.run(row, Buffer.alloc(row * 37, row), `関所 ${row}`, row / 4);
  database.exec("commit");
  database.close();
  return readFileSync(path);
}

function read(bytes: Buffer, log?: Buffer): { readonly rows: (readonly SqliteValue[])[]; readonly codes: string[] } {
  const { database, diagnostics } = openDatabase(
    log === undefined ? { path: "db", bytes } : { path: "db", bytes, log },
  );
  const found: Diagnostic[] = [...diagnostics];
  if (database === undefined) return { rows: [], codes: found.map(({ code }) => code) };
  const rows = [...(readTable(database, "packages", (diagnostic) => found.push(diagnostic)) ?? [])];
  return { rows, codes: found.map(({ code }) => code) };
}

describe("databases that SQLite made", () => {
  test.each([
    { name: "pages of 512 bytes", pragmas: "pragma page_size = 512", rowCount: 300 },
    { name: "pages of 4096 bytes", pragmas: "pragma page_size = 4096", rowCount: 1000 },
    { name: "pages of 65536 bytes", pragmas: "pragma page_size = 65536", rowCount: 300 },
    { name: "UTF-16, little-endian", pragmas: "pragma encoding = 'UTF-16le'", rowCount: 20 },
    { name: "UTF-16, big-endian", pragmas: "pragma encoding = 'UTF-16be'", rowCount: 20 },
    { name: "an empty table", pragmas: "", rowCount: 0 },
  ])("$name: $rowCount rows", ({ name, pragmas, rowCount }) => {
    const { rows, codes } = read(makeDatabase(name, pragmas, rowCount));

    expect(codes).toEqual([]);
    expect(rows).toHaveLength(rowCount);
    for (const [index, [hnum, blob, text, real]] of rows.entries()) {
      const row = index + 1;
      expect([hnum, text, real]).toEqual([null, `関所 ${row}`, row / 4]);
      expect(Buffer.alloc(row * 37, row).equals(Buffer.isBuffer(blob) ? blob : Buffer.alloc(0))).toBe(true);
    }
  });

  test("every size of integer", () => {
    const path = join(folder, "integers");
    const database = new DatabaseSync(path);
    database.exec("create table Packages (a)");
    const values = [0, 1, -1, 127, -32768, 8388607, -2147483648, 140737488355327];
    for (const value of values) database.prepare("insert into Packages values (?)").run(value);
    database.prepare("insert into Packages values (?)").run(9223372036854775807n);
    database.close();

    expect(read(readFileSync(path)).rows.flat()).toEqual([...values, 9223372036854775807n]);
  });
});

describe("a write-ahead log", () => {
  function makeLogged(name: string): { readonly bytes: Buffer; readonly log: Buffer } {
    const path = join(folder, name);
    const database = new DatabaseSync(path);
    database.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table Packages (a)");
    database.exec("insert into Packages values ('first')");
    database.exec("insert into Packages values ('second')");
    copyFileSync(path, `${path}.copy`);
    copyFileSync(`${path}-wal`, `${path}.log`);
    database.close();
    return { bytes: readFileSync(`${path}.copy`), log: readFileSync(`${path}.log`) };
  }

  test("adds what is not in the file yet", () => {
    const { bytes, log } = makeLogged("wal");

    expect(read(bytes).rows).toEqual([]);
    expect(read(bytes, log)).toEqual({ rows: [["first"], ["second"]], codes: [] });
  });

  test("counts up to the last commit whose checksum fits", () => {
    const { bytes, log } = makeLogged("wal-damaged");
    log[log.length - 1] = (log.at(-1) ?? 0) ^ 1;

    expect(read(bytes, log)).toEqual({ rows: [["first"]], codes: [] });
  });

  test("of other bytes is told of, the file is read without it", () => {
    expect(read(makeDatabase("plain", "", 2), Buffer.alloc(64, 7)).codes).toEqual(["sqlite/no-log"]);
  });
});

describe("damage", () => {
  test.each([
    { name: "an empty file", bytes: Buffer.alloc(0), codes: ["sqlite/no-database"] },
    { name: "another format", bytes: Buffer.alloc(4096, "RpmP"), codes: ["sqlite/no-database"] },
    { name: "a page size of 3", bytes: withPageSize(3), codes: ["sqlite/page-size"] },
  ])("$name", ({ bytes, codes }) => {
    expect(read(bytes)).toEqual({ rows: [], codes });
  });

  test("a truncated file gives the rows that are whole", () => {
    const bytes = makeDatabase("truncated", "pragma page_size = 512", 100);
    const { rows, codes } = read(bytes.subarray(0, bytes.length / 2));

    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(100);
    expect(codes).toContain("sqlite/page-missing");
  });

  test("a tree that points to itself ends", () => {
    const bytes = makeDatabase("cyclic", "pragma page_size = 512", 300);
    // Page 3 is the root of the second table: an interior page, whose last child becomes the page itself.
    expect(bytes.readUInt8(1024)).toBe(5);
    bytes.writeUInt32BE(3, 1024 + 8);

    expect(read(bytes).codes).toContain("sqlite/page-missing");
  });

  test("an overflow chain that points to itself is given up", () => {
    const bytes = makeDatabase("chain", "pragma page_size = 512", 300);
    for (let page = 5; page < bytes.length / 512; page++) {
      if (bytes.readUInt8(page * 512) === 0) bytes.writeUInt32BE(page + 1, page * 512);
    }

    expect(read(bytes).codes).toContain("sqlite/row");
  });

  test("never throws and never hangs on changed bytes", () => {
    const bytes = makeDatabase("fuzz", "pragma page_size = 512", 40);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), fc.nat(bytes.length), (changes, length) => {
        const damaged = Buffer.from(bytes.subarray(0, Math.max(length, 1024)));
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        expect(read(damaged).rows.length).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 300 },
    );
  });
});

function withPageSize(size: number): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write("SQLite format 3\0", "latin1");
  bytes.writeUInt16BE(size, 16);
  return bytes;
}
