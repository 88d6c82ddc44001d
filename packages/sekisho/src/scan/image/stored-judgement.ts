import type { ImageCheck } from "../../checks/image/define.ts";
import type { ContentViolation } from "./content-findings.ts";
import type { ImageJudgement } from "./image-checks.ts";

/** A judgement as it is kept: rules by their ids, because checks are code. `null` when no check was asked. */
export type StoredJudgement =
  | (Omit<ImageJudgement, "violations"> & {
      readonly violations: readonly (Omit<ContentViolation, "rule"> & { readonly rule: string })[];
    })
  | null;

/** Gives a judgement in the form that is kept. */
export function storeJudgement(judgement: ImageJudgement | undefined): StoredJudgement {
  if (judgement === undefined) return null;
  return { ...judgement, violations: judgement.violations.map(({ rule, ...said }) => ({ ...said, rule: rule.id })) };
}

/** Gives what {@link storeJudgement} took; `undefined` where it names a check that there is not. */
export function restoreJudgement(
  stored: StoredJudgement,
  checks: readonly ImageCheck[],
): { readonly value: ImageJudgement | undefined } | undefined {
  if (stored === null) return { value: undefined };
  const byId = new Map(checks.map((check) => [check.id, check]));
  const violations: ContentViolation[] = [];
  for (const { rule: id, ...said } of stored.violations) {
    const rule = byId.get(id);
    if (rule === undefined) return undefined;
    violations.push({ ...said, rule });
  }
  return { value: { ...stored, violations } };
}
