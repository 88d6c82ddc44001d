import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { StoreFolder } from "../../access/database/store-folder.ts";
import { quickOptions } from "../../access/fixtures/loopback-registry.ts";
import { startWritableRegistry, type WritableRegistry } from "../../access/fixtures/writable-registry.ts";
import { RegistryClient } from "../../access/registry/registry-client.ts";
import { uploadBlob } from "../../access/registry/upload-blob.ts";
import { digestOf } from "../../formats/oci/digest.ts";
import { pushDatabase, updateFromRegistry } from "./registry-database.ts";
import { build, codeOf, inputOf, known, makeFolder, removeFolders } from "./sample-database.ts";

const registries: WritableRegistry[] = [];

afterEach(async () => {
  for (const registry of registries.splice(0)) await registry.close();
});

afterAll(removeFolders);

async function startRegistry(...parameters: Parameters<typeof startWritableRegistry>): Promise<WritableRegistry> {
  const registry = await startWritableRegistry(...parameters);
  registries.push(registry);
  return registry;
}

function receive(folder: StoreFolder) {
  return { folder, trusted: [], now: () => new Date("2026-02-01T00:00:00Z") };
}

function push(folder: StoreFolder, host: string) {
  return pushDatabase(`oci://${host}/security/db:latest`, quickOptions(), { folder, trusted: [] });
}

function pull(folder: StoreFolder, host: string) {
  return updateFromRegistry(`oci://${host}/security/db:latest`, quickOptions(), receive(folder));
}

describe("a database in a registry", () => {
  test("arrives as it was pushed, and later what changed alone", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const { host, requests } = await startRegistry();
    await build(from, [inputOf("one")]);
    expect(await push(from, host)).toMatchObject({ newFiles: 3 });
    expect(await push(from, host)).toMatchObject({ newFiles: 0 });
    expect(await pull(to, host)).toMatchObject({ ended: "installed", newFiles: 3 });
    expect(readFileSync(join(to.path, "current.json"))).toEqual(readFileSync(join(from.path, "current.json")));
    expect(await pull(to, host)).toMatchObject({ ended: "unchanged" });
    const before = readdirSync(join(to.path, "files"));
    await build(from, [inputOf("one two")]);
    await push(from, host);
    const asked = requests.length;
    await pull(to, host);
    expect(await known(to, "one", "two")).toEqual(["one", "two"]);
    expect(requests.slice(asked).filter((line) => before.some((digest) => line.includes(digest)))).toEqual([]);
  });

  test("is refused when it is older", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const { host, content } = await startRegistry();
    await build(from, [inputOf("one")]);
    await push(from, host);
    const older = content.get("security/db/manifests/latest");
    await build(from, [inputOf("two")]);
    await push(from, host);
    await pull(to, host);
    content.set("security/db/manifests/latest", older ?? Buffer.alloc(0));
    expect(await codeOf(pull(to, host))).toBe("database-older");
    expect(await known(to, "one", "two")).toEqual(["two"]);
  });

  test("is refused without the signature that is asked for", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const { host } = await startRegistry();
    const [ours, other] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
    await build(from, [inputOf("one")], { signKey: other.privateKey });
    await push(from, host);
    const address = `oci://${host}/security/db:latest`;
    const asking = (key: typeof ours.publicKey) =>
      updateFromRegistry(address, quickOptions(), { ...receive(to), trusted: [key] });
    expect(await codeOf(asking(ours.publicKey))).toBe("database-untrusted");
    expect(await asking(other.publicKey)).toMatchObject({ ended: "installed" });
  });

  test.each([
    { name: "a file has other bytes", kind: "part", code: "database-unreachable" },
    { name: "a file is longer than it says", kind: "longer", code: "image-invalid" },
    { name: "the signed manifest has other bytes", kind: "configuration", code: "database-unreachable" },
    { name: "it is an image", kind: "image", code: "database-unreachable" },
    { name: "it is no manifest at all", kind: "text", code: "image-invalid" },
    { name: "it is not there", kind: "absent", code: "image-not-found" },
  ])("is refused, and the old one kept, when $name", async ({ kind, code }) => {
    const [from, to] = [makeFolder(), makeFolder()];
    const { host, content } = await startRegistry();
    await build(to, [inputOf("old")]);
    await build(from, [inputOf("one")], { now: () => new Date("2026-03-01T00:00:00Z") });
    await push(from, host);
    damage(content, kind);
    expect(await codeOf(pull(to, host))).toBe(code);
    expect(await known(to, "old", "one")).toEqual(["old"]);
  });

  test("goes on where an earlier run was ended", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const { host, content, requests } = await startRegistry();
    const { installation } = await build(from, [inputOf("one")]);
    await push(from, host);
    const [part] = installation.manifest.parts;
    const bytes = content.get(`security/db/blobs/sha256:${part?.digest}`);
    await build(to, [inputOf("old")], { now: () => new Date("2025-03-01T00:00:00Z") });
    writeFileSync(join(to.path, "files", `${part?.digest}.partial`), bytes?.subarray(0, 50) ?? "");
    await pull(to, host);
    expect(requests).toContain(`GET /v2/security/db/blobs/sha256:${part?.digest} bytes=50-`);
    expect(await known(to, "one")).toEqual(["one"]);
  });

  test.each(["oci://", "oci://registry.example.com", "oci://library", "oci://registry.example.com/DB:1"])(
    "%s names none",
    async (address) => {
      expect(await codeOf(updateFromRegistry(address, quickOptions(), receive(makeFolder())))).toBe("usage");
    },
  );

  test("is not pushed under a digest, nor when it is damaged", async () => {
    const from = makeFolder();
    const { host, requests } = await startRegistry();
    await build(from, [inputOf("one")]);
    const byDigest = `oci://${host}/db@sha256:${"0".repeat(64)}`;
    expect(await codeOf(pushDatabase(byDigest, quickOptions(), { folder: from, trusted: [] }))).toBe("usage");
    const [name = ""] = readdirSync(join(from.path, "files"));
    writeFileSync(join(from.path, "files", name), "?");
    expect(await codeOf(push(from, host))).toBe("database-damaged");
    expect(requests).toEqual([]);
  });
});

