import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuantity } from "./quantity.ts";

// Counted by hand from the grammar of resource.Quantity: binary suffixes are powers of 1024, decimal ones of 1000.
test.each([
  { name: "plain number", text: "2", expected: 2 },
  { name: "fraction", text: "0.5", expected: 0.5 },
  { name: "no digit before the point", text: ".5", expected: 0.5 },
  { name: "thousandths", text: "500m", expected: 0.5 },
  { name: "binary", text: "1Gi", expected: 1_073_741_824 },
  { name: "decimal", text: "1G", expected: 1_000_000_000 },
  { name: "exponent", text: "1e3", expected: 1_000 },
  { name: "exa, not an exponent", text: "1E", expected: 1e18 },
  { name: "sign", text: "-1Ki", expected: -1_024 },
  { name: "unit of people", text: "1GB", expected: undefined },
  { name: "lower-case mega", text: "1mi", expected: undefined },
  { name: "capital kilo", text: "1K", expected: undefined },
  { name: "blank", text: "1 Gi", expected: undefined },
  { name: "nothing", text: "", expected: undefined },
  { name: "suffix alone", text: "Gi", expected: undefined },
  { name: "far too long", text: "1".repeat(10_000), expected: undefined },
])("$name", ({ text, expected }) => {
  expect(parseQuantity(text)).toBe(expected);
});

test("never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(["number", "undefined"]).toContain(typeof parseQuantity(text));
    }),
  );
});
