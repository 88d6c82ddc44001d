import { expect, test } from "vitest";
import {
  findValue,
  isManifestList,
  type ManifestMap,
  type ManifestValue,
} from "../../semantics/kubernetes/manifest-value.ts";
import { narrowField } from "./narrow-field.ts";

function itemsOf(object: ManifestMap): readonly ManifestValue[] {
  const items = findValue(object, "spec", "items");
  return isManifestList(items) ? items : [];
}

// Counted by hand: refused are items that are "bad".
test.each([
  { name: "the items that are refused", items: ["good", "bad", "bad"], wanted: ["/spec/items/1", "/spec/items/2"] },
  { name: "an only item", items: ["bad"], wanted: ["/spec/items/0"] },
  { name: "an empty list", items: [], wanted: ["/spec/items"] },
  { name: "a long list as a whole", items: Array.from({ length: 51 }, () => "bad"), wanted: ["/spec/items"] },
])("every item has to be good: $name", ({ items, wanted }) => {
  const places = narrowField({ spec: { items } }, "/spec/items", (object) => itemsOf(object).includes("bad"));
  expect(places).toEqual(wanted);
});

test.each([
  { name: "one item has to be good", isRefused: (object: ManifestMap) => !itemsOf(object).includes("good") },
  { name: "there may not be two items", isRefused: (object: ManifestMap) => itemsOf(object).length > 1 },
])("the list itself: $name", ({ isRefused }) => {
  expect(narrowField({ spec: { items: ["bad", "bad"] } }, "/spec/items", isRefused)).toEqual(["/spec/items"]);
});

test("what is no list stays what it is", () => {
  expect(narrowField({ spec: { items: "text" } }, "/spec/items", () => true)).toEqual(["/spec/items"]);
  expect(narrowField({}, "/spec/items", () => true)).toEqual(["/spec/items"]);
});
