import { inChunks } from "./output/in-chunks.ts";
import type { Terminal } from "./terminal.ts";

/** Writes a result to a file, or to standard output when none is named. */
export async function deliver(pieces: Iterable<string>, file: string | undefined, terminal: Terminal): Promise<void> {
  const chunks = inChunks(pieces);
  if (file === undefined) {
    for (const chunk of chunks) await terminal.write(chunk);
    return;
  }
  const { writeWholeFile } = await import("./output/write-file.ts");
  await writeWholeFile({ name: file, workingDirectory: terminal.workingDirectory }, chunks);
}
