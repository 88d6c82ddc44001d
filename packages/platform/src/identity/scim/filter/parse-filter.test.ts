import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../scim-error.ts";
import { type Filter, parseFilter, parsePath } from "./parse-filter.ts";

const bjensen: Filter = { kind: "compare", path: "username", operator: "eq", value: "bjensen" };

describe("a filter", () => {
  // The examples of RFC 7644, 3.4.2.2, figure 2.
  test.each<{ name: string; filter: Filter }>([
    { name: 'userName eq "bjensen"', filter: bjensen },
    {
      name: `name.familyName co "O'Malley"`,
      filter: { kind: "compare", path: "name.familyname", operator: "co", value: "O'Malley" },
    },
    { name: 'userName sw "J"', filter: { kind: "compare", path: "username", operator: "sw", value: "J" } },
    {
      name: 'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      filter: { kind: "compare", path: "username", operator: "sw", value: "J" },
    },
    { name: "title pr", filter: { kind: "present", path: "title" } },
    {
      name: 'meta.lastModified gt "2011-05-13T04:42:34Z"',
      filter: { kind: "compare", path: "meta.lastmodified", operator: "gt", value: "2011-05-13T04:42:34Z" },
    },
    {
      name: 'title pr and userType eq "Employee"',
      filter: {
        kind: "and",
        parts: [
          { kind: "present", path: "title" },
          { kind: "compare", path: "usertype", operator: "eq", value: "Employee" },
        ],
      },
    },
    {
      name: 'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp"]',
      filter: {
        kind: "or",
        parts: [
          {
            kind: "within",
            path: "emails",
            part: {
              kind: "and",
              parts: [
                { kind: "compare", path: "type", operator: "eq", value: "work" },
                { kind: "compare", path: "value", operator: "co", value: "@example.com" },
              ],
            },
          },
          { kind: "within", path: "ims", part: { kind: "compare", path: "type", operator: "eq", value: "xmpp" } },
        ],
      },
    },
    {
      name: 'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      filter: {
        kind: "and",
        parts: [
          { kind: "compare", path: "usertype", operator: "ne", value: "Employee" },
          {
            kind: "not",
            part: {
              kind: "or",
              parts: [
                { kind: "compare", path: "emails", operator: "co", value: "example.com" },
                { kind: "compare", path: "emails.value", operator: "co", value: "example.org" },
              ],
            },
          },
        ],
      },
    },
  ])("$name", ({ name, filter }) => {
    expect(parseFilter(name)).toEqual(filter);
  });

  test("binds and before or, takes words in every case, and texts with escapes", () => {
    const filter = parseFilter('a PR Or b Pr AND NOT (c EQ "\\"\\u95a2\\\\")');

    expect(filter).toEqual({
      kind: "or",
      parts: [
        { kind: "present", path: "a" },
        {
          kind: "and",
          parts: [
            { kind: "present", path: "b" },
            { kind: "not", part: { kind: "compare", path: "c", operator: "eq", value: '"関\\' } },
          ],
        },
      ],
    });
  });

  test.each([
    { name: "nothing", text: "", place: "column 1" },
    { name: "an operator that is none", text: 'userName is "x"', place: "column 10: expected an operator, got is" },
    { name: "a text without its end", text: 'userName eq "x', place: "column 13" },
    { name: "a text that JSON does not know", text: 'userName eq "\\x"', place: "column 13" },
    { name: "no value", text: "userName eq", place: "column 12: expected a value, got nothing" },
    { name: "a value without quotes", text: "userName eq x", place: "column 13" },
    { name: "a bracket that is not closed", text: "(a pr", place: "column 6: expected ), got nothing" },
    { name: "a bracket that is closed twice", text: "(a pr))", place: "column 7" },
    { name: "not without brackets", text: "not a pr", place: "column 5" },
    { name: "two filters side by side", text: "a pr b pr", place: "column 6" },
    { name: "a sign of SQL", text: "a eq 'x'", place: "column 6" },
    { name: "a thousand levels", text: `${"(".repeat(1000)}a pr${")".repeat(1000)}`, place: "expected at most" },
    { name: "a million of words", text: "a pr and ".repeat(200_000), place: "expected at most" },
  ])("is refused with its place: $name", ({ text, place }) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ status: 400, type: "invalidFilter" }));
    expect(() => parseFilter(text)).toThrow(place);
  });

  test("is read or refused, whatever it is", () => {
    const pieces = fc.constantFrom(
      "a",
      "eq",
      "pr",
      "and",
      "or",
      "not",
      "(",
      ")",
      "[",
      "]",
      '"x"',
      '"',
      "\\",
      ".",
      "1",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(pieces, pieces, pieces, pieces, pieces).map((all) => all.join(" ")),
        ),
        (text) => {
          expect(problemOf(text)).toSatisfy((problem) => problem === undefined || problem instanceof ScimError);
        },
      ),
    );
  });

  test("is the same once it was written and read again", () => {
    const path = fc.stringMatching(/^[a-z]{1,8}$/).filter((word) => !["not", "and", "or", "pr"].includes(word));
    const value = fc.oneof(fc.string(), fc.constantFrom(true, false, null, 1, -2.5));
    const operator = fc.constantFrom("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le");
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4 },
        fc.record({ kind: fc.constantFrom("compare"), path, operator, value }),
        fc.record({ kind: fc.constantFrom("present"), path }),
        fc.record({ kind: fc.constantFrom("not"), part: tie("filter") }),
        fc.record({ kind: fc.constantFrom("and", "or"), parts: fc.tuple(tie("filter"), tie("filter")) }),
      ),
    }));

    fc.assert(
      fc.property(filter, (written) => {
        expect(parseFilter(print(written))).toEqual(written);
      }),
    );
  });
});

describe("the path of a change", () => {
  // As Microsoft Entra ID and Okta send them, and RFC 7644, 3.5.2 has them.
  test.each([
    { name: "members", path: "members", part: undefined, isFiltered: false },
    { name: "name.familyName", path: "name.familyname", part: undefined, isFiltered: false },
    { name: 'addresses[type eq "work"]', path: "addresses", part: undefined, isFiltered: true },
    { name: 'members[value eq "2819c223"].displayName', path: "members", part: "displayname", isFiltered: true },
    { name: 'emails[type eq "work"].value', path: "emails", part: "value", isFiltered: true },
    {
      name: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
      path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:department",
      part: undefined,
      isFiltered: false,
    },
  ])("$name", ({ name, path, part, isFiltered }) => {
    const read = parsePath(name);

    expect([read.path, read.part, read.filter !== undefined]).toEqual([path, part, isFiltered]);
  });

  test.each(["", "[a pr]", "members[", "members[value eq]", "members[a pr]x", "members[a pr]..", "a b", "1a"])(
    "is refused where it is none: %s",
    (text) => {
      expect(() => parsePath(text)).toThrow(expect.objectContaining({ status: 400, type: "invalidPath" }));
    },
  );
});

function problemOf(text: string): unknown {
  try {
    parseFilter(text);
    return undefined;
  } catch (error) {
    return error;
  }
}

function print(filter: Filter): string {
  if (filter.kind === "present") return `${filter.path} pr`;
  if (filter.kind === "compare") return `${filter.path} ${filter.operator} ${JSON.stringify(filter.value)}`;
  if (filter.kind === "not") return `not (${print(filter.part)})`;
  if (filter.kind === "within") return `${filter.path}[${print(filter.part)}]`;
  const [left, right] = filter.parts;
  return `(${print(left)}) ${filter.kind} (${print(right)})`;
}
