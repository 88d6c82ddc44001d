import { ecosystemOfType } from "../../model/advisory.ts";
import type { Package } from "../../model/package.ts";
import type { VersionChange } from "../../model/remediation.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import { versionSchemes } from "../../versions/compare-versions.ts";
import { isDistributionPackage } from "../matching/questions.ts";
import { findVersionScheme } from "../version-scheme.ts";
import { dependencyWords, type InstalledStep, programWords, rebuildWords, writtenVersion } from "./dependency-words.ts";
import { type DependentIndex, displayName, type Introduction } from "./dependents.ts";
import type { DraftAction, FlawInstance, RemediationContext } from "./remediation-context.ts";
import { findTargetVersions, type TargetVersion } from "./target-versions.ts";

/**
 * Gives an action for each package of a language or program that was not installed by the distribution and does not come
 * with the base image alone: every installed version to the smallest clean one.
 */
export function dependencyActions(
  instances: readonly FlawInstance[],
  dependents: DependentIndex,
  context: RemediationContext,
): readonly DraftAction[] {
  const wanted = instances.filter(
    ({ package: found, origin, vulnerability }) =>
      !isDistributionPackage(found) && origin !== "base-image" && vulnerability.kind !== "malware",
  );
  const byPackage = [...Map.groupBy(wanted, ({ package: found }) => found)];
  const targets = findTargetVersions(
    byPackage.map(([found, own]) => ({ package: found, flaws: own.map(({ vulnerability }) => vulnerability) })),
    context,
  );
  const steps = byPackage.map(
    ([found, own], index): InstalledStep => ({ found, instances: own, target: targets[index] }),
  );
  const bySubject = Map.groupBy(steps, ({ found }) => packageSubject(found.purl));
  return [...bySubject].flatMap(([subject, own]) => draft(subject, own, { dependents, context }) ?? []);
}

interface Surroundings {
  readonly dependents: DependentIndex;
  readonly context: RemediationContext;
}

function draft(
  subject: string,
  steps: readonly InstalledStep[],
  { dependents, context }: Surroundings,
): DraftAction | undefined {
  const elements = steps.flatMap(({ instances, target }) => coveredBy(target, instances));
  const [first] = steps;
  if (first === undefined || elements.length === 0) return undefined;
  const raised = steps.filter(({ target }) => target !== undefined).toSorted(compareInstalled);
  const introduction = dependents.introductionOf(steps.map(({ found }) => found));
  const changes = raised.map((step) => changeOf(step, introduction, context));
  const frame = { subject, changes, elements };
  if (isGoRuntime(first.found)) return { ...frame, kind: "rebuild-program", ...rebuildWords(raised) };
  if (isProgram(first.found)) return { ...frame, kind: "replace-program", ...programWords(raised) };
  return { ...frame, kind: "raise-dependency", ...dependencyWords(raised, introduction, context) };
}

/** The flaws that the target version no longer has. */
function coveredBy(target: TargetVersion | undefined, instances: readonly FlawInstance[]): readonly number[] {
  if (target === undefined) return [];
  const left = new Set(target.leaves.map(({ flaw }) => flaw));
  return instances.filter(({ vulnerability }) => !left.has(vulnerability.flaw)).map(({ index }) => index);
}

function changeOf(
  { found, instances, target }: InstalledStep,
  { isDirect }: Introduction,
  { pathPrefix }: RemediationContext,
): VersionChange {
  const paths = new Set(
    instances.flatMap(({ locations }) => locations.map(({ path }) => (path === "" ? "" : pathPrefix + path))),
  );
  paths.delete("");
  return {
    package: found.purl,
    name: displayName(found),
    from: found.version,
    ...(target === undefined ? {} : { to: writtenVersion(found, target.version) }),
    paths: [...paths],
    isDirect,
  };
}

function isGoRuntime({ type, namespace, name }: Package): boolean {
  return type === "golang" && namespace === undefined && (name === "stdlib" || name === "toolchain");
}

/** A program that no package manager knows: a runtime or server that was copied in. */
function isProgram({ type }: Package): boolean {
  return type === "generic" || type === "bitnami";
}

/** The lowest version first. */
function compareInstalled({ found: left }: InstalledStep, { found: right }: InstalledStep): number {
  const scheme = findVersionScheme(ecosystemOfType[left.type] ?? left.type);
  const [first, second] =
    scheme === undefined
      ? []
      : [versionSchemes[scheme].parse(left.version), versionSchemes[scheme].parse(right.version)];
  if (scheme === undefined || first === undefined || second === undefined) return left.version < right.version ? -1 : 1;
  return versionSchemes[scheme].compare(first, second);
}
