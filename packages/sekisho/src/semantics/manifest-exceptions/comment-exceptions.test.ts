import fc from "fast-check";
import { expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { findCommentExceptions } from "./comment-exceptions.ts";

const pieces = fc.constantFrom(
  "# sekisho:ignore",
  "# sekisho:ignore-file a/b",
  " a/b",
  " reason=",
  '"x"',
  " expires=2027-01-31",
  "\n",
  "\r\n",
  "a: ",
  "- ",
  "  ",
  "'",
  "|\n",
  "---\n",
  "{ ",
  "}",
);

test("any text is read without failing; scopes and comments lie in it", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (written) => {
      const text = written.join("");

      const { exceptions, unreadable } = findCommentExceptions(text, parseYamlSource(text));

      for (const { start, end } of [...exceptions.map(({ range }) => range), ...unreadable]) {
        expect(text.slice(start, end)).toMatch(/^#[ \t]{0,9}sekisho:ignore/);
      }
      for (const { scope } of exceptions) expect(scope?.end ?? 0).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 500 },
  );
});

test("many comments are read in time that grows with them, and no more than there may be", () => {
  const text = "# sekisho:ignore a/b reason=x\n".repeat(20_000);

  expect(findCommentExceptions(text, parseYamlSource(text)).exceptions).toHaveLength(5_000);
});
