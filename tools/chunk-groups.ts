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
  if (isLoadedBy(startFile, id, graph)) return "start";
  if (smallFiles.some((file) => isLoadedBy(file, id, graph))) return null;
  const isShared = lightFiles.some((file) => isLoadedBy(file, id, graph));
  if (scanFiles.some((file) => isLoadedBy(file, id, graph))) return isShared ? "scan-shared" : "scan";
  const kinds = targetKinds.filter(({ file }) => isLoadedBy(file, id, graph));
  return isShared || kinds.length === 0 ? null : kinds.map(({ chunk }) => chunk).join("-");
}

function isLoadedBy(file: string, id: string, graph: ModuleGraph): boolean {
  return closureOf(file, graph).has(id);
}

/** What every call of the command line loads. */
const startFile = pathOf("cli/run.ts");

/** The most frequent command, and what prints its result to a terminal. */
const scanFiles = [pathOf("cli/commands/scan.ts"), pathOf("exporters/table/table.ts")] as const;

/** What a scan loads for the kinds of targets that it meets. What two of them share is a chunk of its own. */
const targetKinds = [
  { chunk: "dockerfiles", file: pathOf("scan/dockerfile-jobs.ts") },
  { chunk: "manifests", file: pathOf("scan/manifest/scan-manifests.ts") },
] as const;

/** Commands that do without the checks: what they share with a scan is a chunk of its own, or small pieces. */
const lightFiles = ["cache", "db", "match", "network", "rbac", "sbom"].map((name) => pathOf(`cli/commands/${name}.ts`));

/** What is done at once, and what each thread that reads layers loads: not a line too much is loaded for them. */
const smallFiles = [
  ...["help", "version", "versions"].map((name) => pathOf(`cli/commands/${name}.ts`)),
  pathOf("scan/layer/layer-worker.ts"),
];

function pathOf(source: string): string {
  return fileURLToPath(new URL(source, sources));
}

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
