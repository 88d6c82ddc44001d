import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childrenOf, findChildText, parseXml } from "./parse-xml.ts";

describe("parseXml", () => {
  test("elements, attributes, text, lines", () => {
    const text = `<?xml version="1.0"?>\n<!-- c -->\n<m:a xmlns:m="u">\n  <b x='1 &lt; 2' y = "&#x41;&#66;"/>\n  <c> t <![CDATA[<&>]]> </c>\n</m:a>`;

    const { root, problems } = parseXml(text);

    expect(problems).toEqual([]);
    expect(root).toMatchObject({ name: "a", line: 3 });
    expect(childrenOf(root, "b")).toMatchObject([{ line: 4 }]);
    expect(childrenOf(root, "b")[0]?.attributes.get("x")).toBe("1 < 2");
    expect(childrenOf(root, "b")[0]?.attributes.get("y")).toBe("AB");
    expect(findChildText(root, "c")).toBe("t <&>");
  });

  test("entities of a document type are never expanded", () => {
    const { root } = parseXml('<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>');

    expect(root?.text).toBe("&b;&c;");
  });

  test.each([
    { name: "nothing", text: "", line: 1 },
    { name: "no end tag", text: "<a>\n<b>x</b>", line: 2 },
    { name: "another end tag", text: "<a>\n</b>", line: 2 },
    { name: "no quotes", text: "<a x=1>", line: 1 },
    { name: "an open comment", text: "<a>\n<!-- ", line: 2 },
    { name: "two roots", text: "<a/>\n<b/>", line: 2 },
  ])("$name is a problem", ({ text, line }) => {
    expect(parseXml(text).problems).toMatchObject([{ line }]);
  });

  test("never throws, always ends", () => {
    const unit = fc.constantFrom("<", ">", "/", "a", "b", "=", '"', "&", ";", "#", "!", "-", "[", "]", "?", " ", "\n");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(Array.isArray(parseXml(text).problems)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
