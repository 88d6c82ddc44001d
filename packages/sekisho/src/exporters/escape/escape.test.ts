import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml } from "./html.ts";
import { escapeMarkdown, markdownCode, markdownProse } from "./markdown.ts";
import { printJson } from "./print-json.ts";
import { showControls, toOneLine } from "./visible.ts";
import { escapeXml, escapeXmlAttribute } from "./xml.ts";

const anyText = fc.string({ unit: "binary", maxLength: 60 });

describe("showControls", () => {
  test.each([
    { name: "leaves text alone", text: "關所 🚀 é", expected: "關所 🚀 é" },
    { name: "escape", text: "\u001b[31m", expected: "\\x1b[31m" },
    { name: "C1", text: "\u009b", expected: "\\x9b" },
    { name: "line end", text: "a\nb", expected: "a\\x0ab" },
    { name: "right-to-left override", text: "\u202e", expected: "\\u202e" },
    { name: "line separator", text: "\u2028", expected: "\\u2028" },
    { name: "unpaired surrogate", text: "\ud800", expected: "\\ud800" },
    { name: "tag character", text: "\u{e0041}", expected: "\\u{e0041}" },
    { name: "joiner of emoji stays", text: "👩\u200d💻", expected: "👩\u200d💻" },
  ])("$name", ({ text, expected }) => {
    expect(showControls(text)).toBe(expected);
  });

  test("shows every control character and lone surrogate, as Unicode's classes have them", () => {
    const different: string[] = [];
    for (let codePoint = 0; codePoint < 0x1_10000; codePoint += codePoint < 0x300 || codePoint > 0xd000 ? 1 : 0x80) {
      const character = String.fromCodePoint(codePoint);
      if (/[\p{Cc}\p{Cs}]/u.test(character) && showControls(character) === character) different.push(character);
    }

    expect(different).toEqual([]);
  });
});

test("toOneLine makes one blank of line ends and tabs", () => {
  expect(toOneLine("  a\r\n\tb\u0000 ")).toBe("a b\\x00");
});

describe("printJson", () => {
  test.each([
    { name: "C1", value: "\u009b", expected: '"\\u009b"\n' },
    { name: "right-to-left override", value: "\u202e", expected: '"\\u202e"\n' },
    { name: "tag character as a pair", value: "\u{e0041}", expected: '"\\udb40\\udc41"\n' },
    { name: "indentation", value: { a: [1] }, expected: '{\n  "a": [\n    1\n  ]\n}\n' },
  ])("$name", ({ value, expected }) => {
    expect(printJson(value)).toBe(expected);
  });

  test("keeps every text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(printJson(text))).toBe(text);
      }),
    );
  });
});

describe("escapeHtml", () => {
  test("escapes what ends a text or an attribute", () => {
    expect(escapeHtml(`<a href="x" b='y'>&amp;`)).toBe("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
  });

  test("leaves no markup of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});

describe("escapeXml", () => {
  test.each([
    { name: "keeps line feeds in elements", written: escapeXml("a\nb"), expected: "a\nb" },
    { name: "refers to line feeds in attributes", written: escapeXmlAttribute("a\nb"), expected: "a&#10;b" },
    { name: "end of CDATA", written: escapeXml("]]>"), expected: "]]&gt;" },
    { name: "NUL, which XML cannot hold", written: escapeXml("a\u0000"), expected: "a\\x00" },
    { name: "a non-character", written: escapeXml("\uffff"), expected: "\\uffff" },
  ])("$name", ({ written, expected }) => {
    expect(written).toBe(expected);
  });

  test("writes only characters of production 2 (Char) of XML 1.0", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeXml(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });
});

describe("escapeMarkdown", () => {
  test.each([
    { name: "cell end", text: "a|b", expected: "a\\|b" },
    { name: "line end", text: "a\nb", expected: "a b" },
    { name: "HTML", text: "<b>", expected: "&lt;b&gt;" },
    { name: "entity", text: "&lt;", expected: "&amp;lt;" },
    { name: "emphasis and code", text: "*a* _b_ `c` ~d~", expected: "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~" },
    { name: "link", text: "[x](y)", expected: "\\[x\\](y)" },
    { name: "mention", text: "@team", expected: "@&#8203;team" },
    { name: "issue", text: "#1", expected: "\\#&#8203;1" },
    { name: "issue by name", text: "GH-1", expected: "GH-&#8203;1" },
    { name: "address", text: "https://a.example", expected: "https:&#8203;//a.example" },
    { name: "address without scheme", text: "www.a.example", expected: "www&#8203;.a.example" },
    { name: "backslash", text: "\\|", expected: "\\\\\\|" },
  ])("$name", ({ text, expected }) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test("shows backquoted parts as code, and a lone backquote as itself", () => {
    expect(markdownProse("Add `USER 1` to `it")).toBe("Add <code>USER 1</code> to \\`it");
  });

  test("does not let code out of its element", () => {
    expect(markdownCode("a</code>|`b`")).toBe("<code>a&lt;/code&gt;\\|\\`b\\`</code>");
  });
});
