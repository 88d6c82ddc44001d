import { readCappedFile } from "../access/filesystem/read-file.ts";
import { readCappedStream } from "../access/filesystem/standard-input.ts";
import type { Report } from "../model/report.ts";
import { createContextReader, unknownContext } from "./build-context.ts";
import { type DockerfileSettings, scanDockerfile, unexamined } from "./dockerfile.ts";
import { dockerfileChecks } from "./dockerfile-checks.ts";
import type { ScanOptions } from "./options.ts";
import { planChecks } from "./plan.ts";
import type { DockerfileJob } from "./resolve-targets.ts";

/** What the Dockerfiles of one scan share. */
export interface DockerfileScan extends Pick<ScanOptions, "standardInput" | "standardInputName"> {
  /** Without the checks, which load with this module: a scan without a Dockerfile has no use for them. */
  readonly settings: Omit<DockerfileSettings, "judgeFurther" | "plan">;
  readonly maxFileBytes: number;
}

/** Prepares the scan of Dockerfiles; what it gives reads and judges one. A file that cannot be read gives a report that says so. */
export async function prepareDockerfiles(scan: DockerfileScan): Promise<(job: DockerfileJob) => Promise<Report>> {
  const { configuration } = scan.settings;
  const settings: DockerfileSettings = {
    ...scan.settings,
    plan: planChecks(dockerfileChecks, configuration),
    ...(configuration.shellcheck ? { judgeFurther: (await import("./shellcheck.ts")).createShellcheckJudge() } : {}),
  };
  const contexts = createContextReader();
  return async (job) => {
    const startedAt = settings.clock().toISOString();
    const path = job.kind === "file" ? job.name : (scan.standardInputName ?? "-");
    const reading =
      job.kind === "file"
        ? await readCappedFile(job.path, scan.maxFileBytes)
        : await readCappedStream(scan.standardInput ?? process.stdin, scan.maxFileBytes);
    if (reading.kind === "refused") {
      const { code, message } = reading;
      const diagnostic = { code: `target/${code}`, level: "error" as const, message, location: { path } };
      const target = { kind: "dockerfile" as const, name: path };
      return unexamined({ target, startedAt, finishedAt: settings.clock().toISOString() }, [diagnostic], settings);
    }
    const context = job.kind === "file" ? contexts.contextOf(job.path) : unknownContext;
    return await scanDockerfile({ path, bytes: reading.bytes, context }, settings);
  };
}
