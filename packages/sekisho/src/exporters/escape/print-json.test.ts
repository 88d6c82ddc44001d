import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printItem, printJson, spliceItems } from "./print-json.ts";

describe("spliceItems", () => {
  test("gives what printing the whole value gives", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), fc.jsonValue(), (items, other) => {
        const frame = printJson({ other, inner: { list: [], last: other } });
        const printed = items.map((item) => [printItem(item, 3)]);

        const written = [...spliceItems(frame, { key: "list", depth: 2 }, printed)].join("");

        expect(written).toBe(printJson({ other, inner: { list: items, last: other } }));
      }),
    );
  });

  test("is not led astray by a text that looks like the place", () => {
    const other = '\n  "list": []';
    const frame = printJson({ other, list: [] });

    const written = [...spliceItems(frame, { key: "list", depth: 1 }, [[printItem(1, 2)]])].join("");

    expect(written).toBe(printJson({ other, list: [1] }));
  });

  test("refuses a value without the place", () => {
    expect(() => [...spliceItems(printJson({}), { key: "list", depth: 1 }, [])]).toThrow(
      "expected an empty list at list, got none",
    );
  });
});
