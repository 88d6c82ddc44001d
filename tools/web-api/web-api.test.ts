import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operationTypes } from "./operations.ts";
import { writeOperationTypes, writeType } from "./write-types.ts";

describe("types of the web client", () => {
  test("are those of the routes (npm run web-api writes them)", () => {
    const file = new URL("../../packages/web/src/api/operations.ts", import.meta.url);

    expect(readFileSync(file, "utf8")).toBe(operationTypes());
  });
});

describe("writeType", () => {
  test.each([
    { name: "a text", schema: { type: "string" }, expected: "string" },
    { name: "a whole number", schema: { type: "integer" }, expected: "number" },
    { name: "a text or nothing", schema: { type: ["string", "null"] }, expected: "string | null" },
    { name: "choices", schema: { enum: ["a", "b"] }, expected: '"a" | "b"' },
    { name: "one value", schema: { const: 1 }, expected: "1" },
    {
      name: "something or nothing",
      schema: { anyOf: [{ type: "string" }, { type: "null" }] },
      expected: "string | null",
    },
    {
      name: "the same twice",
      schema: { oneOf: [{ type: "number" }, { type: "integer" }] },
      expected: "number",
    },
    {
      name: "a list of choices",
      schema: { type: "array", items: { enum: ["a", "b"] } },
      expected: 'readonly ("a" | "b")[]',
    },
    {
      name: "an object with something that may be left out",
      schema: { type: "object", properties: { a: { type: "string" }, "b-c": { type: "number" } }, required: ["a"] },
      expected: '{ readonly "a": string; readonly "b-c"?: number | undefined }',
    },
    {
      name: "a record",
      schema: { type: "object", additionalProperties: { type: "boolean" } },
      expected: "Readonly<Record<string, boolean>>",
    },
    { name: "anything", schema: {}, expected: "unknown" },
    {
      name: "what holds itself",
      schema: {
        $ref: "#/$defs/node",
        $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
      },
      expected: '{ readonly "next"?: unknown | undefined }',
    },
  ])("writes $name", ({ schema, expected }) => {
    expect(writeType(schema)).toBe(expected);
  });
});

describe("writeOperationTypes", () => {
  test("closes no comment with a summary", () => {
    const text = writeOperationTypes([{ name: "GET /a", summary: "Ends */ here.", answer: {} }]);

    expect(text).toContain("/** Ends * / here. */");
  });

  test("asks for a query only where a part of it is demanded", () => {
    const optional = { type: "object", properties: { a: { type: "string" } } };
    const text = writeOperationTypes([
      { name: "GET /a", summary: "A.", query: optional, answer: {} },
      { name: "GET /b", summary: "B.", query: { ...optional, required: ["a"] }, answer: {} },
    ]);

    expect(text).toContain("query?: { readonly");
    expect(text).toContain("query: { readonly");
  });
});
