import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
/** Two starts of everything, on a machine that may be busy with other tests. */
const timeoutMs = 900_000;

interface StartProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

/** Calls what `npm start` calls. */
function start(options: readonly string[], data: string): StartProcess {
  const words = ["--conditions=sekisho-source", "tools/start.ts", "--no-build", ...options];
  const { CI: _ci, DATABASE_URL: _url, ...environment } = process.env;
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...environment, SEKISHO_DATA_DIR: data, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => (said += piece.toString()));
  return {
    child,
    said: () => said,
    ended: new Promise((resolve) => child.on("close", (exitCode) => resolve(exitCode))),
  };
}

/** Waits for a value behind a word, or for the end. */
async function wordBehind(name: string, { child, said, ended }: StartProcess): Promise<string> {
  const pattern = new RegExp(`\\b${name} {1,9}(\\S+)\\n`);
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (;;) {
    const found = pattern.exec(said())?.[1];
    if (found !== undefined) return found;
    if (isOver) throw new Error(`expected ${name}, got: ${said()}`);
    // Its output may be closed before it is said to have ended.
    await Promise.race([ended, new Promise((resolve) => void child.stdout?.once("data", resolve))]);
  }
}

interface SeenPlatform {
  readonly password: string;
  readonly kinds: unknown;
  readonly actors: z.infer<typeof actorsOf>["incidents"];
}

async function findingsOf(started: StartProcess): Promise<SeenPlatform> {
  const url = await wordBehind("Address", started);
  const password = await wordBehind("Password", started);
  const email = await wordBehind("Account", started);
  const headers = { "content-type": "application/json", origin: url };
  const body = JSON.stringify({ email, password });
  const signedIn = await fetch(`${url}/api/v1/session`, { method: "POST", headers, body });
  const [cookie = ""] = (signedIn.headers.get("set-cookie") ?? "").split(";");
  const kinds = ["misconfiguration", "vulnerability", "secret", "activity"];
  const counts = await Promise.all(
    kinds.map(async (kind) => {
      const answer = await fetch(`${url}/api/v1/findings?query=kind:${kind}`, { headers: { cookie } });
      return `${kind}: ${/"findings":\[\{/.test(await answer.text()) ? "some" : "none"}`;
    }),
  );
  const incidents = await fetch(`${url}/api/v1/incidents?cluster=shop`, { headers: { cookie } });
  return { password, kinds: counts, actors: actorsOf.parse(await incidents.json()).incidents };
}

const actorsOf = z.object({ incidents: z.array(z.object({ actors: z.array(z.string()), severity: z.string() })) });

test(
  "npm start ends with a platform that holds what every checkpoint found, and starts again with the same data",
  async () => {
    const parent = mkdtempSync(join(tmpdir(), "sekisho-start-"));
    onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
    const data = join(parent, "data");
    // The database's user may enter it.
    mkdirSync(data, { mode: 0o711 });
    chmodSync(parent, 0o711);
    const first = start(["--stay"], data);
    const seen = await findingsOf(first);
    first.child.kill("SIGINT");
    const firstEnd = await first.ended;
    const second = start(["--stay"], data);
    const seenAgain = await findingsOf(second);
    second.child.kill("SIGTERM");

    expect(seen.kinds).toEqual(["misconfiguration: some", "vulnerability: some", "secret: some", "activity: some"]);
    // The three attacks of tools/demonstration/example-audit-log.ts, as incidents with their actors.
    expect(seen.actors.filter(({ severity }) => severity === "critical" || severity === "high").length).toBeGreaterThan(
      2,
    );
    expect(seenAgain).toEqual(seen);
    expect([firstEnd, await second.ended]).toEqual([0, 0]);
    expect(first.said()).toContain("examples/legacy/Dockerfile");
  },
  timeoutMs,
);

test(
  "npm start ends by itself where nobody watches",
  async () => {
    const once = start([], "/nowhere");

    expect(await once.ended).toBe(0);
    expect(once.said()).toContain("examples/legacy/Dockerfile");
    expect(once.said()).toContain("npm start -- --stay");
  },
  timeoutMs,
);
