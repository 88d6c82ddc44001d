import { type OptionGrammar, readArguments } from "../commands/arguments.ts";
import { isRemoteSource } from "../context/sources.ts";
import { curlOptions, wgetOptions } from "../option-uses/option-grammars.ts";
import { destinationOf, namedFiles } from "../sensitive-files/copied-files.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { homeOf } from "../stages/mounts.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { runCalls } from "../stages/run-calls.ts";
import type { LocatedCall } from "../stages/scripts.ts";
import { expand, lookupIn } from "../stages/variables.ts";
import { joinWorkdir } from "../stages/working-directory.ts";

/** A file or directory that a step puts into its layer under a known path. */
export interface LayerFile {
  /** Absolute. */
  readonly path: string;
  readonly step: Step;
  /** `download`: curl, wget, or ADD of an address. */
  readonly origin: "copy" | "download";
}

const filesByBuild = new WeakMap<DockerfileBuild, readonly LayerFile[]>();

/** Gives what COPY and ADD bring in, and what curl and wget save, in file order; paths that are not known are left out. */
export function layerFiles(build: DockerfileBuild): readonly LayerFile[] {
  let files = filesByBuild.get(build);
  if (files === undefined) filesByBuild.set(build, (files = findLayerFiles(build)));
  return files;
}

function findLayerFiles(build: DockerfileBuild): readonly LayerFile[] {
  const copied = namedFiles(build).flatMap((file): readonly LayerFile[] => {
    const path = !/[*?[]/.test(file.path) ? destinationOf(file) : undefined;
    return path === undefined ? [] : [{ path, step: file.source.step, origin: "copy" }];
  });
  return [...copied, ...addedAddresses(build), ...runCalls(build).flatMap(savedFiles)].toSorted(
    (left, right) => left.step.instruction.index - right.step.instruction.index,
  );
}

/** Gives a path that a shell word names as an absolute one; `undefined` for patterns and unknown parts. */
export function absoluteInShell(text: string, step: Step): string | undefined {
  const path = text.replace(/^(?:~|\$\{HOME\})(?=\/|$)/, homeOf(step)).replace(/(?<!\/)\/+\*?$/, "");
  const workdir = step.state.workdir?.value ?? "/";
  if (path === "" || /[$*?[{(]/.test(path) || (!path.startsWith("/") && workdir.includes("$"))) return undefined;
  return joinWorkdir(workdir, path, step.stage.platform);
}

/** Tells whether the script changes its directory before a call, so that relative paths are not known. */
export function isBehindCd({ script, call }: LocatedCall): boolean {
  return script.calls.some(({ name, range }) => (name === "cd" || name === "pushd") && range.start < call.range.start);
}

function addedAddresses(build: DockerfileBuild): readonly LayerFile[] {
  return placedInstructions(build, "ADD").flatMap(({ instruction, step }) => {
    const { destination, sources } = instruction;
    if (destination === undefined) return [];
    const find = lookupIn(step.state, step.stage.root.kind === "scratch");
    const { value, isKnown } = expand(destination, find);
    const target = isKnown ? absoluteInShell(value, step) : undefined;
    if (target === undefined) return [];
    return sources.flatMap((word): readonly LayerFile[] => {
      const address = expand(word, find).value;
      if (!isRemoteSource(address) || !/^https?:/i.test(address)) return [];
      const name = /[^/?#]+(?=[?#]|$)/.exec(address.replace(/^https?:\/\/[^/]*/i, ""))?.[0] ?? "";
      const isDirectory = value.endsWith("/") || sources.length > 1;
      if (isDirectory && name === "") return [];
      return [{ path: isDirectory ? `${target}/${name}` : target, step, origin: "download" }];
    });
  });
}

/** Options that name the file to save to. */
const savingOptions: ReadonlyMap<string, { readonly grammar: OptionGrammar; readonly names: readonly string[] }> =
  new Map([
    ["curl", { grammar: curlOptions.grammar, names: ["-o", "--output"] }],
    ["wget", { grammar: wgetOptions.grammar, names: ["-O", "--output-document"] }],
  ]);

function savedFiles(located: LocatedCall): readonly LayerFile[] {
  const { call, step } = located;
  const saving = savingOptions.get(call.name ?? "");
  if (saving === undefined) return [];
  const { options } = readArguments(call.args, saving.grammar);
  if (options.some(({ name }) => name === "--output-dir")) return [];
  return options.flatMap(({ name, value = "-" }): readonly LayerFile[] => {
    if (!saving.names.includes(name) || value === "-") return [];
    const path = value.startsWith("/") || !isBehindCd(located) ? absoluteInShell(value, step) : undefined;
    return path === undefined || path.startsWith("/dev/") ? [] : [{ path, step, origin: "download" }];
  });
}
