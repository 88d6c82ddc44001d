import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { slashed } from "../../access/filesystem/ignore-rules.ts";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Report, Target } from "../../model/report.ts";
import type { SourceText } from "../../model/source-text.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { DockerfileSettings } from "../dockerfile.ts";
import type { ScanOptions } from "../options.ts";
import { producer } from "../producer.ts";
import { WorkloadRelations, withRelations } from "../relations.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { decodeManifest } from "./decode-manifest.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import { type SetJudgementSettings, type StartedJudgement, startJudgement } from "./judge-set.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { toManifestFindings } from "./manifest-findings.ts";
import { findDoubts, placeProblems } from "./place-problems.ts";
import { openManifest, openSource, type PlacedManifest, type ReadManifest, readManifest } from "./read-manifest.ts";
import { reportServices } from "./security-policy.ts";

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
  extends Pick<DockerfileSettings, "configuration" | "configured" | "language" | "today" | "clock">,
    SetJudgementSettings {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly maxFileBytes: number;
  readonly onProgress?: ScanOptions["onProgress"];
  /** Told of every set of objects that is judged together. */
  readonly onSet?: (set: ManifestSet) => void;
  /** Gives the controls that ask for a check, of frameworks that follow Kubernetes' versions those of this one. */
  readonly controlsOf: (checkId: string, kubernetesMinor?: number) => readonly string[];
}

/** Scans manifests as one set; `undefined` when none of the files is one. */
export async function scanManifests(
  manifests: ManifestTarget,
  settings: ManifestScanSettings,
): Promise<Report | undefined> {
  const startedAt = settings.clock().toISOString();
  const onFile = countFiles(manifests.files.length, settings.onProgress);
  const { objects, diagnostics, pathsWithExceptions, files, large } = await readFiles(manifests, settings, onFile);
  if (files === 0) return undefined;
  const { kubernetesMinor, services } = settings.configuration;
  const set = createManifestSet(objects, { services, ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }) });
  settings.onSet?.(set);
  const relations = new WorkloadRelations();
  relations.add(set);
  const judgement = await startJudgement(set, settings);
  const parse = createParser(settings.workingDirectory, large);
  const target: Target = { kind: "manifest", name: manifests.name };
  const { findings, diagnostics: ofExceptions } = toManifestFindings(judgement.violations, {
    language: settings.language,
    controlsOf: (checkId) => settings.controlsOf(checkId, set.kubernetesMinor),
    parse,
    acceptance: createManifestAcceptance(settings),
    objects,
    pathsWithExceptions,
    judge: createPartJudge(set, judgement),
    onFile,
  });
  const endings = judgement.finish();
  const all = [...diagnostics, ...placeProblems(findDoubts(set), settings), ...endings.diagnostics, ...ofExceptions];
  const securityPolicy = reportServices(set, { language: settings.language, parse });
  return {
    schemaVersion: 1,
    producer,
    target,
    startedAt,
    finishedAt: settings.clock().toISOString(),
    findings,
    ...withRelations(relations.list),
    ...(securityPolicy === undefined ? {} : { securityPolicy }),
    coverage: endings.coverage,
    diagnostics: all.map((diagnostic) => reportDiagnostic(diagnostic, settings.language)),
  };
}

/** Finds the named files that kustomizations read as patches or settings: they are judged in what they change. */
async function findNamedInputs(
  files: readonly string[],
  { workingDirectory }: ManifestScanSettings,
): Promise<ReadonlySet<string>> {
  const { findInputs } = await import("./render-directory.ts");
  return findInputs(files.map(dirname), [], workingDirectory);
}

function notOnItsOwn(path: string): Diagnostic {
  return {
    code: "manifest/overlay-input",
    level: "info",
    message: {
      en: `${path} is a part of a Kustomize overlay and no object of its own: it is judged in the overlay. Scan its directory.`,
      ja: `${path} は Kustomize オーバーレイの一部であり、単独のオブジェクトではないため、オーバーレイの中で検査します。ディレクトリを指定してスキャンしてください。`,
    },
    location: { path },
  };
}

