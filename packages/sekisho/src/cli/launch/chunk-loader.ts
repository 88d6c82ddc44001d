import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";

/**
 * So many runs that load the same chunks add the functions that they called to the code that is kept. V8 compiles a function
 * when it is first called, and one run does not call all of them.
 */
const learningRuns = 4;

/** Loads the chunks of the built command line. */
export interface ChunkLoader {
  /** Gives what a chunk exports. */
  load(file: string): unknown;
  /** Keeps the code that this run has compiled, functions that were called included. */
  saveCode(): void;
}

interface CompiledChunk {
  readonly name: string;
  readonly script: Script;
  /** V8 refused the code that was kept. */
  readonly isRefused: boolean;
}

interface LoadedModule {
  exports: unknown;
}

type ModuleFunction = (
  exports: unknown,
  require: (name: string) => unknown,
  module: LoadedModule,
  filename: string,
) => void;

/**
 * Makes a loader of chunks, which are CommonJS modules, that keeps compiled code.
 *
 * Node's own compile cache holds what V8 compiles before a module runs, which is hardly more than its top level; here
 * the functions that ran are kept, too, and the next run compiles next to nothing.
 */
export function createChunkLoader(cache: CodeCache | undefined): ChunkLoader {
  const modules = new Map<string, LoadedModule>();
  const compiled: CompiledChunk[] = [];
  const loadModule = (file: string): unknown => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module: LoadedModule = { exports: {} };
    modules.set(file, module);
    const folder = dirname(file);
    const requireHere = (name: string): unknown => {
      if (name.startsWith(".")) return loadModule(join(folder, name));
      return process.getBuiltinModule(name) ?? createRequire(file)(name);
    };
    const chunk = compile(file, cache);
    compiled.push(chunk);
    const run: unknown = chunk.script.runInThisContext();
    if (isModuleFunction(run)) run(module.exports, requireHere, module, file);
    return module.exports;
  };
  return {
    load: loadModule,
    saveCode: () => {
      if (cache === undefined) return;
      const isFresh = compiled.some(({ isRefused }) => isRefused);
      if (!isFresh && cache.runsWith(compiled.map(({ name }) => name)) >= learningRuns) return;
      cache.save(
        compiled.map(({ name, script }) => ({ name, bytes: script.createCachedData() })),
        isFresh,
      );
    },
  };
}

/** Compiles a file, or takes its code from the cache. Names hold a hash of the content: other content, other code. */
function compile(file: string, cache: CodeCache | undefined): CompiledChunk {
  const name = basename(file);
  const stored = cache?.find(name);
  // The build has made it the function that is called, and ASCII: Latin-1 is the same, and the fastest to read.
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    ...(stored === undefined ? {} : { cachedData: stored }),
  });
  return { name, script, isRefused: script.cachedDataRejected === true };
}

/** The build has made each chunk one: this only tells the compiler so. */
function isModuleFunction(value: unknown): value is ModuleFunction {
  return typeof value === "function";
}
