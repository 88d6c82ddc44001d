import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { endoflife } from "./endoflife.ts";

function read(document: unknown) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return collectItems(readFeed(endoflife, [Buffer.from(text)], { path: "products.json" }));
}

/** A release as `products/full` of the interface shows it, schema version 1.2. */
const release = {
  name: "12",
  codename: "Bookworm",
  label: "12 (Bookworm)",
  releaseDate: "2023-06-10",
  isLts: false,
  ltsFrom: null,
  isEol: false,
  eolFrom: "2026-06-10",
  isEoes: false,
  eoesFrom: "2028-06-30",
  isMaintained: true,
  latest: { name: "12.11", date: "2025-05-17", link: null },
  custom: null,
};

describe("the interface", () => {
  test("all products in one document", () => {
    const full = {
      schema_version: "1.2.0",
      generated_at: "2026-11-20T00:00:00+00:00",
      total: 2,
      result: [
        { name: "debian", aliases: [], label: "Debian", category: "os", tags: ["os"], releases: [release] },
        {
          name: "centos",
          releases: [
            { ...release, name: "8", isEol: true, eolFrom: null, eoesFrom: null },
            { ...release, name: "9", isEol: false, eolFrom: null, eoesFrom: null },
          ],
        },
      ],
    };

    const { products, dates, errors } = read(full);

    expect({ dates, errors }).toEqual({ dates: ["2026-11-20T00:00:00Z"], errors: [] });
    expect(products).toEqual([
      { product: "debian", cycles: [{ name: "12", ends: "2026-06-10", extendedUntil: "2028-06-30" }] },
      { product: "centos", cycles: [{ name: "8", isOver: true }, { name: "9" }] },
    ]);
  });

  test("one product", () => {
    expect(read({ schema_version: "1.2.0", result: { name: "debian", releases: [release] } }).products).toEqual([
      { product: "debian", cycles: [{ name: "12", ends: "2026-06-10", extendedUntil: "2028-06-30" }] },
    ]);
  });
});

test("a product file", () => {
  const file = {
    product: "apache-kafka",
    releases: [
      { releaseCycle: "4.3", eol: false, eoes: "2028-06-17" },
      { releaseCycle: "3.8", eol: "2024-11-06", eoes: true },
      { releaseCycle: 2, eol: true },
    ],
  };

  expect(read(file).products).toEqual([
    {
      product: "apache-kafka",
      cycles: [
        { name: "4.3", extendedUntil: "2028-06-17" },
        { name: "3.8", ends: "2024-11-06" },
        { name: "2", isOver: true },
      ],
    },
  ]);
});

describe("what is no product is told, and the others are read", () => {
  const good = { name: "debian", releases: [release] };

  test.each([
    { name: "no object", product: 7, pointer: "/result/0" },
    { name: "no name", product: { releases: [release] }, pointer: "/result/0" },
    { name: "a name without end", product: { name: "x".repeat(300), releases: [release] }, pointer: "/result/0" },
    {
      name: "a release without a name",
      product: { name: "x", releases: [{ isEol: true }] },
      pointer: "/result/0/releases/0",
    },
    {
      name: "a release that says no end",
      product: { name: "x", releases: [{ name: "1" }] },
      pointer: "/result/0/releases/0",
    },
    { name: "a release that is null", product: { name: "x", releases: [null] }, pointer: "/result/0/releases/0" },
  ])("$name", ({ product, pointer }) => {
    const { products, errors } = read({ result: [product, good] });

    expect(errors.map(({ location }) => location?.pointer)).toEqual([pointer]);
    expect(products.map(({ product: name }) => name)).toEqual(["debian"]);
  });

  test.each([
    { name: "a page of a proxy", document: "<html>Sign in</html>" },
    { name: "a list", document: "[]" },
    { name: "another document", document: '{"vulnerabilities":[]}' },
    { name: "nothing", document: "" },
  ])("$name is an error", ({ document }) => {
    const { products, errors } = read(document);

    expect(products).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  test("a product without releases is left out, not read as maintained for ever", () => {
    expect(read({ result: [{ name: "x", releases: [] }] })).toMatchObject({ products: [], leftOut: ["x"], errors: [] });
  });
});
