import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "@swc/core";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../../packages/web/src", import.meta.url));
const parts = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));

/** Attributes that people read or hear. */
const spokenAttributes = new Set(["title", "label", "placeholder", "description", "aria-label", "alt", "summary"]);
/** An example of a value, the same in every language. */
const sameEverywhere = new Set(["session", "KEV"]);

describe("no text stands outside the catalogues", () => {
  test("of any part of the pages", () => {
    const texts = parts.flatMap((file) =>
      textsIn(readFileSync(join(source, file), "utf8")).map((text) => `${file}: ${text}`),
    );

    expect(parts.length).toBeGreaterThan(40);
    expect(texts).toEqual([]);
  });

  test.each([
    { name: "text between tags", tsx: "<p>Hello</p>", expected: ["Hello"] },
    { name: "Japanese text", tsx: "<p>{x} 件</p>", expected: ["件"] },
    { name: "a title", tsx: '<p title="Hello" />', expected: ["Hello"] },
    { name: "a label in braces", tsx: '<p aria-label={"Hello"} />', expected: ["Hello"] },
    { name: "a text in braces", tsx: '<p>{"Hello"}</p>', expected: ["Hello"] },
    { name: "one of two texts", tsx: '<p>{x ? "Yes" : t("no")}</p>', expected: ["Yes"] },
    { name: "a template", tsx: "<p>{`${x} found`}</p>", expected: ["found"] },
    { name: "a text of the catalogue", tsx: '<p title={t("hello")}>{t("hello")}</p>', expected: [] },
    { name: "signs", tsx: "<p>{x} · {y} →</p>", expected: [] },
    { name: "names of styles and links", tsx: '<a className="row" href="/x" />', expected: [] },
  ])("finds $name", ({ tsx, expected }) => {
    expect(textsIn(`const a = ${tsx};`)).toEqual(expected);
  });
});

/** Gives texts with letters that TSX shows by itself. */
function textsIn(tsx: string): readonly string[] {
  const found: string[] = [];
  visit(parseSync(tsx, { syntax: "typescript", tsx: true, target: "es2022" }), found);
  return found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text) && !sameEverywhere.has(text));
}

/** Walks a syntax tree of any shape. Source: SWC, `JSXText`, `JSXAttribute`, `JSXExpressionContainer`. */
function visit(node: unknown, found: string[]): void {
  if (Array.isArray(node)) {
    for (const part of node) visit(part, found);
    return;
  }
  if (!isRecord(node)) return;
  if (node["type"] === "JSXText") found.push(String(node["value"]));
  if (node["type"] === "JSXAttribute") {
    const { name, value } = node;
    if (isRecord(name) && spokenAttributes.has(String(name["value"]))) shown(value, found);
    // What stands in other attributes may hold elements of its own.
    visit(value, found);
    return;
  }
  if (node["type"] === "JSXElement" && Array.isArray(node["children"])) {
    for (const child of node["children"]) {
      if (isRecord(child) && child["type"] === "JSXExpressionContainer") shown(child, found);
    }
  }
  for (const part of Object.values(node)) visit(part, found);
}

/** Notes texts that an expression gives as they are: literals, either side of a choice, parts of a template. */
function shown(value: unknown, found: string[]): void {
  if (!isRecord(value)) return;
  if (value["type"] === "StringLiteral") found.push(String(value["value"]));
  if (value["type"] === "JSXExpressionContainer") shown(value["expression"], found);
  if (value["type"] === "ParenthesisExpression") shown(value["expression"], found);
  if (value["type"] === "ConditionalExpression") {
    shown(value["consequent"], found);
    shown(value["alternate"], found);
  }
  if (value["type"] === "TemplateLiteral" && Array.isArray(value["quasis"])) {
    for (const part of value["quasis"]) if (isRecord(part)) found.push(String(part["cooked"]));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
