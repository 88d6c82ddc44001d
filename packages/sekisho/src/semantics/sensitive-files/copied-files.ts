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
  const files = copySources(build).flatMap((source): readonly CopiedFile[] => {
    const { ignores } = build.context;
    const isIgnored = source.isFromContext && ignores?.(cleanSource(source.path)) === true;
    const named: readonly CopiedFile[] = isIgnored ? [] : [{ path: source.path, source, isNamed: true }];
    return source.isFromContext ? [...named, ...filesBelow(build, source)] : named;
  });
  filesByBuild.set(build, files);
  return files;
}

/** Gives where a file of a source lies in the image, absolute; `undefined` when that is not known. */
export function destinationOf(file: CopiedFile): string | undefined {
  const { instruction, step, word } = file.source;
  const { destination, sources } = instruction;
  if (destination === undefined) return undefined;
  const { value, isKnown } = expand(destination, lookupIn(step.state, step.stage.root.kind === "scratch"));
  const workdir = step.state.workdir?.value ?? "/";
  if (!isKnown || workdir.includes("$")) return undefined;
  const target = joinWorkdir(workdir, value, step.stage.platform);
  const cleaned = cleanSource(file.path);
  if (!file.isNamed) {
    const source = cleanSource(word.value);
    const isPattern = /[*?[]/.test(source);
    const from = isPattern ? source.slice(0, source.lastIndexOf("/") + 1) : `${source}/`;
    const rest = source === "" || source === "." ? cleaned : cleaned.slice(from.length);
    return joinWorkdir(target, rest, step.stage.platform);
  }
  const isDirectory = value.endsWith("/") || /(?:^|\/)\.$/.test(value) || sources.length > 1 || target === workdir;
  return isDirectory ? joinWorkdir(target, cleaned.slice(cleaned.lastIndexOf("/") + 1), step.stage.platform) : target;
}

/** Gives the range of a source's word. */
export function sourceRange({ word }: CopySource): OffsetRange {
  return { start: word.start, end: word.end };
}

function filesBelow(build: DockerfileBuild, source: CopySource): readonly CopiedFile[] {
  const { files, ignores } = build.context;
  if (files === undefined) return [];
  const wanted = cleanSource(source.path);
  const segments = wanted === "" || wanted === "." ? [] : wanted.split("/");
  return files.flatMap((path): readonly CopiedFile[] => {
    if (path === wanted || !isBelow(path, segments) || ignores?.(path) === true) return [];
    return [{ path, source, isNamed: false }];
  });
}

/** Compares segment by segment: what a pattern matches comes along with everything below it. */
function isBelow(path: string, segments: readonly string[]): boolean {
  if (segments.length === 0) return true;
  const parts = path.split("/");
  if (parts.length < segments.length) return false;
  return segments.every((segment, index) => segment === parts[index] || matchesWildcard(segment, parts[index] ?? ""));
}

function cleanSource(path: string): string {
  return path
    .replace(/^(?:\.?\/)+/, "")
    .replace(/\/+$/, "")
    .replaceAll("/./", "/");
}
