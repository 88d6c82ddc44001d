import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completeQuery, writeQueryValue } from "./complete-query.ts";
import { parseQuery } from "./parse-query.ts";
import { queryFieldNames, queryFields } from "./query-fields.ts";

const choice = (field: string, ...values: string[]) => ({ kind: "choice", field, values, isNegated: false });
const name = (field: string, ...patterns: string[]) => ({ kind: "name", field, patterns, isNegated: false });
const text = (said: string) => ({ kind: "text", text: said, isNegated: false });

describe("a query", () => {
  test.each([
    { name: "nothing", query: " \t\u{3000}", terms: [] },
    { name: "a severity and worse", query: "severity>=high", terms: [choice("severity", "critical", "high")] },
    { name: "what is worse", query: "severity>high", terms: [choice("severity", "critical")] },
    { name: "what is milder", query: "severity<low", terms: [choice("severity", "info")] },
    { name: "worse than the worst", query: "severity>critical", terms: [choice("severity")] },
    { name: "alternatives", query: "state:fixed,accepted", terms: [choice("state", "fixed", "accepted")] },
    { name: "capitals", query: "STATE:Open", terms: [choice("state", "open")] },
    { name: "a glob", query: "cve:CVE-2021-*", terms: [name("cve", "CVE-2021-*")] },
    { name: "what it is not", query: "-asset:test", terms: [{ ...name("asset", "test"), isNegated: true }] },
    { name: "an id with a colon", query: "rule:hadolint:DL3008", terms: [name("rule", "hadolint:DL3008")] },
    { name: "words between quotation marks", query: '"言葉 と"', terms: [text("言葉 と")] },
    { name: "an escaped quotation mark", query: '"say \\"no\\""', terms: [text('say "no"')] },
    { name: "a quoted value", query: 'asset:"a, b"', terms: [name("asset", "a, b")] },
    { name: "words with a full-width space", query: "言葉\u{3000}log", terms: [text("言葉"), text("log")] },
    { name: "a word with commas", query: "a,b", terms: [text("a,b")] },
    { name: "a hyphen alone", query: "-", terms: [text("-")] },
    {
      name: "a number",
      query: "epss>=0.5",
      terms: [{ kind: "number", field: "epss", sign: ">=", value: 0.5, isNegated: false }],
    },
    {
      name: "an age of two weeks, in seconds",
      query: "age>2w",
      terms: [{ kind: "duration", field: "age", sign: ">", seconds: 1_209_600, isNegated: false }],
    },
    {
      name: "a day",
      query: "seen<2024-02-29",
      terms: [{ kind: "day", field: "seen", sign: "<", day: "2024-02-29", isNegated: false }],
    },
  ])("may be $name", ({ query, terms }) => {
    expect(parseQuery(query)).toEqual({ terms, problems: [] });
  });

  test.each([
    { name: "an unknown field", query: "a colour:red b", start: 2, end: 8 },
    { name: "an unknown choice", query: "severity:high,bad", start: 14, end: 17 },
    { name: "no value", query: "rule: x", start: 5, end: 5 },
    { name: "no value after a comma", query: "rule:a,", start: 7, end: 7 },
    { name: "an open quotation mark", query: 'x "abc', start: 2, end: 6 },
    { name: "an empty quotation", query: '""', start: 0, end: 2 },
    { name: "an order of names", query: "rule>a", start: 4, end: 5 },
    { name: "an order without one", query: "state>open", start: 5, end: 6 },
    { name: "a number that is too large", query: "epss>2", start: 5, end: 6 },
    { name: "a number that is none", query: "epss>1e0", start: 5, end: 8 },
    { name: "a day that is not there", query: "seen:2023-02-29", start: 5, end: 15 },
    { name: "a time without a unit", query: "age>30", start: 4, end: 6 },
    { name: "a time that is endless", query: "age>999999d", start: 4, end: 11 },
    { name: "a time that is equal", query: "age:30d", start: 3, end: 4 },
    { name: "a prototype", query: "__proto__:x constructor:y", start: 12, end: 23 },
  ])("says where it is wrong: $name", ({ query, start, end }) => {
    const { problems } = parseQuery(query);

    expect(problems.map((problem) => ({ start: problem.start, end: problem.end }))).toEqual([{ start, end }]);
  });

  test("keeps what is right beside what is wrong", () => {
    expect(parseQuery("severity:x state:open").terms).toEqual([choice("state", "open")]);
  });

  test("has at most 50 terms", () => {
    const { terms, problems } = parseQuery("a ".repeat(51));

    expect([terms.length, problems.length, problems[0]?.start]).toEqual([50, 1, 100]);
  });

  test("is never a crash, and every place is in it", () => {
    const pieces = fc.constantFrom(
      '"',
      "\\",
      ",",
      ":",
      ">=",
      "<",
      "-",
      " ",
      "*",
      "rule",
      "severity",
      "high",
      "言",
      "7d",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 12 }), (parts) => {
        const query = parts.join("");
        for (const { start, end } of parseQuery(query).problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(query.length);
        }
        for (const caret of [0, Math.floor(query.length / 2), query.length]) {
          const { start, end } = completeQuery(query, caret);
          expect(end).toBeGreaterThanOrEqual(start);
        }
      }),
    );
  });

  test("reads every value that was written for it as that value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (value) => {
        expect(parseQuery(`asset:${writeQueryValue(value)}`).terms).toEqual([name("asset", value)]);
      }),
    );
  });
});

describe("the completion of a query", () => {
  test.each([
    { name: "of nothing", query: "", caret: 0, expected: { kind: "field", names: queryFieldNames } },
    { name: "of a field", query: "sev", caret: 3, expected: { kind: "field", start: 0, end: 3, names: ["severity"] } },
    {
      name: "of a negated field",
      query: "-ass",
      caret: 4,
      expected: { kind: "field", start: 1, end: 4, names: ["asset", "asset-kind", "assignee"] },
    },
    {
      name: "of a choice",
      query: "state:open,re",
      caret: 13,
      expected: { kind: "choice", start: 11, end: 13, choices: ["reopened"] },
    },
    {
      name: "of a name inside of the query",
      query: "cve:CVE-2 x",
      caret: 8,
      expected: { kind: "name", field: "cve", start: 4, end: 9, typed: "CVE-" },
    },
    { name: "of a number", query: "epss>0", caret: 6, expected: { kind: "nothing" } },
    { name: "of a field that is none", query: "colour:r", caret: 8, expected: { kind: "nothing" } },
  ])("$name", ({ query, caret, expected }) => {
    expect(completeQuery(query, caret)).toMatchObject(expected);
  });

  test("offers every field", () => {
    expect(queryFieldNames.toSorted()).toEqual(Object.keys(queryFields).toSorted());
  });
});
