/** The built command line has a file of its own for the thread: the build puts its name here, seen from a chunk. */
declare const judgingWorkerName: string | undefined;

/** Gives the file that the second thread runs: of the build, of the library, or the source itself. */
export function judgingWorkerFile(): URL {
  if (typeof judgingWorkerName === "string") return new URL(judgingWorkerName, import.meta.url);
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`./judging-worker.${ending}`, import.meta.url);
}
