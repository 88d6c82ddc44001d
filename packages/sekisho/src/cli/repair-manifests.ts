import { dirname, relative } from "node:path";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import { type FileReading, readCappedFile } from "../access/filesystem/read-file.ts";
import type { Text } from "../model/text.ts";
import type { Configuration } from "../scan/configuration/configuration.ts";
import { decodeText } from "../scan/decode-text.ts";
import { fixManifests, type RepairedManifest } from "../scan/manifest/fix-manifests.ts";
import { writeKustomizePatches } from "../scan/manifest/kustomize-patches.ts";
import { readManifest } from "../scan/manifest/read-manifest.ts";
import { findInputs } from "../scan/manifest/render-directory.ts";
import type { ResolvedTargets } from "../scan/resolve-targets.ts";
import { defaultMaxFileBytes } from "../scan/scan.ts";
import { unifiedDiff } from "../scan/unified-diff.ts";
import { labelled } from "./output/error-message.ts";
import { paintDiff } from "./output/paint-diff.ts";
import { writeWholeFile } from "./output/write-file.ts";
import { notUtf8 } from "./read-repairable.ts";
import type { Terminal } from "./terminal.ts";

/** How manifests are repaired. */
export interface ManifestRepair {
  readonly terminal: Terminal;
  readonly configuration: Configuration;
  /** Ids of the only checks whose fixes are made; all when empty. */
  readonly rules: readonly string[];
  readonly proposals: boolean;
  /** `diff` shows, `write` changes the files, `patch` prints a Kustomize component. */
  readonly output: "diff" | "write" | "patch";
}

/** What became of the manifests of a call. */
export interface RepairedManifests {
  readonly results: readonly RepairedManifest[];
  /** False when a file could not be read whole. */
  readonly isComplete: boolean;
}

/** Files that are judged together; what stands below a directory need not be manifests. */
interface ManifestGroup {
  readonly paths: readonly string[];
  readonly isNamed: boolean;
}

interface ManifestFile {
  readonly path: string;
  readonly place: string;
  readonly text: string;
}

/** Repairs the manifests among the targets of a call: those that were named as one set, those of each directory as another. */
export async function repairManifests(resolved: ResolvedTargets, repair: ManifestRepair): Promise<RepairedManifests> {
  const named = resolved.jobs.flatMap((job) => (job.kind === "manifest" ? [job.path] : []));
  const { workingDirectory } = repair.terminal;
  const groups: readonly ManifestGroup[] = [
    { paths: withoutInputs(named, findInputs(named.map(dirname), [], workingDirectory)), isNamed: true },
    ...resolved.directories.map(({ path, documents, kustomizations }) => ({
      paths: withoutInputs(documents, findInputs([path], kustomizations, workingDirectory)),
      isNamed: false,
    })),
  ];
  const results: RepairedManifest[] = [];
  let isComplete = true;
  for (const group of groups) {
    const { files, isWhole } = await readGroup(group, repair.terminal);
    if (!isWhole) isComplete = false;
    if (files.length === 0) continue;
    const repaired = fixManifests(files, {
      proposals: repair.proposals,
      configuration: repair.configuration,
      today: repair.terminal.now.toISOString().slice(0, "YYYY-MM-DD".length),
      ...(repair.rules.length === 0 ? {} : { rules: repair.rules }),
    });
    await deliver(files, repaired, repair);
    results.push(...repaired);
  }
  return { results, isComplete };
}

/** Leaves out what kustomizations read as patches and settings: a fragment says only what it changes, and is no object to repair. */
function withoutInputs(paths: readonly string[], inputs: ReadonlySet<string>): readonly string[] {
  return paths.filter((path) => !inputs.has(path));
}

async function readGroup(
  { paths, isNamed }: ManifestGroup,
  terminal: Terminal,
): Promise<{ readonly files: readonly ManifestFile[]; readonly isWhole: boolean }> {
  const files: ManifestFile[] = [];
  let isWhole = true;
  for (const place of paths) {
    const path = slashed(relative(terminal.workingDirectory, place));
    const reading = await readCappedFile(place, defaultMaxFileBytes);
    const file = readFile(path, reading, isNamed);
    if (file === undefined) continue;
    if ("text" in file) files.push({ path, place, text: file.text });
    for (const message of file.problems) {
      isWhole = false;
      await terminal.writeError(`${labelled("error", message, terminal)}\n`);
    }
  }
  return { files, isWhole };
}

/** Gives the text of a manifest, and what of it cannot be read; `undefined` for other files below a directory. */
function readFile(
  path: string,
  reading: FileReading,
  isNamed: boolean,
): { readonly text?: string; readonly problems: readonly Text[] } | undefined {
  if (reading.kind === "refused") return { problems: [reading.message] };
  const read = readManifest(path, reading.bytes, isNamed);
  if (read === undefined) return undefined;
  const { text, isExact } = decodeText(path, reading.bytes);
  if (text === undefined || !isExact) return { problems: [notUtf8(path, reading.bytes, text !== undefined)] };
  const broken = read.diagnostics.filter(({ level }) => level === "error");
  return {
    text,
    problems: broken.map(({ message, location }) => {
      const at = `${path}:${location?.startLine ?? 1}`;
      return { en: `${at}: ${message.en}`, ja: `${at}: ${message.ja}` };
    }),
  };
}

async function deliver(
  files: readonly ManifestFile[],
  repaired: readonly RepairedManifest[],
  { terminal, output }: ManifestRepair,
): Promise<void> {
  if (output === "patch") {
    await terminal.write(writeKustomizePatches(files, repaired));
    return;
  }
  const after = new Map(repaired.map(({ path, text }) => [path, text]));
  for (const { path, place, text } of files) {
    const changed = after.get(path) ?? text;
    if (changed === text) continue;
    if (output === "diff") await terminal.write(paintDiff(unifiedDiff(path, text, changed), terminal.hasColour));
    else await writeWholeFile({ name: place, workingDirectory: terminal.workingDirectory }, changed);
  }
}
