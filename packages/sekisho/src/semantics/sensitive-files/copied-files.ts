import type { CopyInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { isRemoteSource } from "../context/sources.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
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

/** A question about paths; a function that lives as long as the module, because answers are kept by it. */
export type PathQuestion = (path: string) => boolean;

const filesByBuild = new WeakMap<DockerfileBuild, Map<PathQuestion, readonly CopiedFile[]>>();

/**
 * Gives the files that COPY and ADD bring in: what the sources name, whatever it is, and of what the build context is known
 * to hold in the directories and patterns that they name the files that are wanted. Files that the .dockerignore keeps out
 * are left out.
 *
 * Each file of the context is asked about once, however many instructions copy it.
 */
export function copiedFiles(build: DockerfileBuild, isWanted: PathQuestion): readonly CopiedFile[] {
  const answers = filesByBuild.get(build) ?? new Map<PathQuestion, readonly CopiedFile[]>();
  filesByBuild.set(build, answers);
  const known = answers.get(isWanted);
  if (known !== undefined) return known;
  const { sources, context } = readingOf(build);
  const findBelow = createListing(context.filter(({ path }) => isWanted(path)));
  const files: CopiedFile[] = [];
  for (const { source, wanted, isNamed, isListed } of sources) {
    if (isNamed) files.push({ path: source.path, source, isNamed: true });
    if (!isListed) continue;
    for (const { path } of findBelow(wanted)) files.push({ path, source, isNamed: false });
  }
  answers.set(isWanted, files);
  return files;
}

/** Gives what the sources of COPY and ADD name, in file order; what the .dockerignore keeps out is left out. */
export function namedFiles(build: DockerfileBuild): readonly CopiedFile[] {
  return copiedFiles(build, isNever);
}

function isNever(): boolean {
  return false;
}

/** Gives the sources, as written, of which it is known that they bring in files of other names. */
export function listedSources(build: DockerfileBuild): ReadonlySet<string> {
  const { sources, context } = readingOf(build);
  const findBelow = createListing(context);
  const listed = sources.filter(({ wanted, isListed }) => isListed && findBelow(wanted).length > 0);
  return new Set(listed.map(({ source }) => source.path));
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

/** A source with what the build context says of it. */
interface ReadSource {
  readonly source: CopySource;
  /** Its path, cleaned. */
  readonly wanted: string;
  /** False where the .dockerignore keeps it out. */
  readonly isNamed: boolean;
  /** It brings in files of the context that its stage does not have yet. */
  readonly isListed: boolean;
}

interface Reading {
  readonly sources: readonly ReadSource[];
  /** The files that the builder sees; none where nobody looked. */
  readonly context: readonly ContextFile[];
}

const readings = new WeakMap<DockerfileBuild, Reading>();

function readingOf(build: DockerfileBuild): Reading {
  const known = readings.get(build);
  if (known !== undefined) return known;
  const { files, ignores } = build.context;
  const ignored = new Map<string, boolean>();
  const listed = new Set<string>();
  const sources = copySources(build).map((source): ReadSource => {
    const wanted = cleanSource(source.path);
    if (!source.isFromContext) return { source, wanted, isNamed: true, isListed: false };
    const isIgnored = ignored.get(wanted) ?? ignores?.(wanted) === true;
    ignored.set(wanted, isIgnored);
    // A source that a stage copies again brings nothing new.
    const key = `${source.step.stage.subject}\n${wanted}`;
    const isListed = files !== undefined && !listed.has(key);
    if (isListed) listed.add(key);
    return { source, wanted, isNamed: !isIgnored, isListed };
  });
  const seen = (files ?? []).filter((path) => ignores?.(path) !== true);
  const reading = { sources, context: seen.map((path) => ({ path, segments: path.split("/") })) };
  readings.set(build, reading);
  return reading;
}

/** Gives a function that finds the files that a cleaned source brings in beside the one that it names. */
function createListing(files: readonly ContextFile[]): (wanted: string) => readonly ContextFile[] {
  const byFirstSegment = Map.groupBy(files, ({ segments }) => segments[0] ?? "");
  const known = new Map<string, readonly ContextFile[]>();
  return (wanted) => {
    let found = known.get(wanted);
    if (found === undefined) {
      const segments = segmentsOf(wanted);
      const [first] = segments;
      const isLiteral = first !== undefined && !/[*?[\\]/.test(first);
      const candidates = isLiteral ? (byFirstSegment.get(first) ?? []) : files;
      found = candidates.filter((file) => file.path !== wanted && isBelow(file.segments, segments));
      known.set(wanted, found);
    }
    return found;
  };
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
