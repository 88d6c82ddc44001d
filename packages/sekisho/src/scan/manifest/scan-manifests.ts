import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { slashed } from "../../access/filesystem/ignore-rules.ts";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Report, Target } from "../../model/report.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { manifestChecks } from "../catalogue.ts";
import { decodeText } from "../decode-text.ts";
import type { DockerfileSettings } from "../dockerfile.ts";
import { findAcceptance } from "../exceptions.ts";
import { planChecks } from "../plan.ts";
import type { LoadedPolicies } from "../policy/scan-policy.ts";
import { producer } from "../producer.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { judgeManifests, type ManifestJudgement } from "./judge-manifests.ts";
import { toManifestFindings } from "./manifest-findings.ts";
import { type ParsedManifest, parseManifest, readManifest } from "./read-manifest.ts";

/** Files that are judged together. */
export interface ManifestTarget {
  /** As reports name it: a directory or a file. */
  readonly name: string;
  /** Absolute, in the order of their paths. */
  readonly files: readonly string[];
  /** Whether the user named the file itself: then it has to be a manifest. */
  readonly isNamed: boolean;
}

/** What scans of manifests obey. */
export interface ManifestScanSettings
  extends Pick<DockerfileSettings, "configuration" | "configured" | "language" | "clock"> {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly maxFileBytes: number;
  /** Gives the controls that ask for a check, of frameworks that follow Kubernetes' versions those of this one. */
  readonly controlsOf: (checkId: string, kubernetesMinor?: number) => readonly string[];
  /** Loads the policies of the user, once for all sets; left out when there are none. */
  readonly loadPolicies?: () => Promise<LoadedPolicies>;
}

/** Scans manifests as one set; `undefined` when none of the files is one. */
export async function scanManifests(
  manifests: ManifestTarget,
  settings: ManifestScanSettings,
): Promise<Report | undefined> {
  const startedAt = settings.clock().toISOString();
  const objects: ManifestObject[] = [];
  const diagnostics: Diagnostic[] = [];
  let files = 0;
  for (const file of manifests.files) {
    const read = await readFile(file, manifests.isNamed, settings);
    if (read === undefined) continue;
    files += 1;
    objects.push(...read.objects);
    diagnostics.push(...read.diagnostics);
  }
  if (files === 0) return undefined;
  const { kubernetesMinor } = settings.configuration;
  const set = createManifestSet(objects, kubernetesMinor === undefined ? {} : { kubernetesMinor });
  const judgement = judgeManifests(set, planChecks(manifestChecks, settings.configuration));
  diagnostics.push(...judgement.diagnostics);
  const ofPolicies = await askPolicies(set, settings);
  diagnostics.push(...ofPolicies.diagnostics);
  const target: Target = { kind: "manifest", name: manifests.name };
  const findings = toManifestFindings([...judgement.violations, ...ofPolicies.violations], {
    language: settings.language,
    controlsOf: (checkId) => settings.controlsOf(checkId, set.kubernetesMinor),
    parse: createParser(settings.workingDirectory),
    findAcceptance: ({ check, object, subject }) =>
      findAcceptance({ rule: check, path: object.source.path, subject, offset: 0 }, [], settings.configured),
  });
  return {
    schemaVersion: 1,
    producer,
    target,
    startedAt,
    finishedAt: settings.clock().toISOString(),
    findings,
    coverage: [...judgement.coverage, ...ofPolicies.coverage],
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, settings.language)),
  };
}

const noPolicies: ManifestJudgement = { violations: [], coverage: [], diagnostics: [] };

/** Asks the policies of the user; nothing of them is loaded where there are none. */
async function askPolicies(set: ManifestSet, settings: ManifestScanSettings): Promise<ManifestJudgement> {
  const policies = await settings.loadPolicies?.();
  if (policies === undefined) return noPolicies;
  const { judgePolicies } = await import("../policy/judge-policies.ts");
  return judgePolicies(set, policies, settings.configuration);
}

async function readFile(file: string, isNamed: boolean, settings: ManifestScanSettings) {
  const path = nameOf(file, settings.workingDirectory);
  const reading = await readCappedFile(file, settings.maxFileBytes);
  if (reading.kind === "read") return readManifest(path, reading.bytes, isNamed);
  const refused: Diagnostic = {
    code: `target/${reading.code}`,
    level: "error",
    message: reading.message,
    location: { path },
  };
  return { objects: [], diagnostics: [refused] };
}

function nameOf(file: string, workingDirectory: string): string {
  const name = relative(workingDirectory, file);
  return name === "" ? file : slashed(name);
}

/** Reads files again for the places in them, keeping the last one: trees of all of them would fill the memory. */
function createParser(workingDirectory: string): (path: string) => ParsedManifest | undefined {
  return (path) => {
    try {
      const { text } = decodeText(path, readFileSync(resolve(workingDirectory, path)));
      return text === undefined ? undefined : parseManifest(path, text);
    } catch {
      return undefined;
    }
  };
}
