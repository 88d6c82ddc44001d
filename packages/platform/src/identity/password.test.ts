import { describe, expect, test } from "vitest";
import { cheapPasswordCost, hashPassword, isPassword, makePassword } from "./password.ts";

describe("a password", () => {
  test.each([
    { name: "the same", written: "関所-Gate 1", typed: "関所-Gate 1", is: true },
    { name: "another case", written: "Gate", typed: "gate", is: false },
    {
      name: "longer than 72 bytes, where the last byte counts",
      written: `${"a".repeat(100)}b`,
      typed: `${"a".repeat(100)}c`,
      is: false,
    },
    { name: "typed with combining marks", written: "caf\u00e9", typed: "cafe\u0301", is: true },
    { name: "empty", written: "x", typed: "", is: false },
    { name: "with a NUL in it", written: "a\0b", typed: "a\0c", is: false },
  ])("that is $name: $is", async ({ written, typed, is }) => {
    const hash = await hashPassword(written, cheapPasswordCost);

    expect(await isPassword(typed, hash)).toBe(is);
  });

  test("is hashed with a salt and 128 MiB of memory, as OWASP advises", async () => {
    const hashes = await Promise.all([hashPassword("same"), hashPassword("same")]);

    expect(hashes[0]).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  test("without a hash, or with one that is none, is nobody's", async () => {
    for (const stored of [undefined, "", "x", "scrypt$4$8$1$$", "plain$4$8$1$YQ$YQ"]) {
      expect(await isPassword("", stored)).toBe(false);
    }
  }, 60_000);
});

test("a password that is made up has 21 characters in four groups, and is never the same", () => {
  const made = new Set(Array.from({ length: 100 }, makePassword));

  expect(made.size).toBe(100);
  for (const password of made) expect(password).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{6}$/);
});
