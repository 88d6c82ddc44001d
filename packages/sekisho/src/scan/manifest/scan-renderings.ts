import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import type { Coverage, Report } from "../../model/report.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { producer } from "../producer.ts";
import { WorkloadRelations, withRelations } from "../relations.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { judgeSet } from "./judge-set.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { findDoubts, placeProblems } from "./place-problems.ts";
import { judgeRenderedExceptions, mergeRenderedExceptions, type RenderedExceptions } from "./rendered-exceptions.ts";
import { mergeFindings, type RenderedFindingSettings, toRenderedFindings } from "./rendered-findings.ts";
import type { RenderedTarget, Rendering } from "./rendering.ts";
import type { ManifestScanSettings } from "./scan-manifests.ts";

/** Judges every rendering of a chart or overlay as the set of objects that it deploys; gives one report about all of them. */
export async function scanRenderings(target: RenderedTarget, settings: ManifestScanSettings): Promise<Report> {
  const startedAt = settings.clock().toISOString();
  const lists: (readonly Finding[])[] = [];
  const relations = new WorkloadRelations();
  const exceptions: RenderedExceptions[] = [];
  const coverages: (readonly Coverage[])[] = [];
  const diagnostics: (readonly Diagnostic[])[] = [target.diagnostics];
  for (const rendering of target.renderings) {
    const set = toSet(rendering, settings);
    relations.add(set);
    settings.onSet?.(set);
    const judgement = await judgeSet(set, settings);
    const doubts = placeProblems(findDoubts(set), { ...settings, renderings: [rendering] });
    diagnostics.push(rendering.diagnostics, doubts, judgement.diagnostics);
    coverages.push(judgement.coverage);
    const rendered: RenderedFindingSettings = {
      language: settings.language,
      controlsOf: (checkId) => settings.controlsOf(checkId, set.kubernetesMinor),
      acceptance: createManifestAcceptance(settings),
      namesValues: target.renderings.length > 1,
    };
    lists.push(toRenderedFindings(judgement.violations, rendering, rendered));
    const judged = judgeRenderedExceptions(rendering, rendered);
    exceptions.push(judged);
    diagnostics.push(judged.unreadable);
  }
  return {
    schemaVersion: 1,
    producer,
    target: { kind: "manifest", name: target.name },
    startedAt,
    finishedAt: settings.clock().toISOString(),
    findings: mergeFindings([...lists, mergeRenderedExceptions(exceptions)]),
    ...withRelations(relations.list),
    coverage: mergeCoverage(coverages),
    diagnostics: withoutRepetitions(diagnostics.flat()).map((diagnostic) =>
      reportDiagnostic(diagnostic, settings.language),
    ),
  };
}

function toSet({ objects }: Rendering, { configuration }: ManifestScanSettings): ManifestSet {
  const { kubernetesMinor, services } = configuration;
  return createManifestSet(objects, { services, ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }) });
}

/** A check that failed for one rendering has not ended. */
function mergeCoverage(lists: readonly (readonly Coverage[])[]): readonly Coverage[] {
  const merged = new Map<string, Coverage>();
  for (const coverage of lists.flat()) {
    const known = merged.get(coverage.plugin);
    if (known === undefined || coverage.ended === "failed") merged.set(coverage.plugin, coverage);
  }
  return [...merged.values()];
}

/** What is wrong in every rendering is said once. */
function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.code}\n${diagnostic.location?.path ?? ""}\n${diagnostic.message.en}`;
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()];
}
