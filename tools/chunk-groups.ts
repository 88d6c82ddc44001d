import { fileURLToPath } from "node:url";

const sources = new URL("../packages/sekisho/src/", import.meta.url);

/** Small files that nearly every command needs some of, and that need nothing themselves. */
const modelFile = /[\\/]packages[\\/]sekisho[\\/]src[\\/]model[\\/]/;

/** What a module imports when it is loaded; what it imports later is left out. */
export interface ModuleGraph {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module that is always loaded with others; `null` for every other module.
 *
 * The bundler cuts chunks so that no command loads a line too much, and so made ninety of them for the scan of one
 * Dockerfile: to open and to prepare one takes longer than to read a few lines that are not needed.
 */
export function nameChunk(id: string, graph: ModuleGraph): string | null {
  if (modelFile.test(id)) return "model";
  if (id === startFile) return null;
  if (closureOf(startFile, graph).has(id)) return "start";
  return id !== tableFile && closureOf(tableFile, graph).has(id) && id.includes("exporters") ? "table-parts" : null;
}

/** What every call of the command line loads. */
const startFile = fileURLToPath(new URL("cli/run.ts", sources));

/** What prints to a terminal, the result of most calls. */
const tableFile = fileURLToPath(new URL("exporters/table/table.ts", sources));

const closures = new WeakMap<ModuleGraph, Map<string, ReadonlySet<string>>>();

function closureOf(root: string, graph: ModuleGraph): ReadonlySet<string> {
  const known = closures.get(graph) ?? new Map<string, ReadonlySet<string>>();
  closures.set(graph, known);
  let closure = known.get(root);
  if (closure === undefined) known.set(root, (closure = findClosure(root, graph)));
  return closure;
}

function findClosure(root: string, graph: ModuleGraph): ReadonlySet<string> {
  const closure = new Set([root]);
  for (const id of closure) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) closure.add(imported);
  return closure;
}
