import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadReceiver } from "./load-receiver.ts";
import type { ListenOptions } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-receiver-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["tls.crt", "tls.key", "ca.crt"]) writeFileSync(join(folder, name), name);
writeFileSync(join(folder, "tokens"), "# the one of the first cluster\n0123456789abcdef\n");
writeFileSync(join(folder, "short"), "guess-me\n");
writeFileSync(join(folder, "empty"), "# none yet\n");

const signal = new AbortController().signal;
const certificate = { certificateFile: "tls.crt", keyFile: "tls.key" } as const;

async function load(options: Omit<ListenOptions, "signal">) {
  return await loadReceiver({ ...options, signal }, folder);
}

describe("addresses", () => {
  test.each([
    { name: "a name", address: "localhost:9443", host: "localhost", port: 9443 },
    { name: "an address of the machine itself", address: "127.0.0.1:0", host: "127.0.0.1", port: 0 },
    { name: "IPv6", address: "[::1]:9443", host: "::1", port: 9443 },
  ])("$name", async ({ address, host, port }) => {
    expect(await load({ address })).toMatchObject({ host, port, tls: undefined, tokens: undefined });
  });

  test.each(["9443", "localhost", "localhost:", ":9443", "localhost:65536", "localhost:http", "localhost:-1"])(
    "%s is none",
    async (address) => {
      await expect(load({ address })).rejects.toMatchObject({ code: "usage" });
    },
  );
});

describe("what others reach", () => {
  test.each([
    { name: "a certificate of the sender", options: { ...certificate, clientAuthorityFile: "ca.crt" } },
    { name: "a token", options: { ...certificate, tokenFile: "tokens" } },
  ])("is open with $name", async ({ options }) => {
    const { tls } = await load({ address: "0.0.0.0:9443", ...options });

    expect(tls?.certificate.toString()).toBe("tls.crt");
  });

  test.each([
    { name: "nothing", options: {} },
    { name: "a token that everybody on the way reads", options: { tokenFile: "tokens" } },
    { name: "TLS for everybody", options: certificate },
    { name: "a certificate without its key", options: { certificateFile: "tls.crt", tokenFile: "tokens" } },
    { name: "an authority alone", options: { clientAuthorityFile: "ca.crt" } },
    { name: "names without authority", options: { ...certificate, tokenFile: "tokens", clientNames: ["api"] } },
    { name: "a token that can be guessed", options: { ...certificate, tokenFile: "short" } },
    { name: "no token", options: { ...certificate, tokenFile: "empty" } },
  ])("is refused with $name", async ({ options }) => {
    await expect(load({ address: "0.0.0.0:9443", ...options })).rejects.toMatchObject({ code: "usage" });
  });

  test("is refused where a file is missing", async () => {
    const options = { ...certificate, keyFile: "nowhere.key", tokenFile: "tokens" };

    await expect(load({ address: "0.0.0.0:9443", ...options })).rejects.toMatchObject({ code: "target-unreadable" });
  });
});