function damage(content: Map<string, Buffer>, kind: string): void {
  const tag = "security/db/manifests/latest";
  const text = content.get(tag)?.toString() ?? "";
  const digests = [...text.matchAll(/"digest":"(sha256:[0-9a-f]+)"/g)].map(([, digest = ""]) => digest);
  const at = `security/db/blobs/${digests[kind === "configuration" ? 0 : 1]}`;
  const bytes = content.get(at) ?? Buffer.alloc(0);
  if (kind === "part" || kind === "configuration") content.set(at, Buffer.from(bytes).fill(0x20, 0, 1));
  else if (kind === "longer") content.set(at, Buffer.concat([bytes, bytes]));
  else if (kind === "image") {
    content.set(tag, Buffer.from(text.replace(/application\/vnd\.sekisho\.[\w.+]+/g, "application/vnd.oci.x")));
  } else if (kind === "text") content.set(tag, Buffer.from("hello"));
  else content.delete(tag);
}

function has(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!has("docker-registry"))("a real registry (left out without docker-registry)", () => {
  // The password `pass`, bcrypt with 2^5 rounds, by crypt(3); made for this test.
  const htpasswd = "user:$2y$05$ZmuA4ZGo7w2QyIwk0Iqr7e.3dQjJsXQvnTNvLDkVWmIQhpxWV/b0y";
  const children: ChildProcess[] = [];
  let open = "";
  let closed = "";

  beforeAll(async () => {
    const root = makeFolder().path;
    writeFileSync(join(root, "htpasswd"), `${htpasswd}\n`);
    open = await start(root, {});
    closed = await start(root, { auth: { htpasswd: { realm: "test", path: join(root, "htpasswd") } } });
  });

  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  async function start(root: string, more: object): Promise<string> {
    const host = `127.0.0.1:${await freePort()}`;
    const configuration = {
      version: "0.1",
      storage: { filesystem: { rootdirectory: join(root, `registry-${children.length}`) } },
      http: { addr: host },
      ...more,
    };
    const path = join(root, `registry-${children.length}.yml`);
    writeFileSync(path, JSON.stringify(configuration));
    children.push(spawn("docker-registry", ["serve", path], { stdio: "ignore" }));
    await eventually(() => fetch(`http://${host}/v2/`));
    return host;
  }

  test("takes and gives a database", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    await build(from, [inputOf("one")]);
    expect(await push(from, open)).toMatchObject({ newFiles: 3 });
    expect(await pull(to, open)).toMatchObject({ ended: "installed", newFiles: 3 });
    await build(from, [inputOf("one two")]);
    expect(await push(from, open)).toMatchObject({ newFiles: 3 });
    await pull(to, open);
    expect(await known(to, "one", "two")).toEqual(["one", "two"]);
  });

  test("takes a large blob in chunks", async () => {
    const content = Buffer.alloc(5_000_000, "a line of a large blob\n");
    const digest = digestOf(content);
    const client = new RegistryClient({ registry: open, host: open, repository: "large" }, quickOptions());
    const read = (offset: number, length: number) => Promise.resolve(content.subarray(offset, offset + length));
    await uploadBlob(client, { digest, sizeBytes: content.length, read }, 2_000_000);
    const stored = await fetch(`http://${open}/v2/large/blobs/${digest}`);
    expect(Buffer.from(await stored.arrayBuffer()).equals(content)).toBe(true);
  });

  test("with passwords refuses strangers and takes the user's", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    await build(from, [inputOf("one")]);
    expect(await codeOf(push(from, closed))).toBe("registry-denied");
    expect(await codeOf(pull(to, closed))).toBe("registry-denied");
    const auth = Buffer.from("user:pass").toString("base64");
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [closed]: { auth } } }) };
    const settings = quickOptions({ credentials: { configDirectory: undefined, environment } });
    const address = `oci://${closed}/security/db:latest`;
    await pushDatabase(address, settings, { folder: from, trusted: [] });
    await updateFromRegistry(address, settings, receive(to));
    expect(await known(to, "one")).toEqual(["one"]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Tries until it succeeds: other programs take their time to start. */
async function eventually(attempt: () => Promise<unknown>): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await wait(50);
    }
  }
}
