import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Compiled code of one chunk. */
interface ChunkCode {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Keeps compiled code between the runs of one command. Whatever goes wrong with it only costs time. */
export interface CodeCache {
  /** Gives the code of a chunk, as earlier runs have left it. */
  find(name: string): Buffer | undefined;
  /** Gives how many runs that loaded just these chunks have added to the code. */
  runsWith(names: readonly string[]): number;
  /**
   * Keeps the code of a run and counts it; what runs with other chunks have left stays. `isFresh` says that earlier code was
   * of no use: nothing of it is kept.
   */
  save(chunks: readonly ChunkCode[], isFresh: boolean): void;
}

/** What one file holds. */
interface Pack {
  /** Runs by the chunks that they loaded. */
  readonly runs: ReadonlyMap<string, number>;
  readonly code: ReadonlyMap<string, Buffer>;
}

const emptyPack: Pack = { runs: new Map(), code: new Map() };

/**
 * Opens the cache of a command in the user's cache folder, or in `NODE_COMPILE_CACHE`; `undefined` where
 * `NODE_DISABLE_COMPILE_CACHE` is set or there is no home.
 *
 * All code of a command lies in one file, named `pack`: what others compile makes no command slower, and one file is read
 * faster than fifty. Code is only taken from a file of the user that runs: what lies in a folder of everybody, such as `/tmp`,
 * or in the home of somebody else could be anything.
 */
export function openCodeCache(
  environment: Readonly<Record<string, string | undefined>>,
  pack: string,
): CodeCache | undefined {
  const base = findBase(environment);
  if (base === undefined) return undefined;
  const folder = join(base, "sekisho", `${process.version}-${process.arch}`);
  const path = join(folder, pack);
  let known: Pack | undefined;
  const getPack = (): Pack => (known ??= readOwn(path) ?? emptyPack);
  return {
    find: (name) => getPack().code.get(name),
    runsWith: (names) => getPack().runs.get(useOf(names)) ?? 0,
    save: (chunks, isFresh) => {
      const { runs, code } = isFresh ? emptyPack : getPack();
      const use = useOf(chunks.map(({ name }) => name));
      known = {
        runs: new Map([...runs, [use, (runs.get(use) ?? 0) + 1]]),
        code: new Map([...code, ...chunks.map(({ name, bytes }): [string, Buffer] => [name, bytes])]),
      };
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replace(path, printPack(known));
      } catch {
        // A home that cannot be written to: every run compiles for itself.
      }
    },
  };
}

/** Names hold hashes of the chunks' contents: their sum tells sets of them apart, and a wrong answer only costs time. */
function useOf(names: readonly string[]): string {
  let sum = 0;
  for (const name of names) {
    let hash = 0;
    for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) >>> 0;
    sum = (sum + hash) >>> 0;
  }
  return `${names.length}-${sum}`;
}

/** V8 reads code where it lies when the place is a multiple of this; elsewhere it makes a copy first. */
const alignment = 8;

/** Writes a line of JSON that says what follows, then the code of each chunk, each from an aligned place on. */
function printPack({ runs, code }: Pack): Buffer {
  const sizes = Array.from(code, ([name, bytes]) => [name, bytes.length]);
  const header = Buffer.from(JSON.stringify({ runs: Object.fromEntries(runs), sizes }));
  // Blanks at the end of JSON mean nothing, so the line is made to end before an aligned place.
  const pieces: Buffer[] = [header, Buffer.alloc(gapBehind(header.length + 1), " "), Buffer.from("\n")];
  for (const bytes of code.values()) pieces.push(bytes, Buffer.alloc(gapBehind(bytes.length)));
  return Buffer.concat(pieces);
}

/** Reads what {@link printPack} has written; `undefined` for anything else. */
function parsePack(content: Buffer): Pack | undefined {
  let at = content.indexOf("\n") + 1;
  const header: unknown = JSON.parse(content.toString("utf8", 0, at));
  if (!isHeader(header)) return undefined;
  const code = new Map<string, Buffer>();
  for (const [name, size] of header.sizes) {
    code.set(name, content.subarray(at, at + size));
    at += size + gapBehind(size);
  }
  return at === content.length ? { runs: new Map(Object.entries(header.runs)), code } : undefined;
}

function gapBehind(size: number): number {
  return (alignment - (size % alignment)) % alignment;
}

interface Header {
  readonly runs: Readonly<Record<string, number>>;
  readonly sizes: readonly (readonly [name: string, size: number])[];
}

/** Files are of the user's own runs: this tells one of theirs from one that was cut off or is of an earlier form. */
function isHeader(value: unknown): value is Header {
  return typeof value === "object" && value !== null && "runs" in value && "sizes" in value;
}

function findBase(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: disabled, NODE_COMPILE_CACHE: named, XDG_CACHE_HOME: cacheHome } = environment;
  if (disabled !== undefined && disabled !== "") return undefined;
  if (named !== undefined && named !== "") return named;
  if (process.platform === "win32") return environment["LOCALAPPDATA"];
  if (cacheHome?.startsWith("/") === true) return cacheHome;
  const home = homedir();
  if (home === "") return undefined;
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

function readOwn(path: string): Pack | undefined {
  try {
    const descriptor = openSync(path, "r");
    try {
      return isOwn(descriptor) ? parsePack(readFileSync(descriptor)) : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not there yet, or not readable: this run compiles for itself.
    return undefined;
  }
}

/** Tells whether a file belongs to the user that runs and nobody else may write to it. Windows guards the folder itself. */
function isOwn(descriptor: number): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return true;
  const { uid, mode } = fstatSync(descriptor);
  return uid === user && (mode & 0o022) === 0;
}

/** Puts a whole file in place at once: a run that reads meanwhile sees the old one or the new one. */
function replace(path: string, content: Buffer): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
