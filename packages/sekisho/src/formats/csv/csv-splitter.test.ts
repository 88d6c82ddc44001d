import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvSplitter } from "./csv-splitter.ts";

interface Told {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly problems: readonly string[];
}

function read(text: string, pieceUnits = 1_000_000, maxRowUnits = 10_000): Told {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const problems: string[] = [];
  const splitter = new CsvSplitter({
    separator: ",",
    onRow: ({ cells, line }) => {
      rows.push(cells);
      lines.push(line);
    },
    onProblem: (line, problem) => problems.push(`${line} ${problem}`),
    maxRowUnits,
  });
  for (let at = 0; at < text.length; at += pieceUnits) splitter.write(text.slice(at, at + pieceUnits));
  splitter.end();
  return { rows, lines, problems };
}

/** Expected cells are those of RFC 4180, section 2; where it is silent, of what LibreOffice reads. */
describe("CsvSplitter", () => {
  test.each([
    {
      name: "rows",
      text: "a,b\nc,d\n",
      rows: [
        ["a", "b"],
        ["c", "d"],
      ],
      lines: [1, 2],
    },
    {
      name: "no line end at the end",
      text: "a,b\r\nc,d",
      rows: [
        ["a", "b"],
        ["c", "d"],
      ],
      lines: [1, 2],
    },
    {
      name: "empty cells",
      text: ",\n,,\n",
      rows: [
        ["", ""],
        ["", "", ""],
      ],
      lines: [1, 2],
    },
    { name: "lines without a character", text: "a\n\n\nb\n", rows: [["a"], ["b"]], lines: [1, 4] },
    { name: "a quoted separator", text: '"a,b",c\n', rows: [["a,b", "c"]], lines: [1] },
    { name: "a quoted quote", text: '"a ""b""",c\n', rows: [['a "b"', "c"]], lines: [1] },
    {
      name: "a quoted line end",
      text: '"a\nb",c\r\nd,e',
      rows: [
        ["a\nb", "c"],
        ["d", "e"],
      ],
      lines: [1, 3],
    },
    { name: "a quoted empty cell alone", text: '""\na\n', rows: [[""], ["a"]], lines: [1, 2] },
    { name: "a quote inside a plain cell", text: 'a"b,c\n', rows: [['a"b', "c"]], lines: [1] },
    { name: "text behind a closing quote", text: '"a"b,c\n', rows: [["ab", "c"]], lines: [1] },
    {
      name: "carriage returns alone",
      text: "a,b\rc,d\r",
      rows: [
        ["a", "b"],
        ["c", "d"],
      ],
      lines: [1, 2],
    },
    { name: "blanks are a part of the cell", text: " a , b\n", rows: [[" a ", " b"]], lines: [1] },
    { name: "nothing", text: "", rows: [], lines: [] },
  ])("$name", ({ text, rows, lines }) => {
    for (const pieceUnits of [1, 2, 3, 1000]) {
      expect(read(text, pieceUnits)).toEqual({ rows, lines, problems: [] });
    }
  });

  test("a quote without an end is told with the line of its row, and the rows before it are given", () => {
    expect(read('a,b\n"c\nd\n')).toEqual({ rows: [["a", "b"]], lines: [1], problems: ["2 unclosed-quote"] });
  });

  test("a row that is too long is told once", () => {
    const { rows, problems } = read(`a\n${"x".repeat(200)}\nb\n`, 10, 100);

    expect([rows, problems]).toEqual([[["a"]], ["2 row-too-long"]]);
  });

  test("a row of nothing but separators counts, too", () => {
    expect(read(`a\n${",".repeat(200)}\n`, 10, 100).problems).toEqual(["2 row-too-long"]);
  });

  test("gives the same however the text is cut, and never throws", () => {
    const part = fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (parts, pieceUnits) => {
        expect(read(parts.join(""), pieceUnits)).toEqual(read(parts.join("")));
      }),
      { numRuns: 1000 },
    );
  });

  test("what was printed is read", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é") });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\r\n");

        expect(read(text, 3).rows).toEqual(rows);
      }),
    );
  });
});
