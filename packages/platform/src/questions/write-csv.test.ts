import { expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";

// Quoting as RFC 4180, section 2, says; signs of formulas as OWASP lists them.
test.each([
  { name: "a text", value: "openssl", cell: "openssl" },
  { name: "nothing", value: null, cell: "" },
  { name: "a number below zero", value: -1, cell: "-1" },
  { name: "a comma", value: "a,b", cell: '"a,b"' },
  { name: "a quotation mark", value: 'a"b', cell: '"a""b"' },
  { name: "a line break", value: "a\nb", cell: '"a\nb"' },
  { name: "Japanese", value: "権限", cell: "権限" },
  { name: "a formula", value: '=HYPERLINK("http://x")', cell: '"\'=HYPERLINK(""http://x"")"' },
  { name: "a formula with plus", value: "+1", cell: "'+1" },
  { name: "a formula with minus", value: "-1", cell: "'-1" },
  { name: "a formula with at", value: "@SUM(1)", cell: "'@SUM(1)" },
  { name: "a formula behind a tab", value: "\t=1", cell: "'\t=1" },
  { name: "a formula behind spaces", value: "  =1", cell: "'  =1" },
  { name: "a full-width formula", value: "＝1", cell: "'＝1" },
])("a cell of CSV: $name", ({ value, cell }) => {
  expect(writeCsv(["name", "value"], [["x", value]])).toBe(`\u{feff}name,value\r\nx,${cell}\r\n`);
});
