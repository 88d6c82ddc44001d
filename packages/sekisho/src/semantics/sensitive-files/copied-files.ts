import type { CopyInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { isRemoteSource } from "../context/sources.ts";
import type { BuildContext, DockerfileBuild, Step } from "../stages/build.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { expand, lookupIn } from "../stages/variables.ts";
import { joinWorkdir } from "../stages/working-directory.ts";

/** A source of COPY or ADD, variables filled in. */
export interface CopySource {
  readonly path: string;
  readonly word: Word;
  readonly instruction: CopyInstruction;
  readonly step: Step;
  /** It is taken from the build context, not from another stage or image. */
  readonly isFromContext: boolean;
}

/** A file that a source brings in. */
export interface CopiedFile {
  /** In the build context, or in the other stage or image. */
  readonly path: string;
  readonly source: CopySource;
  /** The source names it; otherwise it lies in the directory, or matches the pattern, that the source names. */
  readonly isNamed: boolean;
}

const sourcesByBuild = new WeakMap<DockerfileBuild, readonly CopySource[]>();
const filesByBuild = new WeakMap<DockerfileBuild, readonly CopiedFile[]>();

/** Gives every source of COPY and ADD whose path is known, in file order; addresses are left out. */
export function copySources(build: DockerfileBuild): readonly CopySource[] {
  const known = sourcesByBuild.get(build);
  if (known !== undefined) return known;
  const sources = placedInstructions(build, "COPY", "ADD").flatMap(({ instruction, step }) => {
    const isFromContext = !instruction.flags.some(({ name }) => name === "from");
    const find = lookupIn(step.state, step.stage.root.kind === "scratch");
    return instruction.sources.flatMap((word): readonly CopySource[] => {
      const { value, isKnown } = expand(word, find);
      if (!isKnown || isRemoteSource(value)) return [];
      return [{ path: value, word, instruction, step, isFromContext }];
    });
  });
  sourcesByBuild.set(build, sources);
  return sources;
}

/**
 * Gives the files that COPY and ADD bring in: what the sources name, and what the build context is known to hold in the
 * directories and patterns that they name. Files that the .dockerignore keeps out are left out.
 */
export function copiedFiles(build: DockerfileBuild): readonly CopiedFile[] {
  const known = filesByBuild.get(build);
  if (known !== undefined) return known;
  const context = indexContext(build.context);
  const listed = new Set<string>();
  const files = copySources(build).flatMap((source): readonly CopiedFile[] => {
    const wanted = cleanSource(source.path);
    const isIgnored = source.isFromContext && build.context.ignores?.(wanted) === true;
    const named: readonly CopiedFile[] = isIgnored ? [] : [{ path: source.path, source, isNamed: true }];
    const key = `${source.step.stage.subject}\n${wanted}`;
    // A source that a stage copies again brings nothing new.
    if (!source.isFromContext || context === undefined || listed.has(key)) return named;
    listed.add(key);
    return [...named, ...filesBelow(context, source, wanted)];
  });
  filesByBuild.set(build, files);
  return files;
}

/** Gives where a file of a source lies in the image, absolute; `undefined` when that is not known. */
export function destinationOf(file: CopiedFile): string | undefined {
  const { instruction, path, step } = file.source;
  const { destination, sources } = instruction;
  if (destination === undefined) return undefined;
  const { value, isKnown } = expand(destination, lookupIn(step.state, step.stage.root.kind === "scratch"));
  const workdir = step.state.workdir?.value ?? "/";
  if (!isKnown || workdir.includes("$")) return undefined;
  const target = joinWorkdir(workdir, value, step.stage.platform);
  const cleaned = cleanSource(file.path);
  if (!file.isNamed) {
    // What a source names is copied under its own name when it is a file, and without its name when it is a directory.
    const parts = cleaned.split("/");
    const inside = parts.slice(segmentsOf(cleanSource(path)).length);
    return joinWorkdir(target, inside.length === 0 ? (parts.at(-1) ?? "") : inside.join("/"), step.stage.platform);
  }
  const isDirectory = value.endsWith("/") || /(?:^|\/)\.$/.test(value) || sources.length > 1 || target === workdir;
  return isDirectory ? joinWorkdir(target, cleaned.slice(cleaned.lastIndexOf("/") + 1), step.stage.platform) : target;
}

/** Gives the range of a source's word. */
export function sourceRange({ word }: CopySource): OffsetRange {
  return { start: word.start, end: word.end };
}

interface ContextFile {
  readonly path: string;
  readonly segments: readonly string[];
}

/** The files that the builder sees. */
interface ContextIndex {
  readonly all: readonly ContextFile[];
  readonly byFirstSegment: ReadonlyMap<string, readonly ContextFile[]>;
}

function indexContext({ files, ignores }: BuildContext): ContextIndex | undefined {
  if (files === undefined) return undefined;
  const seen = files.filter((path) => ignores?.(path) !== true);
  const all = seen.map((path) => ({ path, segments: path.split("/") }));
  return { all, byFirstSegment: Map.groupBy(all, ({ segments }) => segments[0] ?? "") };
}

function filesBelow(context: ContextIndex, source: CopySource, wanted: string): readonly CopiedFile[] {
  const segments = segmentsOf(wanted);
  const [first] = segments;
  const isLiteral = first !== undefined && !/[*?[\\]/.test(first);
  const candidates = isLiteral ? (context.byFirstSegment.get(first) ?? []) : context.all;
  return candidates.flatMap((file): readonly CopiedFile[] =>
    file.path !== wanted && isBelow(file.segments, segments) ? [{ path: file.path, source, isNamed: false }] : [],
  );
}

/** Compares segment by segment: what a pattern matches comes along with everything below it. */
function isBelow(parts: readonly string[], segments: readonly string[]): boolean {
  if (parts.length < segments.length) return false;
  return segments.every((segment, index) => segment === parts[index] || matchesWildcard(segment, parts[index] ?? ""));
}

/** Gives the names in a cleaned path; none for the build context itself. */
function segmentsOf(cleaned: string): readonly string[] {
  return cleaned === "" || cleaned === "." ? [] : cleaned.split("/");
}

function cleanSource(path: string): string {
  return path
    .replace(/^(?:\.?\/)+/, "")
    .replace(/(?<!\/)\/+$/, "")
    .replaceAll("/./", "/");
}
