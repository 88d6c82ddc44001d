import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { StoreFolder } from "../../access/database/store-folder.ts";
import { createAuthority, sampleSigner, signWithKey } from "../../access/signatures/fixtures/sample-authority.ts";
import { manifestMediaType } from "../../advisories/database/envelope.ts";
import { attachBundle, readSignedBytes } from "./attach-bundle.ts";
import { openStore } from "./open-store.ts";
import { build, codeOf, inputOf, known, makeFolder, removeFolders } from "./sample-database.ts";
import type { Trusted } from "./trust.ts";
import { exportDatabase, importDatabase } from "./update-database.ts";

afterEach(removeFolders);

const authority = createAuthority();
const trusted: readonly Trusted[] = [{ kind: "sigstore", root: authority.root, ...sampleSigner }];

async function signed(folder: StoreFolder): Promise<void> {
  const bundle = authority.signMessage(await readSignedBytes(folder, []));
  await attachBundle(folder, JSON.stringify(bundle), { from: "bundle.json", trusted });
}

async function openCode(folder: StoreFolder, by: readonly Trusted[]): Promise<string> {
  return await codeOf(openStore({ folder: folder.path, trusted: by }).then(({ store }) => store.close()));
}

describe("a sigstore bundle", () => {
  test("goes with the database and is verified where it arrives", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const archive = join(makeFolder().path, "database.tar");
    await build(from, [inputOf("one")]);
    await signed(from);
    await exportDatabase(from, archive, trusted);
    await importDatabase(archive, { folder: to, trusted, now: () => new Date("2026-01-02T00:00:00Z") });

    expect(await openCode(to, trusted)).toBe("no error");
    expect(await known(to, "one")).toEqual(["one"]);
  });

  test("that is added later makes no other database: who has the unsigned one takes it", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const archive = join(makeFolder().path, "database.tar");
    const receive = { folder: to, trusted: [], now: () => new Date("2026-01-02T00:00:00Z") };
    await build(from, [inputOf("one")]);
    await exportDatabase(from, archive, []);
    await importDatabase(archive, receive);
    await signed(from);
    await exportDatabase(from, archive, []);

    expect(await importDatabase(archive, receive)).toMatchObject({ ended: "installed", newFiles: 0 });
    expect(await openCode(to, trusted)).toBe("no error");
  });

  test("whose own envelope holds the manifest is a manifest", async () => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const bundle = authority.signEnvelope(await readSignedBytes(folder, []), manifestMediaType);
    writeFileSync(join(folder.path, "current.json"), JSON.stringify(bundle));

    expect(await openCode(folder, trusted)).toBe("no error");
    expect(await known(folder, "one")).toEqual(["one"]);
  });

  test("by a trusted key is enough", async () => {
    const folder = makeFolder();
    const mine = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await build(folder, [inputOf("one")]);
    const bundle = signWithKey(await readSignedBytes(folder, []), mine.privateKey);
    await attachBundle(folder, JSON.stringify(bundle), { from: "bundle.json", trusted: [] });

    expect(await openCode(folder, [mine.publicKey])).toBe("no error");
    expect(await openCode(folder, trusted)).toBe("database-untrusted");
  });
});

describe("is refused", () => {
  test("a manifest without a bundle", async () => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);

    expect(await openCode(folder, trusted)).toBe("database-untrusted");
  });

  test("a manifest other than the signed one", async () => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    await signed(folder);
    const path = join(folder.path, "current.json");
    const document: Record<string, unknown> = { ...JSON.parse(readFileSync(path, "utf8")) };
    const payload = Buffer.from(String(document["payload"]), "base64").toString().replace('"rows": 1', '"rows": 2');
    writeFileSync(path, JSON.stringify({ ...document, payload: Buffer.from(payload).toString("base64") }));

    expect(await openCode(folder, trusted)).toBe("database-untrusted");
  });

  test("a manifest beside the one that a bundle's envelope holds", async () => {
    const [folder, other] = [makeFolder(), makeFolder()];
    await build(folder, [inputOf("one")]);
    await build(other, [inputOf("two")]);
    const bundle = authority.signEnvelope(await readSignedBytes(other, []), manifestMediaType);
    await attachBundle(folder, JSON.stringify(bundle), { from: "bundle.json", trusted: [] });

    expect(await openCode(folder, trusted)).toBe("database-untrusted");
  });

  test.each([
    { name: "no JSON", text: "-----BEGIN" },
    { name: "other JSON", text: '{"payload":""}' },
    { name: "a bundle of somebody else", text: JSON.stringify(createAuthority().signMessage(Buffer.from("x"))) },
  ])("to attach $name; the manifest stays", async ({ text }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const before = readFileSync(join(folder.path, "current.json"));

    expect(await codeOf(attachBundle(folder, text, { from: "x", trusted }))).toBe("database-untrusted");
    expect(readFileSync(join(folder.path, "current.json"))).toEqual(before);
  });
});
