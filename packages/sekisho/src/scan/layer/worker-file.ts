/** The built command line has a file of its own for the threads: the build puts its name here, seen from a chunk. */
declare const layerWorkerName: string | undefined;

/** Gives the file that a thread runs: of the build, of the library, or the source itself. */
export function layerWorkerFile(): URL {
  if (typeof layerWorkerName === "string") return new URL(layerWorkerName, import.meta.url);
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`./layer-worker.${ending}`, import.meta.url);
}
