import { operandsOf, readArguments } from "../commands/arguments.ts";
import type { CommandCall } from "../commands/calls.ts";
import type { Step } from "../stages/build.ts";
import { callsOf } from "../stages/scripts.ts";
import { isAbsolutePath, joinWorkdir } from "../stages/working-directory.ts";

/** A tar that unpacks a whole archive. */
export interface Unpacking {
  /** Position of the step in its stage. */
  readonly stepIndex: number;
  /** Without its directory. */
  readonly archive: string;
  /** Where it unpacks to, absolute; `undefined` when that is not known. */
  readonly directory: string | undefined;
  /** The step does nothing else but make the directory before and delete the archive after. */
  readonly isAllOfItsStep: boolean;
}

const valueFlags: ReadonlySet<string> = new Set(["-f", "--file", "-C", "--directory"]);
/** Letters that change nothing about what ADD would do: extract, file, packing, verbose, keep permissions. */
const plainLetters = /^-?[xfzjJvpaZ]+$/;
const plainLongFlags: ReadonlySet<string> = new Set([
  "--extract",
  "--get",
  "--file",
  "--gzip",
  "--gunzip",
  "--bzip2",
  "--xz",
  "--zstd",
  "--verbose",
  "--directory",
  "--auto-compress",
  "--preserve-permissions",
]);

const unpackingBySteps = new WeakMap<readonly Step[], readonly Unpacking[]>();

/** Gives every tar call of the steps that unpacks all of an archive, nothing renamed, stripped or chosen. Read once. */
export function findUnpacking(steps: readonly Step[]): readonly Unpacking[] {
  const known = unpackingBySteps.get(steps);
  if (known !== undefined) return known;
  const found = steps.flatMap((step, stepIndex) =>
    step.instruction.keyword === "RUN" ? unpackingOf(step, stepIndex) : [],
  );
  unpackingBySteps.set(steps, found);
  return found;
}

function unpackingOf(step: Step, stepIndex: number): readonly Unpacking[] {
  const located = callsOf(step);
  if (!located.some(({ call }) => call.name === "tar")) return [];
  const calls = located.map(({ call }) => call);
  const readings = calls.flatMap((call) => (call.name === "tar" ? (readTar(call) ?? []) : []));
  if (readings.length === 0) return [];
  const removed = calls.flatMap((call) => removedFile(call) ?? []);
  // Making directories, the tar itself, and removals.
  const isShort = calls.filter((call) => call.name !== "mkdir").length === 1 + removed.length;
  return readings.map((reading) => {
    const archive = baseName(reading.archive);
    return {
      stepIndex,
      archive,
      directory: directoryOf(step, reading.directory),
      isAllOfItsStep: isShort && removed.every((file) => file.endsWith(archive)),
    };
  });
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

interface TarReading {
  readonly archive: string;
  readonly directory: string | undefined;
}

/** Understands `tar xf`, `tar -xf`, `tar --extract --file`; anything that ADD cannot do makes it `undefined`. */
function readTar(call: CommandCall): TarReading | undefined {
  const [first, ...rest] = call.args;
  if (first === undefined) return undefined;
  if (!first.text.startsWith("-")) {
    if (!plainLetters.test(first.text) || !first.text.includes("x")) return undefined;
    const { options, operands } = readArguments(rest, { valueFlags });
    const archive = first.text.includes("f") ? operands[0]?.text : undefined;
    const isWhole = operands.length === 1 && options.every(({ name }) => isPlain(name));
    const directory = options.find(({ name }) => name === "-C" || name === "--directory")?.value;
    return archive !== undefined && isWhole ? { archive, directory } : undefined;
  }
  const { options, operands } = readArguments(call.args, { valueFlags });
  const isExtract = options.some(({ name }) => name === "-x" || name === "--extract" || name === "--get");
  const archive = options.find(({ name }) => name === "-f" || name === "--file")?.value;
  if (!isExtract || archive === undefined || operands.length > 0) return undefined;
  if (!options.every(({ name }) => isPlain(name))) return undefined;
  return { archive, directory: options.find(({ name }) => name === "-C" || name === "--directory")?.value };
}

function isPlain(name: string): boolean {
  return name.startsWith("--") ? plainLongFlags.has(name) : name === "-C" || plainLetters.test(name);
}

function directoryOf({ stage, state }: Step, written: string | undefined): string | undefined {
  if (stage.platform === "windows") return undefined;
  if (written !== undefined && isAbsolutePath(written, "linux")) return written;
  const current = state.workdir?.value;
  if (current === undefined || !isAbsolutePath(current, "linux")) return undefined;
  return written === undefined ? current : joinWorkdir(current, written, "linux");
}

/** The only operand of `rm`. */
function removedFile(call: CommandCall): string | undefined {
  const operands = call.name === "rm" ? operandsOf(call) : [];
  return operands.length === 1 ? operands[0]?.text : undefined;
}
