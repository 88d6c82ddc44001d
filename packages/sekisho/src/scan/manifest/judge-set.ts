import type { ManifestCheck } from "../../checks/manifest/define.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { type PlannedCheck, planChecks } from "../plan.ts";
import type { LoadedPolicies } from "../policy/scan-policy.ts";
import {
  createManifestJudge,
  type JudgedManifest,
  type JudgedPart,
  judgeManifests,
  type ManifestJudgement,
} from "./judge-manifests.ts";

/** What judging a set of objects obeys. */
export interface SetJudgementSettings {
  readonly configuration: Configuration;
  /** Loads the policies of the user, once for all sets; left out when there are none. */
  readonly loadPolicies?: () => Promise<LoadedPolicies>;
}

/** What checks and policies say about a set of which the files are asked about one after the other. */
export interface StartedJudgement {
  /** What the checks of whole sets and the policies of the user say. */
  readonly violations: readonly JudgedManifest[];
  /** Asks the other checks about a part of the set. */
  readonly judgePart: (part: JudgedPart) => readonly JudgedManifest[];
  /** Gives how everything ended, once all parts were asked about. */
  readonly finish: () => Endings;
}

/** Asks every check and every policy of the user about a set at once. */
export async function judgeSet(set: ManifestSet, settings: SetJudgementSettings): Promise<ManifestJudgement> {
  const ofChecks = judgeManifests(set, planManifestChecks(settings.configuration));
  const ofPolicies = await askPolicies(set, settings);
  return {
    violations: [...ofChecks.violations, ...ofPolicies.violations],
    ...endingsOf(ofChecks, ofPolicies),
  };
}

/** Asks about a set what has to be asked about all of it; the rest is left to whoever goes through its files. */
export async function startJudgement(set: ManifestSet, settings: SetJudgementSettings): Promise<StartedJudgement> {
  const judge = createManifestJudge(set, planManifestChecks(settings.configuration));
  const ofPolicies = await askPolicies(set, settings);
  return {
    violations: [...judge.judgeWhole(), ...ofPolicies.violations],
    judgePart: judge.judgePart,
    finish: () => endingsOf(judge.finish(), ofPolicies),
  };
}

type Endings = Pick<ManifestJudgement, "coverage" | "diagnostics">;

function endingsOf(ofChecks: Endings, ofPolicies: Endings): Endings {
  return {
    coverage: [...ofChecks.coverage, ...ofPolicies.coverage],
    diagnostics: [...ofChecks.diagnostics, ...ofPolicies.diagnostics],
  };
}

/** Without services nobody can say whether their demands are met: those checks are not asked. */
function planManifestChecks(configuration: Configuration): readonly PlannedCheck<ManifestCheck>[] {
  const plan = planChecks(manifestChecks, configuration);
  if (configuration.services.length > 0) return plan;
  return plan.map((planned) =>
    planned.check.id.startsWith("data-class/") ? { ...planned, skipped: planned.skipped ?? "optional" } : planned,
  );
}

const noPolicies: ManifestJudgement = { violations: [], coverage: [], diagnostics: [] };

/** Asks the policies of the user; nothing of them is loaded where there are none. */
async function askPolicies(set: ManifestSet, settings: SetJudgementSettings): Promise<ManifestJudgement> {
  const policies = await settings.loadPolicies?.();
  if (policies === undefined) return noPolicies;
  const { judgePolicies } = await import("../policy/judge-policies.ts");
  return judgePolicies(set, policies, settings.configuration);
}
