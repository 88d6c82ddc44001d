import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeSecretBox, openSecretBox } from "./secret-box.ts";

const key = "a key of thirty-two characters..";

test("what is derived is the same for one key and purpose, and another for every other", () => {
  const derived = makeSecretBox(key).derive("invitation:a");
  const others = [makeSecretBox(key).derive("invitation:b"), makeSecretBox(`${key}.`).derive("invitation:a")];

  // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:"$KEY" -kdfopt info:"sekisho: derived: invitation:a" HKDF
  expect(derived.toString("hex")).toBe("c21982f6e0fc6535f295a150d0c658c6e96dbb5b4ffd8d286f9472ec9ee3e010");
  expect(makeSecretBox(key).derive("invitation:a").equals(derived)).toBe(true);
  expect(others.some((other) => other.equals(derived))).toBe(false);
});

describe("a sealed secret", () => {
  test("is opened for its purpose with its key, and never looks the same twice", () => {
    const box = makeSecretBox(key);

    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (secret, purpose) => {
        const sealed = box.seal(secret, purpose);
        expect(box.open(sealed, purpose)).toBe(Buffer.from(secret).toString());
        expect(box.seal(secret, purpose)).not.toBe(sealed);
      }),
    );
  });

  const sealed = makeSecretBox(key).seal("secret", "totp:a");
  test.each([
    { name: "for another purpose", box: makeSecretBox(key), text: sealed, purpose: "totp:b" },
    { name: "with another key", box: makeSecretBox(`${key}.`), text: sealed, purpose: "totp:a" },
    { name: "that was cut off", box: makeSecretBox(key), text: sealed.slice(0, -8), purpose: "totp:a" },
    { name: "that is empty", box: makeSecretBox(key), text: "", purpose: "totp:a" },
    { name: "of nothing but its key's name", box: makeSecretBox(key), text: sealed.slice(0, 9), purpose: "totp:a" },
  ])("is not opened $name", ({ box, text, purpose }) => {
    expect(() => box.open(text, purpose)).toThrow(expect.objectContaining({ code: "secret-key-wrong" }));
  });

  test("is not opened when one bit of it differs", () => {
    const [name = "", text = ""] = sealed.split(".");
    const bytes = Buffer.from(text, "base64url");

    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => makeSecretBox(key).open(`${name}.${altered.toString("base64url")}`, "totp:a")).toThrow(
        /another key, or was altered/,
      );
    }
  });
});

describe("the key of an installation", () => {
  test("is made once, and only its owner may read it", async () => {
    const directory = await useDirectory();
    const boxes = await Promise.all([openSecretBox(undefined, directory), openSecretBox(undefined, directory)]);
    const file = await stat(join(directory, "secret.key"));

    expect(boxes[1].open(boxes[0].seal("x", "y"), "y")).toBe("x");
    expect(file.mode & 0o777).toBe(0o600);
    expect((await readFile(join(directory, "secret.key"), "utf8")).trim()).toMatch(/^[\w-]{43}$/);
  });

  test("is the one that is named", async () => {
    const directory = await useDirectory();
    const box = await openSecretBox(key, directory);

    expect(makeSecretBox(key).open(box.seal("x", "y"), "y")).toBe("x");
    await expect(stat(join(directory, "secret.key"))).rejects.toThrow(/ENOENT/);
  });

  test("is refused when it is short", async () => {
    const directory = await useDirectory();
    await writeFile(join(directory, "secret.key"), "short\n");
    await chmod(join(directory, "secret.key"), 0o600);

    await expect(openSecretBox("x", directory)).rejects.toThrow(/SEKISHO_SECRET_KEY: expected at least 32/);
    await expect(openSecretBox(undefined, directory)).rejects.toThrow(/secret\.key: expected at least 32.*got 5/);
  });
});

async function useDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "sekisho-key-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
