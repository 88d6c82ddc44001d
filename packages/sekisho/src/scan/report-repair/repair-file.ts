import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import type { TextEdit } from "../../model/fix.ts";
import { type PackageType, packageTypes } from "../../model/package.ts";
import type { RemediationAction, RemediationPlan, VersionChange } from "../../model/remediation.ts";
import type { TargetKind } from "../../model/report.ts";
import { createSourceText } from "../../model/source-text.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { buildModel } from "../../semantics/stages/build-model.ts";
import {
  addUpgrade,
  raiseBaseImage,
  raiseInstalledPackage,
  renewDigest,
} from "../../semantics/version-pins/dockerfile-pins.ts";
import type { ManifestKind } from "../../semantics/version-pins/manifest-editors.ts";
import type { PinProposal, UneditedReason } from "../../semantics/version-pins/wanted-version.ts";
import { unknownContext } from "../build-context.ts";
import { createEditSet } from "../edit-set.ts";
import { applyEdits } from "../merge-fixes.ts";

/** A file that actions of a report may change. */
export interface RepairedFile {
  /** Relative to the working directory, with forward slashes. */
  readonly name: string;
  readonly kind: "dockerfile" | ManifestKind;
  readonly text: string;
}

/** A plan, and what it is about. */
export interface TargetPlan {
  readonly target: TargetKind;
  readonly plan: RemediationPlan;
}

/** What came of one action in one file. */
export interface ActionOutcome {
  readonly action: RemediationAction;
  /** `edited`; otherwise why not. */
  readonly outcome: "edited" | "breaks-syntax" | UneditedReason;
}

/** A file as the actions of a report change it. */
export interface FileRepair {
  readonly text: string;
  /** One for each action that says something about the file, in the order of the plans. */
  readonly outcomes: readonly ActionOutcome[];
}

/** What the repair of a Dockerfile obeys. */
export interface FileRepairSettings {
  readonly today: string;
  /** Stage to build; the last one when left out. */
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** What tags name now; nobody asked when left out. */
  readonly digests?: ReadonlyMap<string, string>;
}

/**
 * Changes a file as the actions of reports say, one after the other, by splices: the tag of a base image, versions that a
 * Dockerfile installs, versions that a project asks for. No version is lowered, so that of several wishes for one place the
 * highest holds. A change after which a Dockerfile could no longer be read is taken back.
 */
export function repairFile(file: RepairedFile, plans: readonly TargetPlan[], settings: FileRepairSettings): FileRepair {
  const outcomes: ActionOutcome[] = [];
  let current = file;
  let propose = proposerOf(current, settings);
  for (const { plan, target } of plans) {
    for (const action of plan.actions) {
      const proposals = propose(action, target);
      if (proposals.length === 0) continue;
      const changed = applyProposals(current, proposals);
      const isBroken = countProblems(changed) > countProblems(current);
      outcomes.push({ action, outcome: isBroken ? "breaks-syntax" : outcomeOf(proposals) });
      if (isBroken || changed === current) continue;
      current = changed;
      propose = proposerOf(current, settings);
    }
  }
  return { text: current.text, outcomes };
}

type Propose = (action: RemediationAction, target: TargetKind) => readonly PinProposal[];

function proposerOf(file: RepairedFile, settings: FileRepairSettings): Propose {
  return file.kind === "dockerfile" ? proposeInDockerfile(file, settings) : proposeInManifest(file, file.kind);
}

function applyProposals(file: RepairedFile, proposals: readonly PinProposal[]): RepairedFile {
  const taken = createEditSet();
  const edits: TextEdit[] = [];
  for (const edit of proposals.flatMap((proposal) => (proposal.kind === "edited" ? proposal.edits : []))) {
    if (taken.has(edit) || taken.collides(edit)) continue;
    taken.add(edit);
    edits.push(edit);
  }
  return edits.length === 0 ? file : { ...file, text: applyEdits(file.text, edits) };
}

/** One edit is enough; otherwise the reason that says most. */
function outcomeOf(proposals: readonly PinProposal[]): ActionOutcome["outcome"] {
  if (proposals.some(({ kind }) => kind === "edited")) return "edited";
  const reasons = proposals.flatMap((proposal) => (proposal.kind === "unedited" ? [proposal.reason] : []));
  return reasons.find((reason) => reason !== "not-named") ?? "not-named";
}

function proposeInDockerfile(
  { name, text }: RepairedFile,
  { today, target, buildArguments, digests }: FileRepairSettings,
): Propose {
  const build: DockerfileBuild = buildModel(parseDockerfile(createSourceText(name, text)), {
    context: unknownContext,
    buildArguments,
    today,
    ...(target === undefined ? {} : { target }),
  });
  return ({ kind, image, changes }) => {
    if (kind === "raise-base-image" && image !== undefined) {
      const { from, to } = image;
      const findDigest = (reference: string) => digests?.get(reference);
      if (to !== undefined) return [raiseBaseImage(build, { from, to }, findDigest)];
      return [renewDigest(build, from, findDigest) ?? addUpgrade(build, from)];
    }
    if (kind === "remove-package") return [];
    return proposeFirst(changes, (change) => {
      const type = typeOf(change);
      return type === undefined || change.to === undefined
        ? undefined
        : raiseInstalledPackage(build, { type, name: change.name, to: change.to });
    });
  };
}

function proposeInManifest({ name, text }: RepairedFile, { type, edit }: ManifestKind): Propose {
  return ({ kind, changes }, target) => {
    if (kind !== "raise-dependency") return [];
    return proposeFirst(changes, (change) => {
      if (change.to === undefined || typeOf(change) !== type || !isBeside(name, change, target)) return undefined;
      return edit(text, { type, name: change.name, to: change.to });
    });
  };
}

/** Of several installed versions of a package, the lowest target above what is written is meant: changes stand in order. */
function proposeFirst(
  changes: readonly VersionChange[],
  propose: (change: VersionChange) => PinProposal | undefined,
): readonly PinProposal[] {
  const edited = new Set<string>();
  return changes.flatMap((change) => {
    const proposal = edited.has(change.name) ? undefined : propose(change);
    if (proposal?.kind === "edited") edited.add(change.name);
    return proposal ?? [];
  });
}

function typeOf(change: VersionChange): PackageType | undefined {
  const type = parsePackageUrl(change.package)?.type;
  return packageTypes.find((known) => known === type);
}

/** Of a source tree, a manifest answers for the lock file beside it; of an image, nobody knows which manifest made it. */
function isBeside(name: string, { paths }: VersionChange, target: TargetKind): boolean {
  return target !== "directory" || paths.length === 0 || paths.some((path) => directoryOf(path) === directoryOf(name));
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function countProblems({ name, kind, text }: RepairedFile): number {
  return kind === "dockerfile" ? parseDockerfile(createSourceText(name, text)).diagnostics.length : 0;
}
