import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json, layoutFiles, sampleImage } from "./fixtures/sample-image.ts";
import type { OpenedImage } from "./image-source.ts";
import { openImage } from "./open-image.ts";

/** Tells whether a program is installed; a part without it is left out, and its title says so. */
function has(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const image = sampleImage(["one", "two", "three"]);
const children: ChildProcess[] = [];
let root: string;
let layout: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-real-"));
  layout = join(root, "layout");
  for (const file of layoutFiles([{ image, name: "1.0" }])) {
    mkdirSync(dirname(join(layout, file.name)), { recursive: true });
    writeFileSync(join(layout, file.name), file.content);
  }
});

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
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
  for (let left = 100; ; left--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await wait(50);
    }
  }
}

function start(program: string, ...options: readonly string[]): void {
  children.push(spawn(program, options, { stdio: "ignore" }));
}

async function contentOf(opened: OpenedImage): Promise<readonly Buffer[]> {
  const layers: Buffer[] = [];
  for (const layer of opened.layers) {
    const pieces: Uint8Array[] = [];
    for await (const piece of layer?.open() ?? []) pieces.push(piece);
    layers.push(Buffer.concat(pieces));
  }
  return layers;
}

describe.skipIf(!has("skopeo"))("skopeo (left out where it is not installed)", () => {
  test.each(["docker-archive", "oci-archive", "oci"])("writes %s as we read it", async (transport) => {
    const path = join(root, `by-skopeo-${transport}`);
    execFileSync("skopeo", ["copy", "-q", `oci:${layout}:1.0`, `${transport}:${path}:web:1.0`], { stdio: "ignore" });

    const opened = await openImage(`${transport}:${path}`, { environment: {}, platform: "linux/amd64" });

    expect(opened.description.configDigest).toBe(image.configuration.digest);
    expect(opened.description.layers.map((layer) => layer.diffId)).toHaveLength(3);
    await opened.close();
  });
});

describe.skipIf(!has("docker-registry") || !has("skopeo"))("a real registry (left out without docker-registry)", () => {
  // The password `pass`, bcrypt with 2^5 rounds, by crypt(3); made for this test.
  const htpasswd = "user:$2y$05$ZmuA4ZGo7w2QyIwk0Iqr7e.3dQjJsXQvnTNvLDkVWmIQhpxWV/b0y";
  let open: string;

  beforeAll(async () => {
    open = `127.0.0.1:${await freePort()}`;
    const configuration = json({
      version: "0.1",
      storage: { filesystem: { rootdirectory: join(root, "registry") } },
      http: { addr: open },
    });
    writeFileSync(join(root, "registry.yml"), configuration);
    start("docker-registry", "serve", join(root, "registry.yml"));
    await eventually(() => fetch(`http://${open}/v2/`));
    const copy = ["copy", "-q", "--dest-tls-verify=false", `oci:${layout}:1.0`, `docker://${open}/shop/web:1.0`];
    execFileSync("skopeo", copy, { stdio: "ignore" });
  });

  test("gives what skopeo pushed", async () => {
    const opened = await openImage(`registry:${open}/shop/web:1.0`, { environment: {} });

    const inspected: unknown = JSON.parse(
      execFileSync("skopeo", ["inspect", "--tls-verify=false", `docker://${open}/shop/web:1.0`], { encoding: "utf8" }),
    );
    expect(inspected).toMatchObject({
      Digest: opened.description.digest,
      Layers: opened.description.layers.map((layer) => layer.digest),
      Env: opened.description.configuration.environment,
    });
    expect(await contentOf(opened)).toHaveLength(3);
  });

  test("has no tag of another name", async () => {
    await expect(openImage(`registry:${open}/shop/web:none`, { environment: {} })).rejects.toMatchObject({
      code: "image-not-found",
      message: expect.stringContaining("MANIFEST_UNKNOWN"),
    });
  });

  test("with passwords refuses strangers and takes the user's", async () => {
    const host = `127.0.0.1:${await freePort()}`;
    writeFileSync(join(root, "htpasswd"), `${htpasswd}\n`);
    const configuration = json({
      version: "0.1",
      storage: { filesystem: { rootdirectory: join(root, "registry") } },
      http: { addr: host },
      auth: { htpasswd: { realm: "test", path: join(root, "htpasswd") } },
    });
    writeFileSync(join(root, "closed.yml"), configuration);
    start("docker-registry", "serve", join(root, "closed.yml"));
    await eventually(() => fetch(`http://${host}/v2/`));
    const auth = Buffer.from("user:pass").toString("base64");
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth } } }) };
    const name = `registry:${host}/shop/web:1.0`;

    await expect(openImage(name, { environment: {} })).rejects.toMatchObject({ code: "registry-denied" });
    const opened = await openImage(name, { environment });

    expect(opened.description.configDigest).toBe(image.configuration.digest);
  });
});

describe.skipIf(!has("podman") || !has("skopeo"))("a real Podman (left out where it is not installed)", () => {
  test("gives an image over its API", async () => {
    const archive = join(root, "for-podman.tar");
    execFileSync("skopeo", ["copy", "-q", `oci:${layout}:1.0`, `docker-archive:${archive}:example.com/web:1.0`]);
    const store = ["--root", join(root, "podman"), "--runroot", join(root, "podman-run"), "--storage-driver", "vfs"];
    execFileSync("podman", [...store, "load", "-i", archive], { stdio: "ignore" });
    const address = `unix://${join(root, "podman.sock")}`;
    start("podman", ...store, "system", "service", "--time", "60", address);
    const options = { environment: { CONTAINER_HOST: address } };

    let opened: OpenedImage | undefined;
    await eventually(async () => {
      opened = await openImage("podman:example.com/web:1.0", options);
    });

    expect(opened?.description).toMatchObject({ source: "podman", configDigest: image.configuration.digest });
    await opened?.close();
  });
});

describe.skipIf(!has("containerd") || !has("ctr"))("a real containerd (left out where it is not installed)", () => {
  test("gives an image from its content store", async () => {
    const socket = join(root, "containerd.sock");
    const plugin = '"io.containerd.grpc.v1.cri"';
    const [state, data] = [join(root, "state"), join(root, "data")];
    const configuration = `version = 2\nroot = "${data}"\nstate = "${state}"\ndisabled_plugins = [${plugin}]\n[grpc]\naddress = "${socket}"\n`;
    writeFileSync(join(root, "containerd.toml"), configuration);
    start("containerd", "-c", join(root, "containerd.toml"));
    const archive = join(root, "for-containerd.tar");
    execFileSync("tar", ["-C", layout, "-cf", archive, "."]);
    await eventually(async () => {
      execFileSync(
        "ctr",
        ["-a", socket, "images", "import", "--no-unpack", "--index-name", "example.com/web:1.0", archive],
        {
          stdio: "ignore",
        },
      );
    });

    const opened = await openImage("containerd:example.com/web:1.0", {
      environment: { CONTAINERD_ADDRESS: socket },
      platform: "linux/amd64",
    });

    expect(opened.description).toMatchObject({ source: "containerd", configDigest: image.configuration.digest });
    expect(await contentOf(opened)).toEqual(image.layers);
    await opened.close();
  });
});
