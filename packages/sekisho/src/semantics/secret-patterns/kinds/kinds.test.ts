import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { startFileScan } from "../scan-file.ts";
import { secretKinds } from "./registry.ts";
import { sampleTemplates } from "./sample-templates.ts";

const alphabets: Readonly<Record<string, string>> = {
  a: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  h: "0123456789abcdef",
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  B: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  l: "abcdefghijklmnopqrstuvwxyz0123456789",
  L: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  d: "123456789",
};

/** Units drawn by a fixed rule (Lehmer, 48271): samples stand in no file, and are the same in every run. */
function draw(alphabet: string, length: number, seed: number): string {
  let state = seed + 7;
  let text = "";
  for (let count = 0; count < length; count++) {
    state = (state * 48_271) % 2_147_483_647;
    text += alphabet.charAt(state % alphabet.length);
  }
  return text;
}

/** CRC-32 in base 62, counted the way GitHub describes it. */
function withChecksum(prefix: string, body: string): string {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  let rest = BigInt(crc32(body));
  let sum = "";
  for (let count = 0; count < 6; count++) {
    sum = digits.charAt(Number(rest % 62n)) + sum;
    rest /= 62n;
  }
  return `${prefix}${body}${sum}`;
}

function base64(text: string): string {
  return Buffer.from(text, "latin1").toString("base64");
}

function pem(label: string, first: readonly number[], length = 300): string {
  const bytes = Buffer.from([...first, ...Array.from({ length }, (_, index) => (index * 73 + 11) % 251)]);
  return `-----BEGIN ${label}-----\n${(bytes.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
}

/** Writes a template out: `{h32}` are 32 units of an alphabet, `{u}` a UUID, `{64:…}` base 64 of a text. */
function writeOut(template: string, seed = 1): string {
  let part = seed;
  return template
    .replaceAll("{u}", "{h8}-{h4}-{h4}-{h4}-{h12}")
    .replaceAll(/\{([ahABlLd])(\d+)\}/g, (_, alphabet: string, length: string) =>
      draw(alphabets[alphabet] ?? "", Number(length), (part += 101)),
    )
    .replaceAll(/\{64:([^}]*)\}/g, (_, text: string) => base64(text))
    .replaceAll("|", "");
}

const seed = "qX7vB4nC6dF1gH3jK5lP9sR2tW8yZa";
const composed: Readonly<Record<string, { readonly path?: string; readonly text: string }>> = {
  "github-token": { text: withChecksum("ghp_", seed) },
  "npm-token": { text: withChecksum("npm_", seed) },
  "pypi-token": {
    text: `pypi-${Buffer.from(`\x02\x01\x08pypi.org${draw(alphabets["a"] ?? "", 90, 5)}`, "latin1").toString("base64url")}`,
  },
  "private-key": { text: pem("RSA PRIVATE KEY", [0x30, 0x82, 0x04, 0xa4]) },
  "encrypted-private-key": { text: pem("ENCRYPTED PRIVATE KEY", [0x30, 0x82, 0x04, 0xa4]) },
  "google-service-account-key": {
    text: `"private_key_id": "${draw("0123456789abcdef", 40, 3)}",\n"private_key": "${pem("PRIVATE KEY", [0x30, 0x82]).replaceAll("\n", "\\n")}"`,
  },
  "kubernetes-client-key": { text: `client-key-data: ${base64(pem("RSA PRIVATE KEY", [0x30, 0x82]))}` },
  "discord-token": { text: `discord: ${base64("123456789012345678").replace(/^./, "M")}.${writeOut("{a6}.{a38}")}` },
  "wireguard-private-key": {
    text: `[Interface]\nPrivateKey = ${Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 5) % 256)).toString("base64")}\n`,
  },
  "json-web-token": {
    text: [`{"alg":"HS256"}`, `{"sub":"shop","iat":1700000000}`]
      .map((part) => Buffer.from(part).toString("base64url"))
      .concat(draw(alphabets["a"] ?? "", 43, 9))
      .join("."),
  },
};

function sampleOf(id: string): { readonly path: string; readonly text: string } | undefined {
  const made = composed[id];
  if (made !== undefined) return { path: "app/config.txt", ...made };
  const template = sampleTemplates[id];
  if (template === undefined) return undefined;
  const [text, path = "app/config.txt"] = typeof template === "string" ? [template] : template;
  return { path, text: writeOut(text) };
}

function rulesIn(path: string, text: string): readonly string[] {
  const bytes = Buffer.from(text, "latin1");
  const scan = startFileScan(path);
  scan.scan({ bytes, length: bytes.length, base: 0, isLast: true }, bytes.length);
  return scan.secrets().map(({ rule }) => rule.replace("secret/", ""));
}

test("every id stands once", () => {
  const ids = secretKinds.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(110);
});

describe("a sample made by the vendor's description is found", () => {
  test.each(secretKinds.map(({ id }) => ({ name: id })))("$name", ({ name }) => {
    const sample = sampleOf(name);
    expect(sample).toBeDefined();
    expect(rulesIn(sample?.path ?? "", `first line\n${sample?.text}\nlast line\n`)).toContain(name);
  });
});

describe("no secret", () => {
  test.each(secretKinds.map(({ id }) => ({ name: id })))("$name cut after its first third", ({ name }) => {
    const { path = "", text = "" } = sampleOf(name) ?? {};
    const cut = text.slice(0, Math.max(4, Math.floor(text.trimEnd().length / 3)));
    expect(rulesIn(path, `${cut} of it`)).not.toContain(name);
  });

  test.each(
    Object.keys(sampleTemplates)
      .filter((id) => !/\{64:/.test(String(sampleTemplates[id])))
      .map((id) => ({ name: id })),
  )("$name of a manual, with a row of x", ({ name }) => {
    const template = sampleTemplates[name] ?? "";
    const [text, path = "app/config.txt"] = typeof template === "string" ? [template] : template;
    const manual = (text ?? "")
      .replaceAll(/\{\w(\d+)\}/g, (_, length: string) => "x".repeat(Number(length)))
      .replaceAll("{u}", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
      .replaceAll("|", "");
    expect(rulesIn(path, manual)).toEqual([]);
  });

  test.each([
    { name: "a GitHub token with a wrong checksum", text: `gh${"p_"}${seed}000000` },
    { name: "an npm token with a wrong checksum", text: `np${"m_"}${seed}000000` },
    {
      name: "prose",
      text: "The password is asked for at the prompt; a token: see the manual. secret: no. key = value",
    },
    { name: "a certificate", text: pem("CERTIFICATE", [0x30, 0x82]) },
    { name: "a key without a body", text: `-----BEGIN ${"PRIVATE KEY"}-----\n...\n-----END ${"PRIVATE KEY"}-----` },
  ])("$name", ({ text }) => {
    expect(rulesIn("etc/app.conf", text)).toEqual([]);
  });
});
