import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText, findInvalidUtf8 } from "./decode-text.ts";

// Expected values: RFC 3629, section 4 (the syntax of UTF-8 byte sequences).
describe("findInvalidUtf8", () => {
  test.each([
    { name: "text", bytes: [0x46, 0xc3, 0xa9], expected: 3 },
    { name: "four bytes", bytes: [0xf0, 0x9f, 0x98, 0x80], expected: 4 },
    { name: "a lone continuation", bytes: [0x41, 0x80], expected: 1 },
    { name: "overlong two bytes", bytes: [0xc0, 0xaf], expected: 0 },
    { name: "overlong three bytes", bytes: [0xe0, 0x9f, 0xbf], expected: 0 },
    { name: "a surrogate", bytes: [0x41, 0xed, 0xa0, 0x80], expected: 1 },
    { name: "above U+10FFFF", bytes: [0xf4, 0x90, 0x80, 0x80], expected: 0 },
    { name: "cut off", bytes: [0x41, 0xe3, 0x81], expected: 1 },
  ])("$name", ({ bytes, expected }) => {
    expect(findInvalidUtf8(Uint8Array.from(bytes))).toBe(expected);
  });

  test("agrees with the platform's decoder", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const isValid = Buffer.from(new TextDecoder().decode(bytes)).equals(Buffer.from(bytes)) || hasMark(bytes);
        expect(findInvalidUtf8(bytes) === bytes.length).toBe(isValid && isDecodable(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function isDecodable(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("decodeText", () => {
  test("keeps a byte order mark", () => {
    const decoded = decodeText("D", Buffer.from("\uFEFFFROM a\n"));
    expect(decoded).toEqual({ text: "\uFEFFFROM a\n", isExact: true, diagnostics: [] });
  });

  test("names the first invalid byte and reads the rest", () => {
    const decoded = decodeText(
      "D",
      Buffer.concat([Buffer.from("FROM a\n# "), Buffer.from([0xe9]), Buffer.from("\nRUN b\n")]),
    );
    expect(decoded.text).toBe("FROM a\n# \uFFFD\nRUN b\n");
    expect(decoded.isExact).toBe(false);
    expect(decoded.diagnostics).toMatchObject([
      { code: "target/invalid-utf-8", level: "warning", location: { path: "D", startLine: 2 } },
    ]);
    expect(decoded.diagnostics[0]?.message.en).toContain("0xe9 at offset 9");
  });

  test.each([
    { name: "a zero byte", bytes: Buffer.from("FROM a\0\n"), code: "target/binary" },
    { name: "UTF-16", bytes: Buffer.from("\uFEFFFROM a\n", "utf16le"), code: "target/utf-16" },
  ])("refuses $name", ({ bytes, code }) => {
    const decoded = decodeText("D", bytes);
    expect(decoded.text).toBeUndefined();
    expect(decoded.diagnostics).toMatchObject([{ code, level: "error" }]);
  });
});
