import { stat } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "sekisho";
import { type EmbeddedServer, startEmbeddedServer } from "./embedded-server.ts";

/** Tells whether a folder holds the database of a platform. */
export async function holdsPlatform(directory: string): Promise<boolean> {
  try {
    await stat(join(directory, "postgres"));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Works with the database of a platform, whether that runs or not: a server that did not run is stopped afterwards.
 *
 * @throws {SekishoError} `usage` when the folder holds no platform; `store-unusable`.
 */
export async function withEmbeddedServer<Result>(
  directory: string,
  work: (server: EmbeddedServer) => Promise<Result>,
): Promise<Result> {
  if (!(await holdsPlatform(directory))) {
    throw new SekishoError("usage", {
      en: `there is no platform in ${directory}`,
      ja: `${directory} にプラットフォームのデータがありません。`,
    });
  }
  const server = await startEmbeddedServer({ directory });
  try {
    return await work(server);
  } finally {
    if (!server.wasRunning) await server.stop();
  }
}
