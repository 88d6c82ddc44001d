import { describe, expect, test } from "vitest";
import { cheapPasswordCost, hashPassword, isHashOutdated, isPassword, makePassword } from "./password.ts";

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

  test("is hashed with a salt, 19 MiB of memory and two passes, as OWASP advises", async () => {
    const hashes = await Promise.all([hashPassword("same"), hashPassword("same")]);

    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await isPassword("same", hashes[0])).toBe(true);
  });

  test("without a hash, or with one that is none, is nobody's", async () => {
    for (const stored of [
      undefined,
      "",
      "x",
      "scrypt$4$8$1$$",
      "plain$4$8$1$YQ$YQ",
      "$argon2id$",
      "$argon2id$v=19$m=1",
    ]) {
      expect(await isPassword("", stored)).toBe(false);
    }
  });

  // Source: RFC 7914, section 12: P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1; the first 32 of its 64 bytes,
  // which PBKDF2 gives alike when it is asked for 32.
  test("that an earlier version hashed with scrypt is still its owner's, and is hashed anew", async () => {
    const key = Buffer.from("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2", "hex");
    const stored = `scrypt$14$8$1$${Buffer.from("SodiumChloride").toString("base64url")}$${key.toString("base64url")}`;

    expect(await isPassword("pleaseletmein", stored)).toBe(true);
    expect(await isPassword("pleaseletmeout", stored)).toBe(false);
    expect(isHashOutdated(stored)).toBe(true);
    expect(isHashOutdated(await hashPassword("x", cheapPasswordCost))).toBe(true);
    expect(isHashOutdated(await hashPassword("x"))).toBe(false);
  });
});

test("a password that is made up has 21 characters in four groups, and is never the same", () => {
  const made = new Set(Array.from({ length: 100 }, makePassword));

  expect(made.size).toBe(100);
  for (const password of made) expect(password).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{6}$/);
});
