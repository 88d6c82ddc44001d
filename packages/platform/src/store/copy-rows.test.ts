import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CopyValue, copyRows, RowBuffer, writeJson, writeValue } from "./copy-rows.ts";
import { openTestStore, type TestStore } from "./fixtures/test-store.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
}, 90_000);
afterAll(() => store.close());

// Source of the expected texts: PostgreSQL documentation, COPY, "Text Format".
test.each<{ name: string; value: CopyValue; expected: string }>([
  { name: "nothing", value: null, expected: "\\N" },
  { name: "a text that looks like nothing", value: "\\N", expected: "\\\\N" },
  { name: "the end of data", value: "\\.", expected: "\\\\." },
  { name: "tab, line feed, carriage return", value: "\t\n\r", expected: "\\t\\n\\r" },
  { name: "bytes", value: Buffer.from([0, 255]), expected: "\\\\x00ff" },
  { name: "true", value: true, expected: "true" },
  { name: "an empty list", value: [], expected: "{}" },
  { name: "texts", value: ['a"b', "c\\d", "", "null"], expected: '{"a\\\\"b","c\\\\\\\\d","","null"}' },
])("$name is written as $expected", ({ value, expected }) => {
  expect(writeValue(value)).toBe(expected);
});

test("any text, list and JSON comes back as it was", async () => {
  const anyText = fc.string({ unit: "binary", maxLength: 40 });
  const rows = fc.sample(fc.tuple(anyText, fc.array(anyText, { maxLength: 4 }), fc.jsonValue({ maxDepth: 3 })), {
    numRuns: 500,
    seed: 7,
  });
  const client = await store.worker.pool.connect();
  await client.query("CREATE TEMP TABLE copied (number int, word text, words text[], held jsonb)");
  const written = new RowBuffer();
  for (const [number, [word, words, held]] of rows.entries()) {
    written.write([number, word, words, writeJson(held)]);
  }
  await copyRows({ client, table: "copied", columns: ["number", "word", "words", "held"] }, written);
  const { rows: back } = await client.query<{ word: string; words: string[]; held: unknown }>(
    "SELECT word, words, held FROM copied ORDER BY number",
  );
  await client.query("DROP TABLE copied");
  client.release();

  const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "\u{fffd}");
  expect(back.length).toBe(rows.length);
  for (const [index, [word, words, held]] of rows.entries()) {
    expect(back[index]?.word).toBe(clean(word));
    expect(back[index]?.words).toEqual(words.map(clean));
    expect(back[index]?.held).toEqual(JSON.parse(writeJson(held)));
  }
});
