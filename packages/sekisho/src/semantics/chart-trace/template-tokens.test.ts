import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTemplateOutline } from "./template-outline.ts";
import { splitTemplate } from "./template-tokens.ts";

describe("splitTemplate", () => {
  // Expected values: text/template, "Text and spaces", "Actions" and "Comments".
  test.each([
    { name: "text alone", text: "a: b\n", actions: [] },
    { name: "trim marks", text: "{{- .A -}}x{{ .B }}", actions: [".A", ".B"] },
    { name: "marks inside of strings", text: '{{ "}}" }}{{ `}}\n` }}', actions: ['"}}"', "`}}\n`"] },
    { name: "an escaped quote", text: '{{ "\\"}}" }}', actions: ['"\\"}}"'] },
    {
      name: "a comment with quotes and marks",
      text: `{{/* it's }} " */}}{{- /* b */ -}}`,
      actions: [`/* it's }} " */`, "/* b */"],
    },
    { name: "an action that does not end", text: "a {{ .B", actions: [".B"] },
    { name: "an action over several lines", text: "{{ printf\n  .A }}", actions: ["printf\n  .A"] },
  ])("splits $name", ({ text, actions }) => {
    const tokens = splitTemplate(text);

    expect(tokens.filter(({ kind }) => kind === "action").map((token) => token.text)).toEqual(actions);
  });

  test("tokens make up the text, whatever it is", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{{-",
      "-}}",
      '"',
      "`",
      "/*",
      "*/",
      "\n",
      "  ",
      "a:",
      "- ",
      "if .A",
      "end",
      'define "x"',
      "range $i, $v := .Values.l",
      "(",
      ")",
      ".",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const tokens = splitTemplate(text);
        expect(tokens.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        expect(() => readTemplateOutline(text)).not.toThrow();
      }),
    );
  });

  test.each([
    { name: "open actions", text: "{{".repeat(200_000) },
    { name: "blocks in blocks", text: "{{ if . }}".repeat(50_000) },
    { name: "brackets", text: `{{ ${"(".repeat(500_000)} }}` },
    {
      name: "deep indentation",
      text: Array.from({ length: 5_000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    },
    { name: "dashes", text: `${"- ".repeat(500_000)}a\n` },
  ])("reads many $name", ({ text }) => {
    const outline = readTemplateOutline(text);

    expect(outline.documents).toHaveLength(1);
  });
});
