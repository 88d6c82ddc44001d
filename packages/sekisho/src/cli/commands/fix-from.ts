import type { Configuration } from "../../scan/configuration/configuration.ts";
import { isDockerfileJob } from "../../scan/content-jobs.ts";
import { compilePathGlobs } from "../../scan/globs.ts";
import { readReport } from "../../scan/read-report.ts";
import { findManifests } from "../../scan/report-repair/manifest-files.ts";
import {
  type FileRepair,
  type RepairedFile,
  repairFile,
  type TargetPlan,
} from "../../scan/report-repair/repair-file.ts";
import { type DockerfileJob, resolveTargets } from "../../scan/resolve-targets.ts";
import { unifiedDiff } from "../../scan/unified-diff.ts";
import { type Call, lastValue } from "../arguments.ts";
import { configure } from "../configure.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { paintDiff } from "../output/paint-diff.ts";
import { reportRepairSummary } from "../output/report-repair-summary.ts";
import { writeWholeFile } from "../output/write-file.ts";
import { readRepairable } from "../read-repairable.ts";
import { sayFailures, targetKindOf, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";

/** A file to change and how to read it. */
interface RepairJob {
  readonly job: DockerfileJob;
  readonly name: string;
  readonly kind: RepairedFile["kind"];
}

/** Shows what the actions of a report change in Dockerfiles and manifests, as a diff, or changes them. All are proposals. */
export async function runFixFrom(reportName: string, call: Call, terminal: Terminal): Promise<ExitCode> {
  const configuration = await configure(call, terminal);
  const { reports } = await readReport(reportName, terminal.workingDirectory);
  const plans = reports.flatMap(({ target, remediationPlan: plan }): TargetPlan[] =>
    plan === undefined ? [] : [{ target: target.kind, plan }],
  );
  const digests = call.switches.has("resolve") ? await askRegistries(plans, terminal) : undefined;
  const found = await findJobs(call, terminal, configuration);
  const repairs: { readonly name: string; readonly repair: FileRepair }[] = [];
  let { isComplete } = found;
  for (const { job, name, kind } of found.jobs) {
    const reading = await readRepairable(job, name, terminal);
    if (reading.kind === "refused") {
      await terminal.writeError(`${labelled("error", reading.message, terminal)}\n`);
      isComplete = false;
      continue;
    }
    const repair = repairFile({ name, kind, text: reading.text }, plans, {
      today: terminal.now.toISOString().slice(0, "YYYY-MM-DD".length),
      target: configuration.target,
      buildArguments: configuration.buildArguments,
      ...(digests === undefined ? {} : { digests }),
    });
    repairs.push({ name, repair });
    if (call.switches.has("propose"))
      await deliver({ job, name, before: reading.text, after: repair.text }, call, terminal);
  }
  if (!call.switches.has("quiet")) {
    await terminal.writeError(
      reportRepairSummary(plans, repairs, {
        language: terminal.language,
        reportName,
        targets: call.operands,
        isProposed: call.switches.has("propose"),
        isWritten: call.switches.has("write"),
      }),
    );
  }
  return isComplete ? exitCodes.done : exitCodes.partial;
}

/** Opens the connections that were asked for; a registry that does not answer leaves its references as they are. */
async function askRegistries(plans: readonly TargetPlan[], terminal: Terminal): Promise<ReadonlyMap<string, string>> {
  const { resolveDigests } = await import("../../scan/report-repair/resolve-digests.ts");
  const { registrySettings } = await import("../registry-settings.ts");
  const { digests, failures } = await resolveDigests(plans, registrySettings(terminal));
  for (const { error } of failures) await terminal.writeError(`${labelled("warning", error.text, terminal)}\n`);
  return digests;
}

async function findJobs(
  call: Call,
  terminal: Terminal,
  configuration: Configuration,
): Promise<{ readonly jobs: readonly RepairJob[]; readonly isComplete: boolean }> {
  const { workingDirectory } = terminal;
  const exclude = compilePathGlobs(configuration.exclude);
  const { manifests, others, diagnostics } = findManifests(targetsOf(call), { workingDirectory, exclude });
  const resolved = resolveTargets(others, { workingDirectory, exclude, as: targetKindOf(call) });
  await sayFailures(resolved.failures, terminal);
  const unread = [...resolved.directories.flatMap((directory) => directory.diagnostics), ...diagnostics];
  for (const message of new Map(unread.map((one) => [one.message.en, one.message])).values()) {
    await terminal.writeError(`${labelled("error", message, terminal)}\n`);
  }
  const dockerfiles = resolved.jobs.filter(isDockerfileJob).map((job): RepairJob => {
    const name = job.kind === "file" ? job.name : (lastValue(call, "stdin-name") ?? "-");
    return { job, name, kind: "dockerfile" };
  });
  const files = manifests.map(({ path, name, kind }): RepairJob => ({ job: { kind: "file", path, name }, name, kind }));
  return { jobs: [...dockerfiles, ...files], isComplete: resolved.failures.length === 0 && unread.length === 0 };
}

interface Delivery {
  readonly job: DockerfileJob;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

async function deliver({ job, name, before, after }: Delivery, call: Call, terminal: Terminal): Promise<void> {
  if (!call.switches.has("write")) {
    await terminal.write(paintDiff(unifiedDiff(name, before, after), terminal.hasColour));
  } else if (job.kind === "standard-input") {
    await terminal.write(after);
  } else if (after !== before) {
    await writeWholeFile({ name: job.path, workingDirectory: terminal.workingDirectory }, after);
  }
}
