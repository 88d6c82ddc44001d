import { type Severity, severities } from "../../model/severity.ts";
import { findPermissionGraph, hasBindings } from "../../semantics/permissions/create-permission-graph.ts";
import { type AccessBinding, describeRole } from "../../semantics/permissions/permission-graph.ts";
import { powersOfRole } from "../../semantics/permissions/powers.ts";
import { describePrincipal, type Principal } from "../../semantics/permissions/principal.ts";
import { defineSetCheck, type SetCheck, type SetViolation } from "../manifest/define.ts";

/** A question whether roles are bound to somebody who should have none. */
interface SubjectCheck extends Omit<SetCheck, "subject" | "evaluate" | "parameters"> {
  /** One step worse when the role has a power that leads further than its name says. */
  readonly severity: Severity;
  readonly isMeant: (principal: Principal) => boolean;
  /** Names of roles that are made for this subject. */
  readonly allowedRoles: readonly string[];
}

/** Declares a check of the subjects of bindings. It is shown at the subject. */
export function defineSubjectCheck({ isMeant, allowedRoles, ...check }: SubjectCheck): SetCheck {
  return defineSetCheck({
    ...check,
    isAbout: hasBindings,
    evaluate(set) {
      const { bindings = [] } = findPermissionGraph(set) ?? {};
      return bindings.flatMap((binding): readonly SetViolation[] => {
        const { object, isDefault, subjects, reference } = binding;
        if (object === undefined || isDefault || allowedRoles.includes(reference.name)) return [];
        return subjects
          .filter(({ principal }) => isMeant(principal))
          .map(({ principal, pointer }) => ({
            object,
            pointer: `${pointer}/name`,
            detail: `subject:${describePrincipal(principal)}`,
            severity: severityOf(binding, check.severity),
            message: describe(binding, principal),
            fix: { safety: "proposal", changes: [{ remove: pointer }] },
          }));
      });
    },
  });
}

function severityOf({ role }: AccessBinding, severity: Severity): Severity {
  if (role === undefined || powersOfRole(role).length === 0) return severity;
  return severities[Math.max(severities.indexOf(severity) - 1, 0)] ?? severity;
}

function describe({ namespace, reference }: AccessBinding, principal: Principal) {
  const who = describePrincipal(principal);
  const role = describeRole(reference);
  return {
    en: `${who} has ${role} ${namespace === "" ? "in every namespace" : `in namespace ${namespace}`}.`,
    ja: `${who} に、${namespace === "" ? "すべての名前空間" : `名前空間 ${namespace}`} で ${role} が付与されています。`,
  };
}
