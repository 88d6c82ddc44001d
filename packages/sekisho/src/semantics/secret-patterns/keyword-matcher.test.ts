import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKeywordMatcher } from "./keyword-matcher.ts";

interface Hit {
  readonly owner: number;
  readonly at: number;
}

function scanAll(keywords: readonly string[], text: string, cut: number): readonly Hit[] {
  const matcher = createKeywordMatcher(keywords.map((keyword, owner) => ({ text: keyword, owner })));
  const bytes = Buffer.from(text, "latin1");
  const hits: Hit[] = [];
  const middle = Math.min(cut, bytes.length);
  for (const [from, to] of [
    [0, middle],
    [middle, bytes.length],
  ] as const) {
    matcher.scan(bytes, { from, to, length: bytes.length }, (owner, at) => hits.push({ owner, at }));
  }
  return hits.toSorted((left, right) => left.at - right.at || left.owner - right.owner);
}

/** Looks at every place for every keyword. */
function search(keywords: readonly string[], text: string): readonly Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < text.length; at++) {
    for (const [owner, keyword] of keywords.entries()) {
      const isAnyCase = !/[A-Z]/.test(keyword);
      const here = text.slice(at, at + keyword.length);
      if ((isAnyCase ? here.toLowerCase() : here) === keyword) hits.push({ owner, at });
    }
  }
  return hits;
}

describe("createKeywordMatcher", () => {
  test.each([
    { name: "any case for small letters", keywords: ["secret"], text: "Secret SECRET", at: [0, 7] },
    { name: "exact case for capital letters", keywords: ["AKIA"], text: "akia AKIA", at: [5] },
    { name: "three characters at both ends", keywords: ["://"], text: "://a://", at: [0, 4] },
    { name: "one over the other", keywords: ["aaaa"], text: "aaaaaa", at: [0, 1, 2] },
    { name: "what only looks alike in five bits", keywords: ["key_"], text: "key? KEY\x1f key_", at: [10] },
    { name: "one that goes on behind the end", keywords: ["secret"], text: "a secre", at: [] },
  ])("$name", ({ keywords, text, at }) => {
    expect(scanAll(keywords, text, text.length).map((hit) => hit.at)).toEqual(at);
  });

  test("finds what a search at every place finds, however the text is cut", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "A", "_", "@", "`"), minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), fc.array(word, { maxLength: 20 }), fc.nat(), (some, parts, cut) => {
        const keywords = [...some, ...parts.slice(0, 3)];
        const text = parts.join("-");

        expect(scanAll(keywords, text, cut % (text.length + 1))).toEqual(search(keywords, text));
      }),
    );
  });
});
