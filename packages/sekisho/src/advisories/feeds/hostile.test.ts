import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collectItems } from "./fixtures/collect-items.ts";
import { readFeed, readFeedLines } from "./fixtures/read-feed.ts";
import * as registry from "./registry.ts";

const feeds = Object.values(registry).map((feed) => ({ name: feed.id, feed }));
const context = { path: "document" };

/** Documents that are no document of any feed; each must be told apart from one that says nothing. */
const unusable = [
  { name: "an empty file", text: "" },
  { name: "blanks", text: " \n\n" },
  { name: "a list", text: "[]" },
  { name: "a number", text: "7" },
  { name: "null", text: "null" },
  { name: "an object that breaks off", text: '{"id": "CVE-2024-1", "affected": [' },
  { name: "XML that breaks off", text: '<?xml version="1.0"?><updates><update type="security"><id>ALAS2-20' },
  { name: "an error page", text: "<!doctype html><html><body>503 Service Unavailable</body></html>" },
  { name: "bytes that are no text", text: "\u0000\u0001\u0002\uFFFD" },
];

describe.each(feeds)("$name", ({ feed }) => {
  test.each(unusable)("reports $name as an error", ({ text }) => {
    const { advisories, flaws, errors } = collectItems(readFeed(feed, [Buffer.from(text)], context));

    expect({ advisories, flaws }).toEqual({ advisories: [], flaws: [] });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ message }) => message.en !== "" && message.ja !== "")).toBe(true);
  });

  test("says nothing of a document without bytes but that it is none", () => {
    expect(collectItems(readFeed(feed, [], context)).errors.length).toBeGreaterThan(0);
  });

  test("takes any JSON without throwing, cut anywhere", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(), (value, cut) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const pieces = [bytes.subarray(0, cut % (bytes.length + 1)), bytes];

        expect(() => collectItems(readFeed(feed, pieces, context))).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  test("takes any bytes without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => collectItems(readFeed(feed, [bytes], context))).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});

test("names the line of a document in JSON Lines, and reads those behind a broken one", () => {
  const text = '{"id":"GO-1","affected":[]}\n\n{"id":\n{"id":"GO-2","affected":[]}';

  const { advisories, errors } = collectItems(readFeedLines(registry.osv, [Buffer.from(text)], { path: "all" }));

  expect(advisories.map(({ id }) => id)).toEqual(["GO-1", "GO-2"]);
  expect(errors.map(({ location }) => location?.path)).toEqual(["all#L3"]);
});

test("reads lines the same however they are cut", () => {
  const bytes = Buffer.from('{"id":"GO-1","summary":"日本語"}\n{"id":"GO-2"}\n');
  const whole = collectItems(readFeedLines(registry.osv, [bytes], context));

  for (let cut = 0; cut <= bytes.length; cut++) {
    const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(collectItems(readFeedLines(registry.osv, pieces, context))).toEqual(whole);
  }
});
