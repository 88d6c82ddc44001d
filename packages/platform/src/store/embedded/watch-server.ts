import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Somebody who looks whether a server lives. */
export interface ServerWatch {
  /** Ends it, after the look that is under way. */
  end(): Promise<void>;
}

const watchMs = 2000;

/**
 * Looks every two seconds whether the PostgreSQL of a cluster lives, and starts it where it does not. What goes wrong is tried
 * again at the next look; who asks the database hears of it.
 */
export function watchServer(cluster: string, restart: () => Promise<void>): ServerWatch {
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if (!isAlive(await findProcessId(cluster))) await restart();
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, watchMs);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return looking;
    },
  };
}

async function findProcessId(cluster: string): Promise<number | undefined> {
  try {
    const [line = ""] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n", 1);
    return /^\d{1,10}$/.test(line) ? Number(line) : undefined;
  } catch {
    // Without the file no server runs.
    return undefined;
  }
}

function isAlive(processId: number | undefined): boolean {
  if (processId === undefined) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
