import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backUpPlatform, restorePlatform } from "./back-up.ts";
import { type RunningPlatform, startPlatform } from "./main.ts";
import { sampleDocument } from "./routes/fixtures/sample-report.ts";
import { tableFile } from "./store/backup/backup-manifest.ts";

const password = "what the owner of this test types";
const environment = { SEKISHO_OWNER_PASSWORD: password };
const timeoutMs = 400_000;

let parent: string;
let before: unknown;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "sekisho-backup-"));
  // As root the database runs as another user, who must be able to go through.
  await chmod(parent, 0o711);
  const platform = await start("first");
  try {
    const cookie = await signIn(platform);
    const report = sampleDocument({ findings: [{ rule: "a" }, { rule: "tab\tand\nline" }] });
    await call(platform, "/api/v1/reports?wait=60", { cookie, body: report });
    before = await everything(platform, cookie);
    // It runs on meanwhile.
    await backUpPlatform({ environment, dataDirectory: join(parent, "first"), folder: join(parent, "saved") });
    await call(platform, "/api/v1/reports?wait=60", {
      cookie,
      body: sampleDocument({ findings: [{ rule: "later" }] }),
    });
  } finally {
    await platform.stop();
  }
}, timeoutMs);
afterAll(() => rm(parent, { recursive: true, force: true }));

describe("a backup", () => {
  test(
    "restores accounts, findings and stored reports as they were at its moment, and the book goes on from there",
    async () => {
      const place = { environment, dataDirectory: join(parent, "second") };
      const outcome = await restorePlatform({ ...place, folder: join(parent, "saved") });
      const platform = await start("second");
      try {
        const cookie = await signIn(platform);
        const after = await everything(platform, cookie);
        const again = await call(platform, "/api/v1/reports?wait=60", {
          cookie,
          body: sampleDocument({ findings: [{ rule: "a" }, { rule: "tab\tand\nline" }, { rule: "new" }] }),
        });

        expect(outcome.rows).toBeGreaterThan(10);
        expect(JSON.stringify(before)).toContain("tab\\tand\\nline");
        expect(after).toEqual(before);
        expect(again).toMatchObject({ status: "imported", outcome: { findings: 3, new: 1, fixed: 0 } });
      } finally {
        await platform.stop();
      }
    },
    timeoutMs,
  );

  test(
    "that was damaged restores nothing",
    async () => {
      const file = tableFile(join(parent, "saved"), "findings");
      const whole = await readFile(file);
      await writeFile(file, whole.subarray(0, whole.length - 5));
      const place = { environment, dataDirectory: join(parent, "third") };

      await expect(restorePlatform({ ...place, folder: join(parent, "saved") })).rejects.toMatchObject({
        code: "store-unusable",
        message: expect.stringContaining("findings"),
      });
      await writeFile(file, whole);
    },
    timeoutMs,
  );

  test.each([
    { name: "over a platform", folder: "saved", data: "first", says: "already" },
    { name: "from half a backup", folder: "first", data: "fourth", says: "no whole backup" },
  ])("is not restored $name", async ({ folder, data, says }) => {
    const place = { environment, dataDirectory: join(parent, data) };
    const restoring = restorePlatform({ ...place, folder: join(parent, folder) });

    await expect(restoring).rejects.toMatchObject({ code: "usage", message: expect.stringContaining(says) });
  });

  test.each([
    { name: "into a folder that exists", data: "first", folder: "saved", code: "output-unwritable", url: "" },
    { name: "where no platform is", data: "nothing", folder: "new", code: "usage", url: "" },
    { name: "of somebody else's database", data: "first", folder: "new", code: "usage", url: "postgres://x/y" },
  ])(
    "is not written $name",
    async ({ data, folder, code, url }) => {
      const place = { environment: { DATABASE_URL: url }, dataDirectory: join(parent, data) };

      await expect(backUpPlatform({ ...place, folder: join(parent, folder) })).rejects.toMatchObject({ code });
    },
    timeoutMs,
  );
});

function start(name: string): Promise<RunningPlatform> {
  return startPlatform({ environment, dataDirectory: join(parent, name), port: 0, log: { write: () => undefined } });
}

async function signIn({ url }: RunningPlatform): Promise<string> {
  const headers = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ email: "owner@localhost", password });
  const answer = await fetch(`${url}/api/v1/session`, { method: "POST", headers, body });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

interface Call {
  readonly cookie: string;
  readonly body?: string;
}

async function call({ url }: RunningPlatform, path: string, { cookie, body }: Call): Promise<unknown> {
  const headers = { cookie, origin: url, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  const request = body === undefined ? { headers } : { method: "POST", headers, body };
  const answer = await fetch(`${url}${path}`, request);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

async function everything(platform: RunningPlatform, cookie: string): Promise<unknown> {
  const paths = ["/api/v1/findings", "/api/v1/projects", "/api/v1/session", "/api/v1/api-keys"];
  return await Promise.all(paths.map((path) => call(platform, path, { cookie })));
}
