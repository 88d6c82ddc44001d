import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rawEventsOf } from "./audit-example.ts";

const main = join(import.meta.dirname, "../packages/sekisho/src/cli/main.ts");

let folder = "";
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-crash-"));
});
afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) {
    running.kill("SIGKILL");
    await once(running, "exit");
  }
  rmSync(folder, { recursive: true });
});

/** An exec by somebody; a long user agent makes the log long enough to have a fingerprint. */
function execBy(user: string): string {
  const [event] = rawEventsOf({
    events: [
      { user, verb: "create", resource: "pods/exec", namespace: "shop", name: "web-0", agent: "k".repeat(1_100) },
    ],
  });
  return JSON.stringify({ ...event, auditID: `of-${user}` });
}

interface Watch {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly errors: () => string;
}

function start(...words: readonly string[]): Watch {
  const process = spawn(globalThis.process.execPath, [main, "detect", ...words, "--state", "state.json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = process;
  let said = "";
  let errors = "";
  process.stdout.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  process.stderr.on("data", (piece: Buffer) => {
    errors += piece.toString();
  });
  return { process, said: () => said, errors: () => errors };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}

async function kill({ process }: Watch, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  process.kill(signal);
  await once(process, "exit");
}

function isKept(text: string): boolean {
  const path = join(folder, "state.json");
  return existsSync(path) && readFileSync(path, "utf8").includes(text);
}

const usersIn = (text: string) => Array.from(text.matchAll(/User:([a-z]{1,20}) > shop/g), ([, user = ""]) => user);

describe("a watch that is killed", () => {
  test("goes on in the log where it was, also when that was rotated, and tells nothing twice", async () => {
    writeFileSync(join(folder, "audit.log"), `${execBy("jane")}\n`);
    const first = start("audit.log", "--follow", "--format", "json");
    await until(() => usersIn(first.said()).length > 0 && isKept('"told":["'));
    await kill(first, "SIGKILL");
    appendFileSync(join(folder, "audit.log"), `${execBy("tom")}\n`);

    const second = start("audit.log", "--follow", "--format", "json");
    await until(() => usersIn(second.said()).length > 0);
    await kill(second, "SIGKILL");
    // Rotated and packed while nobody reads it.
    appendFileSync(join(folder, "audit.log"), `${execBy("eve")}\n`);
    writeFileSync(join(folder, "audit-1.log.gz"), gzipSync(readFileSync(join(folder, "audit.log"))));
    writeFileSync(join(folder, "audit.log"), `${execBy("mia")}\n`);

    const third = start("audit.log", "--follow", "--format", "json");
    await until(() => usersIn(third.said()).includes("mia"));
    await kill(third, "SIGTERM");

    expect(new Set(usersIn(first.said()))).toEqual(new Set(["jane"]));
    expect(new Set(usersIn(second.said()))).toEqual(new Set(["tom"]));
    // The second one may have ended before its state knew what it had told.
    expect(usersIn(third.said()).filter((user) => user !== "tom")).toEqual(expect.arrayContaining(["eve", "mia"]));
    expect(usersIn(third.said())).not.toContain("jane");
  }, 120_000);

  test("judges what it had accepted and not kept, and what senders send again once", async () => {
    const post = async (watch: Watch, ...users: readonly string[]) => {
      await until(() => /http:\S+/.test(watch.errors()));
      const url = /http:\S+/.exec(watch.errors())?.[0] ?? "";
      const body = `{"kind":"EventList","items":[${users.map(execBy).join(",")}]}`;
      return (await fetch(url, { method: "POST", body })).status;
    };
    const first = start("--listen", "127.0.0.1:0", "--format", "json", "--tolerance", "3600");
    // Held back for an hour: nothing of it is told before the end.
    expect(await post(first, "jane")).toBe(200);
    await kill(first, "SIGKILL");
    expect(first.said()).toBe("");
    expect(readdirSync(join(folder, "state.json.journal"))).not.toEqual([]);

    const second = start("--listen", "127.0.0.1:0", "--format", "json", "--tolerance", "1");
    expect(await post(second, "jane", "tom")).toBe(200);
    await until(() => usersIn(second.said()).includes("tom"));
    const [url = ""] = /http:\S+/.exec(second.errors()) ?? [];
    expect((await fetch(url, { method: "POST", body: '{"neither":"event"}' })).status).toBe(200);
    await kill(second, "SIGTERM");
    // There is no report that could say it.
    expect(second.errors()).toContain("audit-webhook: Passed over 1 value without an audit event");

    const told = second
      .said()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => usersIn(line)[0]);
    expect(told.toSorted((left = "", right = "") => left.localeCompare(right))).toEqual(["jane", "tom"]);
  }, 120_000);
});
