import { readCappedFile } from "../access/filesystem/read-file.ts";
import { replaceFile } from "../access/filesystem/replace-file.ts";
import { readCappedStream } from "../access/filesystem/standard-input.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { SekishoError } from "../model/error.ts";
import { type ContextReader, createContextReader, unknownContext } from "./build-context.ts";
import { defaultConfiguration } from "./configuration/configuration.ts";
import { decodeText } from "./decode-text.ts";
import { digestOf } from "./dockerfile.ts";
import { type FixOptions, type FixResult, fix } from "./fix.ts";
import { compilePathGlobs } from "./globs.ts";
import type { ScanOptions, TargetFailure } from "./options.ts";
import { resolveTargets, type ScanJob } from "./resolve-targets.ts";
import { defaultMaxFileBytes } from "./scan.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What a repair of several files obeys. */
export interface FixTargetsOptions
  extends Pick<
      ScanOptions,
      "configuration" | "workingDirectory" | "as" | "standardInput" | "standardInputName" | "maxFileBytes" | "clock"
    >,
    Pick<FixOptions, "proposals" | "rules"> {}

/** One file after its repair; nothing is written yet. */
export interface FixedFile extends FixResult {
  /** As reports name it. */
  readonly name: string;
  /** Absolute; `undefined` for standard input. */
  readonly path: string | undefined;
  /** The text before. */
  readonly before: string;
  /** Digest of the bytes before. */
  readonly digest: string;
  /** In the unified format; empty when nothing changed. */
  readonly diff: string;
}

/** What a repair of several files gives. */
export interface FixTargetsResult {
  /** In the order of the targets. */
  readonly files: readonly FixedFile[];
  readonly failures: readonly TargetFailure[];
  /** Of level `error` for each file that could not be repaired. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Repairs the Dockerfiles that the targets name, in memory.
 *
 * A file that is not valid UTF-8 is refused with a diagnostic: its other bytes could not be written back as they are.
 */
export async function fixTargets(targets: readonly string[], options: FixTargetsOptions): Promise<FixTargetsResult> {
  const configuration = options.configuration ?? defaultConfiguration;
  const resolved = await resolveTargets(targets, {
    workingDirectory: options.workingDirectory ?? process.cwd(),
    exclude: compilePathGlobs(configuration.exclude),
    as: options.as,
  });
  const contexts = createContextReader();
  const files: FixedFile[] = [];
  const diagnostics = resolved.directories.flatMap((directory) => directory.diagnostics);
  for (const job of resolved.jobs) {
    const outcome = await fixJob(job, options, contexts);
    if ("diagnostics" in outcome) diagnostics.push(...outcome.diagnostics);
    else files.push(outcome);
  }
  return { files, failures: resolved.failures, diagnostics };
}

/**
 * Writes a repaired file.
 *
 * @throws {SekishoError} `output-unwritable` when the file cannot be written, or was changed since it was read.
 */
export async function writeFixedFile(file: FixedFile): Promise<void> {
  if (file.path === undefined || file.text === file.before) return;
  const now = await readCappedFile(file.path, Number.MAX_SAFE_INTEGER);
  if (now.kind === "refused" || digestOf(now.bytes) !== file.digest) {
    throw new SekishoError("output-unwritable", {
      en: `${file.name} was not written: it was changed after it had been read.`,
      ja: `${file.name} は書き込みませんでした。読み取った後に内容が変更されています。`,
    });
  }
  try {
    await replaceFile(file.path, new TextEncoder().encode(file.text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "output-unwritable",
      { en: `${file.name} cannot be written: ${reason}.`, ja: `${file.name} に書き込めません。原因: ${reason}` },
      { cause },
    );
  }
}

async function fixJob(
  job: ScanJob,
  options: FixTargetsOptions,
  contexts: ContextReader,
): Promise<FixedFile | { readonly diagnostics: readonly Diagnostic[] }> {
  const name = job.kind === "file" ? job.name : (options.standardInputName ?? "-");
  const maxFileBytes = options.maxFileBytes ?? defaultMaxFileBytes;
  const reading =
    job.kind === "file"
      ? await readCappedFile(job.path, maxFileBytes)
      : await readCappedStream(options.standardInput ?? process.stdin, maxFileBytes);
  if (reading.kind === "refused") {
    const { code, message } = reading;
    return { diagnostics: [{ code: `target/${code}`, level: "error", message, location: { path: name } }] };
  }
  const decoded = decodeText(name, reading.bytes);
  if (decoded.text === undefined) return { diagnostics: decoded.diagnostics };
  if (!decoded.isExact) return { diagnostics: [...decoded.diagnostics, refusal(name)] };
  const result = fix(decoded.text, {
    proposals: options.proposals,
    path: name,
    context: job.kind === "file" ? contexts.contextOf(job.path) : unknownContext,
    today: (options.clock?.() ?? new Date()).toISOString().slice(0, "YYYY-MM-DD".length),
    ...(options.configuration === undefined ? {} : { configuration: options.configuration }),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
  });
  return {
    ...result,
    name,
    path: job.kind === "file" ? job.path : undefined,
    before: decoded.text,
    digest: digestOf(reading.bytes),
    diff: unifiedDiff(name, decoded.text, result.text),
  };
}

function refusal(path: string): Diagnostic {
  return {
    code: "fix/invalid-utf-8",
    level: "error",
    message: {
      en: "The file is not repaired: its bytes that are not UTF-8 could not be written back as they are.",
      ja: "このファイルは自動修正しませんでした。UTF-8 ではないバイトを元のまま書き戻せないためです。",
    },
    location: { path },
  };
}
