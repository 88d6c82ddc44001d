import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTextDigest, digestOf, sha256Hex } from "./digest.ts";

describe("sha256Hex", () => {
  test.each([
    // Source: FIPS 180-2, appendix B.1 and B.2; of no bytes: NIST CAVP, SHA256ShortMsg, Len = 0.
    { name: "no bytes", text: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { name: "one block", text: "abc", hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    {
      name: "two blocks",
      text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      hex: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    },
  ])("$name", ({ text, hex }) => {
    expect(sha256Hex(Buffer.from(text))).toBe(hex);
  });
});

describe("digestOf", () => {
  // Around the size from which the native digest is used.
  test.each([
    { name: "a small file", bytes: 1_048_575 },
    { name: "a large file", bytes: 1_048_576 },
  ])("$name has the digest of the native implementation", async ({ bytes }) => {
    const content = new Uint8Array(bytes).fill(0x61);

    const digest = await digestOf(content);

    expect(digest).toBe(`sha256:${createHash("sha256").update(content).digest("hex")}`);
  });
});

describe("createTextDigest", () => {
  test("gives the SHA-256 of UTF-8 for few texts and for many", () => {
    const digestOfText = createTextDigest();
    // A lone surrogate has no UTF-8: U+FFFD is written for it, as the Encoding Standard says.
    const texts = Array.from({ length: 2_100 }, (_, index) => `${index} 関所 \ud800`);

    const digests = texts.map(digestOfText);

    expect(digests).toEqual(texts.map((text) => createHash("sha256").update(Buffer.from(text)).digest("hex")));
  });
});
