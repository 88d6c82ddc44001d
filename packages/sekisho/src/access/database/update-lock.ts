import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SekishoError } from "../../model/error.ts";
import { errorCodeOf, unwritable } from "./database-error.ts";

/** How long somebody waits for another process, and after how long one counts as gone. */
export interface LockTimes {
  readonly waitMs: number;
  readonly staleMs: number;
}

const defaultTimes: LockTimes = { waitMs: 30_000, staleMs: 120_000 };
const askEveryMs = 100;

interface Owner {
  readonly process: number;
  readonly host: string;
  readonly token: string;
}

/**
 * Does work that only one process may do at a time on a folder. A lock whose process has ended, or that nobody has
 * touched for long, is taken away.
 *
 * @throws {SekishoError} `database-busy` when another process holds it for too long.
 */
export async function withUpdateLock<Result>(
  folder: string,
  work: () => Promise<Result>,
  times: LockTimes = defaultTimes,
): Promise<Result> {
  const path = join(folder, "lock");
  const owner: Owner = { process: process.pid, host: hostname(), token: randomUUID() };
  await takeLock(path, owner, times);
  const pulse = setInterval(() => void touch(path), times.staleMs / 4);
  pulse.unref();
  try {
    return await work();
  } finally {
    clearInterval(pulse);
    if ((await readOwner(path))?.token === owner.token) await rm(path, { force: true });
  }
}

async function takeLock(path: string, owner: Owner, times: LockTimes): Promise<void> {
  const endMs = Date.now() + times.waitMs;
  for (;;) {
    if (await tryTake(path, owner)) return;
    if (await isAbandoned(path, times.staleMs)) await takeAway(path);
    else if (Date.now() >= endMs) throw busy(path, await readOwner(path));
    else await wait(askEveryMs);
  }
}

async function tryTake(path: string, owner: Owner): Promise<boolean> {
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await (await open(path, "wx")).close();
    await writeOwner(path, owner);
    return true;
  } catch (cause) {
    if (errorCodeOf(cause) === "EEXIST") return false;
    throw unwritable(path, cause);
  }
}

/** On a full disk a lock can be made and not be written: an empty one would keep everybody out. */
async function writeOwner(path: string, owner: Owner): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(owner));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function isAbandoned(path: string, staleMs: number): Promise<boolean> {
  const owner = await readOwner(path);
  try {
    if (Date.now() - (await stat(path)).mtimeMs > staleMs) return true;
  } catch {
    return false; // Gone in between: the next attempt takes it.
  }
  return owner !== undefined && owner.host === hostname() && !isRunning(owner.process);
}

/** Two that find the same lock abandoned cannot both take it away: one of the renames finds nothing. */
async function takeAway(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return;
    throw unwritable(path, error);
  }
  await rm(aside, { force: true });
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) !== "ESRCH";
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined; // Gone, or being written: whoever asks looks at its age too.
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== "object" || value === null) return false;
  return (
    "process" in value &&
    typeof value.process === "number" &&
    "host" in value &&
    typeof value.host === "string" &&
    "token" in value &&
    typeof value.token === "string"
  );
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  // A lock that was taken away meanwhile is not ours to touch; the work goes on and its end is one rename.
  await utimes(path, now, now).catch(() => undefined);
}

function busy(path: string, owner: Owner | undefined): SekishoError {
  const who = owner === undefined ? "?" : `${owner.process} @ ${owner.host}`;
  return new SekishoError(
    "database-busy",
    {
      en: `another process is writing the advisory database: ${who}`,
      ja: `別のプロセスがアドバイザリデータベースを書き込んでいます。プロセス: ${who}`,
    },
    { hint: { en: `if it has ended, delete ${path}`, ja: `終了している場合は ${path} を削除してください。` } },
  );
}
