import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addBelow, columns, type Place, type Placed, putAt, readingOrder, remove, stepPast } from "./arrange.ts";

const wide = (key: string, y: number, height = 4): Placed => ({ key, place: { x: 0, y, width: 12, height } });
const half = (key: string, x: number, y: number): Placed => ({ key, place: { x, y, width: 6, height: 4 } });
const orderOf = (widgets: readonly Placed[]) =>
  readingOrder(widgets).map(({ key, place: { x, y } }) => `${key}@${x},${y}`);

describe("putting a widget somewhere else", () => {
  const three = [wide("a", 0), wide("b", 4), wide("c", 8)];

  test.each([
    // Rows of four cells: the middle of b is row 6, of c row 10.
    { name: "its lower edge before the middle of the next", y: 1, expected: ["a@0,0", "b@0,4", "c@0,8"] },
    { name: "its lower edge past the middle of the next", y: 3, expected: ["b@0,0", "a@0,4", "c@0,8"] },
    { name: "behind all", y: 99, expected: ["b@0,0", "c@0,4", "a@0,8"] },
    { name: "above the top", y: -5, expected: ["a@0,0", "b@0,4", "c@0,8"] },
  ])("down: $name", ({ y, expected }) => {
    expect(orderOf(putAt(three, "a", { x: 0, y, width: 12, height: 4 }))).toEqual(expected);
  });

  test.each([
    { name: "its upper edge past the middle of the one before", y: 5, expected: ["a@0,0", "c@0,4", "b@0,8"] },
    { name: "to the top", y: 0, expected: ["c@0,0", "a@0,4", "b@0,8"] },
  ])("up: $name", ({ y, expected }) => {
    expect(orderOf(putAt(three, "c", { x: 0, y, width: 12, height: 4 }))).toEqual(expected);
  });

  test("stays within the columns", () => {
    const [moved] = putAt([half("a", 0, 0)], "a", { x: 11, y: 0, width: 6, height: 4 });

    expect(moved?.place).toEqual({ x: 6, y: 0, width: 6, height: 4 });
  });

  test("beside another one leaves that where it is", () => {
    const widgets = [half("a", 0, 0), wide("b", 4)];

    expect(orderOf(putAt([...widgets, half("c", 0, 8)], "c", { x: 6, y: 0, width: 6, height: 4 }))).toEqual([
      "a@0,0",
      "c@6,0",
      "b@0,4",
    ]);
  });

  test("changes nothing for a widget that is not there", () => {
    expect(putAt(three, "z", { x: 0, y: 0, width: 1, height: 1 })).toBe(three);
  });
});

test("a step goes past the next one in the same columns", () => {
  const widgets = [half("a", 0, 0), half("b", 6, 0), half("c", 0, 4)];

  expect(stepPast(widgets, "a", true)).toEqual({ x: 0, y: 8, width: 6, height: 4 });
  expect(stepPast(widgets, "c", false)).toEqual({ x: 0, y: 0, width: 6, height: 4 });
  expect(stepPast(widgets, "b", true)).toEqual({ x: 6, y: 0, width: 6, height: 4 });
});

test("what stood below moves up when a widget goes", () => {
  expect(orderOf(remove([wide("a", 0), wide("b", 4), wide("c", 8)], "a"))).toEqual(["b@0,0", "c@0,4"]);
});

test("a new widget comes below all others", () => {
  expect(orderOf(addBelow([wide("a", 0)], half("b", 0, 0)))).toEqual(["a@0,0", "b@0,4"]);
});

test("no arrangement lets two widgets overlap, or one leave the columns", () => {
  const place = fc.record<Place>({
    x: fc.integer({ min: -5, max: 20 }),
    y: fc.integer({ min: -5, max: 50 }),
    width: fc.integer({ min: -1, max: 20 }),
    height: fc.integer({ min: -1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), place, fc.nat(11), (places, target, chosen) => {
      let widgets: readonly Placed[] = [];
      for (const [index, one] of places.entries()) widgets = addBelow(widgets, { key: `w${index}`, place: one });
      const moved = putAt(widgets, `w${chosen}`, target);

      expect(moved.map(({ key }) => key).toSorted()).toEqual(widgets.map(({ key }) => key).toSorted());
      const cells = moved.flatMap(({ place: { x, y, width, height } }) =>
        Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)} ${y + Math.floor(cell / width)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(moved.every(({ place: { x, y, width } }) => x >= 0 && y >= 0 && x + width <= columns)).toBe(true);
    }),
  );
});
