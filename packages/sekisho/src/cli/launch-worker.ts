import { join } from "node:path";
import { createChunkLoader } from "./launch/chunk-loader.ts";
import { openCodeCache } from "./launch/code-cache.ts";

/** Name of the file that the build makes of `scan/layer/layer-worker.ts`, which the build puts here. */
declare const workerChunkName: string;

// The chunk begins to listen when it is loaded. A thread that ends has compiled what the next one needs.
const loader = createChunkLoader(openCodeCache(process.env, workerChunkName));
loader.load(join(import.meta.dirname, "cli", workerChunkName));
process.once("exit", () => loader.saveCode());
