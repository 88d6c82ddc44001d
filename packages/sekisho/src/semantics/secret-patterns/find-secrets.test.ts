import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSecrets } from "./find-secrets.ts";

/** Samples are put together at run time: no file holds a credential. Lengths and alphabets are those of the vendors' documentation. */
const letters = "aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwYeIoApLzXcVbNmQwErTyUiOpAsDfGhJkL71528394qWeRtYuZx";
const hexDigits = "4f9a1c7e2b8d6035a9e1f4c7b2d86053";

const tokens = [
  { name: "AWS access key", kind: "aws-access-key", token: ["AK", "IA", "QYLPMN5HFIQR7XYA"].join("") },
  { name: "Google API key", kind: "google-api-key", token: `AI${"za"}${letters.slice(0, 35)}` },
  {
    name: "Azure storage key",
    kind: "azure-storage-key",
    token: `AccountKey=${letters.slice(0, 86).padEnd(86, "Zk7")}==`,
  },
  { name: "GitHub token", kind: "github-token", token: `gh${"p_"}${letters.slice(0, 36)}` },
  {
    name: "GitHub fine-grained",
    kind: "github-fine-grained-token",
    token: `github${"_pat_"}${letters.slice(0, 22)}_${letters.slice(22, 81)}`,
  },
  { name: "GitLab token", kind: "gitlab-token", token: `glpat${"-"}${letters.slice(0, 20)}` },
  { name: "Slack token", kind: "slack-token", token: `xo${"xb"}-2345678901-${letters.slice(0, 24)}` },
  {
    name: "Slack webhook",
    kind: "slack-webhook",
    token: `https://hooks.slack${".com"}/services/T01ABCDEF/B01ABCDEF/${letters.slice(0, 24)}`,
  },
  { name: "Stripe key", kind: "stripe-key", token: `sk_${"live"}_${letters.slice(0, 24)}` },
  { name: "npm token", kind: "npm-token", token: `np${"m_"}${letters.slice(0, 36)}` },
  { name: "PyPI token", kind: "pypi-token", token: `py${"pi-AgE"}IcHlwaS5vcmc${letters.slice(0, 60)}` },
  { name: "private key", kind: "private-key", token: `-----BEGIN RSA ${"PRIVATE KEY"}-----` },
  {
    name: "JWT",
    kind: "json-web-token",
    token: `ey${"J"}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${letters.slice(0, 43)}`,
  },
  {
    name: "Hugging Face token",
    kind: "hugging-face-token",
    token: `h${"f_"}${letters.replaceAll(/\d/g, "").slice(0, 34)}`,
  },
  { name: "DigitalOcean token", kind: "digitalocean-token", token: `dop${"_v1_"}${hexDigits}${hexDigits}` },
  { name: "Databricks token", kind: "databricks-token", token: `da${"pi"}${hexDigits}` },
];

describe("tokens of vendors", () => {
  test.each(tokens)("$name", ({ kind, token }) => {
    const text = `curl -H "X-Auth: ${token}" https://api.example.com`;
    const found = findSecrets(text);
    expect(found.map((secret) => secret.kind)).toEqual([kind]);
    expect(token).toContain(text.slice(found[0]?.start, found[0]?.end));
    expect(found[0]?.certainty).toBe("format");
  });

  test.each(tokens.filter(({ kind }) => kind !== "private-key"))("$name as an example of a manual", ({ token }) => {
    const masked = token.replaceAll(/[A-Za-z0-9]{14}(?==*$)/g, "x".repeat(14));
    expect(findSecrets(`use ${masked} here`).filter(({ certainty }) => certainty === "format")).toEqual([]);
  });

  test("a key ends with its last line", () => {
    const key = ["-----BEGIN ", "PRIVATE KEY-----\nMIIE\nabc\n-----END ", "PRIVATE KEY-----"].join("");
    const [found] = findSecrets(`a\n${key}\nb`);
    expect(found).toMatchObject({ start: 2, end: 2 + key.length });
  });
});

describe("passwords in addresses", () => {
  test.each([
    { name: "a password", text: `postgres://shop:${"t4nG3"}rine@db/shop`, expected: ["t4nG3rine"] },
    { name: "no user", text: `redis://:${"t4nG3"}rine@cache`, expected: ["t4nG3rine"] },
    { name: "a variable", text: "postgres://shop:$PASSWORD@db/shop", expected: [] },
    { name: "what manuals write", text: "postgres://user:password@db/shop", expected: [] },
    { name: "a port", text: "http://proxy:3128 or http://a:8080@b", expected: [] },
    { name: "an address of a person", text: "https://example.com/@name", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});

describe("values behind a telling name", () => {
  test.each([
    { name: "a random value", text: `DB_PASSWORD=${"9vKx"}Lq2ZtR8m`, expected: ["9vKxLq2ZtR8m"] },
    { name: "in quotes", text: `"apiKey": "${"9vKx"}Lq2ZtR8m"`, expected: ["9vKxLq2ZtR8m"] },
    { name: "with dots", text: `spring.datasource.password=${"9vKx"}Lq2ZtR8m`, expected: ["9vKxLq2ZtR8m"] },
    { name: "a word", text: "password=correcthorse", expected: [] },
    { name: "a placeholder", text: "password=changeme-2024", expected: [] },
    { name: "a variable", text: "password=$DB_PASSWORD_2024", expected: [] },
    { name: "a path", text: "SSL_KEY=/etc/tls/server1.key", expected: [] },
    { name: "a version", text: "TOKEN_LIB=1.22.333.4444", expected: [] },
    { name: "a name that says nothing", text: "commit=9vKxLq2ZtR8m", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});

describe("any text", () => {
  test("gives ranges in order, inside of the text and without overlap", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...tokens.map(({ token }) => token)),
      fc.constantFrom("password=", "://a:", "@"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        let last = 0;
        for (const { start, end } of findSecrets(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });

  test.each([
    { name: "names without end", text: "a_".repeat(100_000) },
    { name: "addresses without end", text: "aaaaaaaaaa://".repeat(20_000) },
    { name: "tokens without end", text: `ey${"J"}${"a".repeat(200_000)}` },
    { name: "keys without end", text: `-----BEGIN ${"PRIVATE"} KEY----- `.repeat(30_000) },
    { name: "keys with one end", text: `${`-----BEGIN ${"PRIVATE"} KEY----- `.repeat(30_000)}-----END` },
    { name: "equal signs", text: "password=".repeat(20_000) },
  ])("$name come to an end", ({ text }) => {
    expect(() => findSecrets(text)).not.toThrow();
  });
});
