import { anything, assert, constantFrom, dictionary, json, oneof, property, string, uint8Array } from "fast-check";
import { describe, test } from "vitest";
import { readVex } from "./read-vex.ts";

function toBytes(text: string): Uint8Array {
  return Buffer.from(text);
}

describe("never throws", () => {
  const keys = constantFrom(
    "statements",
    "products",
    "subcomponents",
    "vulnerability",
    "status",
    "vulnerabilities",
    "analysis",
    "affects",
    "components",
    "product_tree",
    "branches",
    "relationships",
    "product_status",
    "flags",
    "payload",
    "predicate",
    "hashes",
  );
  const heads = constantFrom<object>(
    { "@context": "https://openvex.dev/ns" },
    { bomFormat: "CycloneDX" },
    { document: { csaf_version: "2.0" } },
  );

  test("for any bytes", () => {
    assert(
      property(
        oneof(uint8Array(), string().map(toBytes), json().map(toBytes)),
        (bytes) => readVex(bytes, "x") !== undefined,
      ),
    );
  });

  test("for any value at the keys that are read", () => {
    assert(
      property(heads, dictionary(keys, anything({ key: keys, maxDepth: 5 })), (head, body) => {
        const text = JSON.stringify({ ...body, ...head }, (_, value: unknown) =>
          typeof value === "bigint" ? 0 : value,
        );
        return readVex(Buffer.from(text), "x").kind === "read";
      }),
    );
  });
});