/** What the files of a target hold. */
interface FilesReading {
  readonly objects: ManifestObject[];
  readonly diagnostics: Diagnostic[];
  readonly pathsWithExceptions: string[];
  /** The texts of large files, by path. */
  readonly large: Map<string, SourceText>;
  /** How many of them are manifests. */
  files: number;
}

async function readFiles(
  manifests: ManifestTarget,
  settings: ManifestScanSettings,
  onFile: (path: string, fileBytes: number) => void,
): Promise<FilesReading> {
  const inputs = manifests.isNamed ? await findNamedInputs(manifests.files, settings) : new Set<string>();
  const found: FilesReading = { objects: [], diagnostics: [], pathsWithExceptions: [], large: new Map(), files: 0 };
  for (const file of manifests.files) {
    if (inputs.has(file)) {
      onFile(file, 0);
      found.files += 1;
      found.diagnostics.push(notOnItsOwn(nameOf(file, settings.workingDirectory)));
      continue;
    }
    const read = await readFile(file, manifests.isNamed, { ...settings, onFile });
    if (read === undefined) continue;
    found.files += 1;
    for (const object of read.objects) found.objects.push(object);
    for (const diagnostic of read.diagnostics) found.diagnostics.push(diagnostic);
    if (read.mayHoldExceptions) found.pathsWithExceptions.push(nameOf(file, settings.workingDirectory));
    if (read.large !== undefined) found.large.set(read.large.path, read.large);
  }
  return found;
}

/** Judges the objects of some files at a time: the violations of all files together take more memory than their findings. */
function createPartJudge(
  set: ManifestSet,
  { judgePart }: StartedJudgement,
): (objects: readonly ManifestObject[]) => readonly JudgedManifest[] {
  const templates = new Map(set.templates.map((template) => [template.workload, template]));
  return (objects) => judgePart({ objects, templates: objects.flatMap((object) => templates.get(object) ?? []) });
}

/** Tells how far a scan is: a file is done when it was read and when its findings were made. */
function countFiles(total: number, onProgress: ManifestScanSettings["onProgress"]) {
  let steps = 0;
  return (path: string, fileBytes = 0): void => {
    steps += 1;
    onProgress?.({ done: steps >> 1, total, path, fileBytes });
  };
}

async function readFile(
  file: string,
  isNamed: boolean,
  {
    workingDirectory,
    maxFileBytes,
    onFile,
  }: ManifestScanSettings & { readonly onFile: (path: string, fileBytes: number) => void },
): Promise<ReadManifest | undefined> {
  const path = nameOf(file, workingDirectory);
  const reading = await readCappedFile(file, maxFileBytes);
  onFile(file, reading.kind === "read" ? reading.bytes.length : 0);
  if (reading.kind === "read") return readManifest(path, reading.bytes, isNamed);
  const refused: Diagnostic = {
    code: `target/${reading.code}`,
    level: "error",
    message: reading.message,
    location: { path },
  };
  return { objects: [], diagnostics: [refused], mayHoldExceptions: false };
}

function nameOf(file: string, workingDirectory: string): string {
  const name = relative(workingDirectory, file);
  return name === "" ? file : slashed(name);
}

/** Reads files again for the places in them: trees of all of them would fill the memory. */
function createParser(
  workingDirectory: string,
  large: ReadonlyMap<string, SourceText>,
): (path: string) => PlacedManifest | undefined {
  return (path) => {
    const source = large.get(path);
    if (source !== undefined) return openSource(source);
    try {
      const { text } = decodeManifest(path, readFileSync(resolve(workingDirectory, path)));
      return text === undefined ? undefined : openManifest(path, text);
    } catch {
      return undefined;
    }
  };
}
