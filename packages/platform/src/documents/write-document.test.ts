import { buffer } from "node:stream/consumers";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ReadableDocument } from "./document.ts";
import { visibleText } from "./document.ts";
import { writeHtml } from "./write-html.ts";
import { writePdf } from "./write-pdf.ts";

const columns = [
  { title: "題名", width: 3 },
  { title: "件数", width: 1 },
];

function documentWith(rows: number, text = "権限昇格が可能"): ReadableDocument {
  return {
    language: "ja",
    title: "報告書",
    facts: ["テナント: default"],
    sections: [
      { heading: "概要", level: 1, paragraphs: ["検出事項 2 件"] },
      {
        heading: "詳細",
        level: 2,
        paragraphs: [],
        table: { columns, rows: Array.from({ length: rows }, (_, n): [string, number] => [`${text} ${n}`, n]) },
      },
    ],
  };
}

describe("HTML", () => {
  test.each([
    { name: "an element", text: "<script>alert(1)</script>", shown: "&lt;script&gt;alert(1)&lt;/script&gt;" },
    { name: "quotation marks", text: `"onload='x'`, shown: "&quot;onload=&#39;x&#39;" },
    { name: "an entity", text: "&lt;", shown: "&amp;lt;" },
    { name: "a turned text", text: "a\u202eb", shown: "a\u{fffd}b" },
    { name: "a line break", text: "a\r\nb", shown: "a b" },
  ])("shows as text: $name", ({ text, shown }) => {
    const html = writeHtml({ ...documentWith(1, text), title: text });

    expect(html).toContain(`<h1>${shown}</h1>`);
    expect(html).toContain(`<td>${shown} 0</td>`);
  });
});

describe("PDF", () => {
  test("has a Japanese font of which only what is used is embedded, bookmarks and numbered pages", async () => {
    const pdf = await toBytes(documentWith(120));
    const text = pdf.toString("latin1");

    expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+BIZUDPGothic/);
    // The font file alone has more than four million bytes.
    expect(pdf.length).toBeLessThan(200_000);
    expect(text).toMatch(/\/Outlines \d+ 0 R/);
    // UTF-16 with its mark, as PDF writes titles: 概要 is U+6982 U+8981.
    expect(text).toContain("/Type /Catalog");
    expect([...text.matchAll(/\/Type \/Page\b(?!s)/g)].length).toBeGreaterThan(2);
    expect(streamsOf(pdf).length).toBeGreaterThan(3);
  }, 60_000);

  test.each([
    { name: "a word that never ends", text: "x".repeat(20_000) },
    { name: "Japanese that never ends", text: "権".repeat(20_000) },
    { name: "signs that no font has", text: "\u{10fffd}\u{1f4a9}\u0000\u202e" },
    { name: "half of a pair", text: "\ud800" },
    { name: "right to left", text: "\u05d0\u05d1\u0627\u0644" },
    { name: "nothing", text: "" },
  ])(
    "is written whatever stands in a cell: $name",
    async ({ text }) => {
      const pdf = await toBytes({ ...documentWith(3, text), title: text, facts: [text] });

      expect(pdf.subarray(-6).toString("latin1")).toContain("%%EOF");
    },
    60_000,
  );
});

test.each([
  { name: "what is not seen", text: "a\u200bb\ufeffc", shown: "a\u{fffd}b\u{fffd}c" },
  { name: "a terminal's escape", text: "\u001b[31m", shown: "\u{fffd}[31m" },
  { name: "Japanese", text: "検出事項、12 件。", shown: "検出事項、12 件。" },
])("a text shows $name", ({ text, shown }) => {
  expect(visibleText(text)).toBe(shown);
});

async function toBytes(document: ReadableDocument): Promise<Buffer> {
  return await buffer(await writePdf(document));
}

/** Streams of a PDF that inflate: pages, fonts. */
function streamsOf(pdf: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  let start = pdf.indexOf("stream\n");
  while (start !== -1) {
    const end = pdf.indexOf("endstream", start);
    try {
      found.push(inflateSync(pdf.subarray(start + "stream\n".length, end)));
    } catch {
      // Not a compressed one.
    }
    start = pdf.indexOf("stream\n", end + "endstream".length);
  }
  return found;
}
