import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { createContextReader, unknownContext } from "../../scan/build-context.ts";
import type { Configuration } from "../../scan/configuration/configuration.ts";
import { isDockerfileJob } from "../../scan/content-jobs.ts";
import { type FixResult, fix } from "../../scan/fix.ts";
import { compilePathGlobs } from "../../scan/globs.ts";
import { type DockerfileJob, type ResolvedTargets, resolveTargets } from "../../scan/resolve-targets.ts";
import { unifiedDiff } from "../../scan/unified-diff.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { configure, loadRuleIds } from "../configure.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { fixSummary } from "../output/fix-summary.ts";
import { paintDiff } from "../output/paint-diff.ts";
import { writeWholeFile } from "../output/write-file.ts";
import { readRepairable } from "../read-repairable.ts";
import { sayFailures, targetKindOf, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";

/** One call of `fix` with everything its files have in common. */
interface Repair {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly configuration: Configuration;
  readonly rules: readonly string[];
  readonly contexts: ReturnType<typeof createContextReader>;
}

/** Shows the repairs as a diff, or makes them. */
export async function runFix(call: Call, terminal: Terminal): Promise<ExitCode> {
  const from = lastValue(call, "from");
  if (from !== undefined) return await (await import("./fix-from.ts")).runFixFrom(from, call, terminal);
  const configuration = await configure(call, terminal);
  const rules = await loadRuleIds(allValues(call, "rule"));
  const resolved = resolveTargets(targetsOf(call), {
    workingDirectory: terminal.workingDirectory,
    exclude: compilePathGlobs(configuration.exclude),
    as: targetKindOf(call),
  });
  const repair: Repair = { call, terminal, configuration, rules, contexts: createContextReader() };
  const results: FixResult[] = [];
  let isComplete = resolved.failures.length === 0;
  const isPatch = call.switches.has("as-patch");
  if (isPatch && call.switches.has("write")) throw contradiction();
  for (const job of resolved.jobs) {
    if (job.kind === "manifest" || (isPatch && isDockerfileJob(job))) continue;
    if (!isDockerfileJob(job)) {
      await terminal.writeError(`${labelled("error", notRepairable(job.name), terminal)}\n`);
      isComplete = false;
      continue;
    }
    const result = await repairFile(job, repair);
    if (result === undefined) isComplete = false;
    else results.push(result);
  }
  if (hasManifests(resolved)) {
    const { repairManifests } = await import("../repair-manifests.ts");
    const repaired = await repairManifests(resolved, {
      terminal,
      configuration,
      rules,
      proposals: call.switches.has("propose"),
      output: outputOf(call),
    });
    results.push(...repaired.results);
    if (!repaired.isComplete) isComplete = false;
  }
  const diagnostics = resolved.directories.flatMap((directory) => directory.diagnostics);
  for (const diagnostic of diagnostics) {
    await terminal.writeError(`${labelled("error", diagnostic.message, terminal)}\n`);
  }
  await sayFailures(resolved.failures, terminal);
  if (!call.switches.has("quiet")) {
    await terminal.writeError(
      fixSummary(results, {
        language: terminal.language,
        isWritten: call.switches.has("write"),
        hasProposals: call.switches.has("propose"),
        words: [...repeatedOptions(call), ...call.operands],
      }),
    );
  }
  return isComplete && diagnostics.length === 0 ? exitCodes.done : exitCodes.partial;
}

function hasManifests({ jobs, directories }: ResolvedTargets): boolean {
  return jobs.some(({ kind }) => kind === "manifest") || directories.some(({ documents }) => documents.length > 0);
}

/** Options without which another call would repair something else. */
function repeatedOptions(call: Call): readonly string[] {
  return (["config", "rule", "as", "exclude"] as const).flatMap((name) =>
    allValues(call, name).flatMap((value) => [`--${name}`, value]),
  );
}

function outputOf({ switches }: Call): "diff" | "write" | "patch" {
  if (switches.has("as-patch")) return "patch";
  return switches.has("write") ? "write" : "diff";
}

function contradiction(): SekishoError {
  return new SekishoError("usage", {
    en: "--as-patch: expected it without --write: the patches go to standard output",
    ja: "--as-patch は --write と同時に指定できません。パッチは標準出力に出力されます。",
  });
}

/** Repairs one file; `undefined` when it cannot be read as text, which is said on standard error. */
async function repairFile(job: DockerfileJob, repair: Repair): Promise<FixResult | undefined> {
  const { call, terminal, configuration } = repair;
  const name = job.kind === "file" ? job.name : (lastValue(call, "stdin-name") ?? "-");
  const reading = await readRepairable(job, name, terminal);
  if (reading.kind === "refused") {
    await terminal.writeError(`${labelled("error", reading.message, terminal)}\n`);
    return undefined;
  }
  const result = fix(reading.text, {
    proposals: call.switches.has("propose"),
    path: name,
    configuration,
    context: job.kind === "file" ? repair.contexts.contextOf(job.path) : unknownContext,
    today: terminal.now.toISOString().slice(0, "YYYY-MM-DD".length),
    ...(repair.rules.length === 0 ? {} : { rules: repair.rules }),
  });
  if (!call.switches.has("write")) {
    await terminal.write(paintDiff(unifiedDiff(name, reading.text, result.text), terminal.hasColour));
  } else if (job.kind === "standard-input") {
    await terminal.write(result.text);
  } else if (result.text !== reading.text) {
    await writeWholeFile({ name: job.path, workingDirectory: terminal.workingDirectory }, result.text);
  }
  return result;
}

function notRepairable(name: string): Text {
  return {
    en: `${name} is not repaired: expected a Dockerfile, a manifest or a directory, got an image, a file system or an SBOM.`,
    ja: `${name} は修正できません。Dockerfile、マニフェスト、ディレクトリのいずれかを想定しましたが、イメージ、ファイルシステム、SBOM のいずれかです。`,
  };
}
