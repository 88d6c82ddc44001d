import { createWriteStream, existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findDataDirectory } from "../../packages/platform/src/data-directory.ts";
import { startPlatform } from "../../packages/platform/src/main.ts";
import { SekishoError } from "../../packages/sekisho/src/model/error.ts";
import { ownerPasswordIn } from "./owner-password.ts";

/** The demonstration's platform. */
export interface DemonstrationPlatform {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly directory: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

const ownerEmail = "owner@localhost";
const maxLogBytes = 16 * 1024 * 1024;

/**
 * Starts a platform for the examples, with data of its own: neither a database that `DATABASE_URL` names nor what
 * `sekisho serve` keeps on this machine is touched.
 */
export async function startDemonstration(environment: NodeJS.ProcessEnv): Promise<DemonstrationPlatform> {
  const place = { environment, home: homedir(), system: process.platform, isRoot: process.getuid?.() === 0 };
  const directory = join(findDataDirectory(place), "demonstration");
  const password = ownerPasswordIn(directory);
  const logFile = join(directory, "platform.log");
  const isLong = existsSync(logFile) && statSync(logFile).size > maxLogBytes;
  const log = createWriteStream(logFile, { flags: isLong ? "w" : "a", mode: 0o600 });
  const options = {
    dataDirectory: directory,
    environment: { SEKISHO_OWNER_PASSWORD: password },
    tenantTitle: "Demonstration",
    log: { write: (line: string) => void log.write(line) },
  };
  const platform = await startOnFreePort(options);
  return { url: platform.url, email: ownerEmail, password, directory, logFile, stop: () => platform.stop() };
}

/** The usual address, or any other where something else has it. */
async function startOnFreePort(options: Parameters<typeof startPlatform>[0]): ReturnType<typeof startPlatform> {
  try {
    return await startPlatform(options);
  } catch (error) {
    if (!(error instanceof SekishoError && error.code === "usage")) throw error;
    return await startPlatform({ ...options, port: 0 });
  }
}
