import { assess } from "../../compliance/assess.ts";
import { isAtLeast, type Severity } from "../../model/severity.ts";
import type { Configuration } from "../../scan/configuration/configuration.ts";
import { contentParts } from "../../scan/content-settings.ts";
import { loadRules } from "../../scan/load-rules.ts";
import type { ScanResult } from "../../scan/options.ts";
import { loadReportWriter } from "../../scan/report-formats.ts";
import { scan } from "../../scan/scan.ts";
import { advisoriesOptionOf } from "../advisories-option.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { chartOptionsOf } from "../chart-options.ts";
import { configure } from "../configure.ts";
import { imageOptionsOf } from "../content-options.ts";
import { deliver } from "../deliver.ts";
import { exitCodeBy } from "../exit-code-by.ts";
import type { ExitCode } from "../exit-codes.ts";
import { getFramework, withChecksOf } from "../framework-option.ts";
import { withVersionOf } from "../kubernetes-option.ts";
import { startProgress } from "../output/progress.ts";
import { getOutputs } from "../outputs.ts";
import { renderAssessment } from "../render-assessment.ts";
import { reportContext } from "../report-context.ts";
import { sayFailures, targetKindOf, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { createYoungGeneration, type YoungGeneration } from "../young-generation.ts";

/** Scans the targets and renders the report. */
export async function runScan(call: Call, terminal: Terminal): Promise<ExitCode> {
  const outputs = getOutputs(call);
  const configured = await configure(call, terminal);
  const framework = getFramework(lastValue(call, "framework"), outputs, configured.kubernetesMinor);
  const configuration = withChecksOf(framework, withVersionOf(framework, configured, call));
  const upload = await prepareUpload(call, terminal);
  const startedMs = Date.now();
  const youngGeneration = createYoungGeneration();
  const result = await scanTargets(call, terminal, { configuration, youngGeneration });
  await sayFailures(result.failures, terminal);
  const rendered = {
    rules: await loadRules(result.document),
    sourceOf: result.sourceOf,
    elapsedMs: Date.now() - startedMs,
    author: configuration.author,
  };
  for (const output of outputs) {
    const context = reportContext(call, terminal, rendered, output.file);
    // An empty table would read as "nothing found" where nothing was looked at.
    if (output.format === "table" && result.document.reports.length === 0) continue;
    const pieces =
      framework === undefined
        ? (await loadReportWriter(output.format))(result.document, context)
        : [await renderAssessment(assess(framework, result.document.reports), output.format, context)];
    await deliver(pieces, output.file, terminal);
  }
  await upload?.(result.document);
  youngGeneration.release();
  return exitCodeOf(result, configuration.failOn);
}

/** What is missing for an upload is said before anything is scanned. */
async function prepareUpload(
  call: Call,
  terminal: Terminal,
): Promise<((document: ScanResult["document"]) => Promise<void>) | undefined> {
  const project = lastValue(call, "upload");
  if (project === undefined) return undefined;
  const { readConnection, uploadDocument } = await import("../upload-report.ts");
  const connection = readConnection(undefined, terminal.environment);
  return async (document) => {
    await uploadDocument(document, { connection, project }, terminal);
    const { uploadAccessMaps } = await import("../upload-access-map.ts");
    await uploadAccessMaps(document, { connection, project }, { call, terminal });
  };
}

/** The inventories are left out: of a large SBOM one is more than the rest of the program. */
type ShownResult = Omit<ScanResult, "inventories">;

async function scanTargets(
  call: Call,
  terminal: Terminal,
  {
    configuration,
    youngGeneration,
  }: { readonly configuration: Configuration; readonly youngGeneration: YoungGeneration },
): Promise<ShownResult> {
  const progress = startProgress(terminal, !call.switches.has("quiet"));
  const kind = targetKindOf(call);
  const inputName = lastValue(call, "stdin-name");
  try {
    const { document, failures, completeness, isComplete, sourceOf } = await scan(targetsOf(call), {
      configuration,
      language: terminal.language,
      workingDirectory: terminal.workingDirectory,
      without: contentParts.filter((part) => allValues(call, "without").includes(part)),
      ...imageOptionsOf(call, terminal),
      ...chartOptionsOf(call),
      ...advisoriesOptionOf(terminal),
      onProgress: (state) => {
        youngGeneration.holdFor(state);
        progress.show(state);
      },
      clock: () => terminal.clock(),
      // Opening standard input takes time: only when it is a target.
      ...(call.operands.includes("-") ? { standardInput: terminal.input } : {}),
      ...(kind === undefined ? {} : { as: kind }),
      ...(inputName === undefined ? {} : { standardInputName: inputName }),
    });
    return { document, failures, completeness, isComplete, sourceOf };
  } finally {
    progress.clear();
  }
}

function exitCodeOf({ document, completeness }: ShownResult, failOn: Severity | undefined): ExitCode {
  const isFailing = document.reports.some((report) =>
    report.findings.some(
      (finding) => failOn !== undefined && finding.status === "open" && isAtLeast(finding.severity, failOn),
    ),
  );
  return exitCodeBy(completeness, { isGate: failOn !== undefined, isFailing });
}
