/** The built command line has a file of its own for the thread: the build puts its name here, seen from a chunk. */
declare const receiverWorkerName: string | undefined;

/** Gives the file that the receiving thread runs: of the build, of the library, or the source itself. */
export function receiverWorkerFile(): URL {
  if (typeof receiverWorkerName === "string") return new URL(receiverWorkerName, import.meta.url);
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`./receiver-worker.${ending}`, import.meta.url);
}
