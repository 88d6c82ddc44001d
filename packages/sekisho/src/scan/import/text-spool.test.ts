import { expect, test } from "vitest";
import { TextSpool } from "./text-spool.ts";

const texts = ["", "é", "x".repeat(300_000), "関所", "last"];

test.each([
  { name: "in the order in which they came", order: "kept" as const, asked: [0, 1, 2, 3, 4] },
  { name: "in another order, some twice", order: "any" as const, asked: [4, 2, 0, 2, 3, 1] },
  { name: "in another order, though read ahead", order: "kept" as const, asked: [3, 4, 0, 1, 2] },
])("a spool gives texts back $name", ({ order, asked }) => {
  const spool = new TextSpool(order);
  for (const text of texts) spool.add(text);

  const given = asked.map((number) => spool.get(number));
  const added = spool.add("later");

  expect(given).toEqual(asked.map((number) => texts[number]));
  expect(spool.get(added)).toBe("later");
  expect(() => spool.get(texts.length + 1)).toThrow(RangeError);
  spool.close();
  spool.close();
  expect(() => spool.get(0)).toThrow(RangeError);
});
