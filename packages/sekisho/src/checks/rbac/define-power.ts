import { type Severity, severities } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { findPermissionGraph, hasPermissions } from "../../semantics/permissions/create-permission-graph.ts";
import { describeBinding } from "../../semantics/permissions/permission-graph.ts";
import type { PowerId } from "../../semantics/permissions/powers.ts";
import { findPowerHoldings, type Holders, type PowerHolding } from "../../semantics/permissions/role-holders.ts";
import { defineSetCheck, type SetCheck, type SetViolation } from "../manifest/define.ts";

/** A question whether somebody has a power that leads further than its name says. */
interface PowerCheck extends Omit<SetCheck, "subject" | "evaluate" | "parameters"> {
  /** Severity when it is held in all namespaces. In single ones it is `inNamespace`; when nobody has it, lower still. */
  readonly severity: Severity;
  /** One step lower than `severity` when left out. */
  readonly inNamespace?: Severity;
  readonly powers: readonly [PowerId, ...PowerId[]];
  /** Holdings that count; all when left out. */
  readonly counts?: (holding: PowerHolding) => boolean;
}

/** Declares a check of powers. It is shown at the rule that gives the power, with who has it and by which binding. */
export function definePowerCheck({ powers, counts, inNamespace, ...check }: PowerCheck): SetCheck {
  const namespaced = inNamespace ?? lower(check.severity);
  return defineSetCheck({
    ...check,
    isAbout: hasPermissions,
    evaluate(set) {
      const graph = findPermissionGraph(set);
      if (graph === undefined) return [];
      const holdings = powers.flatMap((power) => findPowerHoldings(graph, power));
      const counted = holdings.filter((holding) => counts?.(holding) ?? true);
      return merge(counted).map(
        (holding): SetViolation => ({
          object: holding.object,
          pointer: holding.use.written.pointer,
          message: describeHolding(holding),
          severity: severityOf(holding, check.severity, namespaced),
        }),
      );
    },
  });
}

/** Says of one rule once what it gives: several powers of one question are one violation. */
function merge(holdings: readonly PowerHolding[]): readonly PowerHolding[] {
  const byRule = Map.groupBy(holdings, ({ use }) => use.written);
  return [...byRule.values()].flatMap((ofRule) =>
    [...Map.groupBy(ofRule, ({ holders }) => holders).values()].flatMap((alike) => {
      const [first] = alike;
      if (first === undefined) return [];
      const verbs = [...new Set(alike.flatMap(({ use }) => use.verbs))];
      const resources = [...new Set(alike.flatMap(({ use }) => use.resources))];
      return [{ ...first, use: { ...first.use, verbs, resources } }];
    }),
  );
}

function severityOf({ holders, use }: PowerHolding, everywhere: Severity, inNamespace: Severity): Severity {
  if (holders === undefined) return lower(inNamespace);
  const held = holders.namespaceCount === 0 ? everywhere : inNamespace;
  return use.names === undefined ? held : lower(held);
}

function lower(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? "info";
}

function describeHolding({ use, holders }: PowerHolding): Text {
  const names =
    use.names === undefined ? "" : ` (${use.names.slice(0, 3).join(", ")}${use.names.length > 3 ? ", …" : ""})`;
  const resources = use.resources.join(", ") + names;
  const verbs = use.verbs.join(", ");
  if (holders === undefined) {
    return {
      en: `The role allows ${verbs} on ${resources}; nobody in these manifests is bound to it.`,
      ja: `ロールが ${resources} への ${verbs} を許可しています。対象のマニフェストにはこのロールのバインディングがありません。`,
    };
  }
  const who = describeHolders(holders);
  const where = describePlace(holders);
  const by = describeBinding(holders.binding);
  return {
    en: `${who.en} can ${verbs} ${resources} ${where.en} by ${by}.`,
    ja: `${who.ja} に、${where.ja} ${resources} への ${verbs} が許可されています（${by}）。`,
  };
}

/** Names who has something: `ServiceAccount:shop/web and 2 more`. */
export function describeHolders({ principals, count }: Pick<Holders, "principals" | "count">): Text {
  const more = count - principals.length;
  return {
    en: more === 0 ? enList(principals) : `${principals.join(", ")} and ${more} more`,
    ja: `${principals.join("、")}${more === 0 ? "" : ` ほか ${more} 件`}`,
  };
}

function describePlace({ namespaces, namespaceCount }: Holders): Text {
  if (namespaceCount === 0) return { en: "in every namespace", ja: "すべての名前空間で" };
  const more = namespaceCount - namespaces.length;
  const few = namespaceCount === 1 ? "namespace" : "namespaces";
  return {
    en: `in ${few} ${more === 0 ? enList(namespaces) : `${namespaces.join(", ")} and ${more} more`}`,
    ja: `名前空間 ${namespaces.join("、")}${more === 0 ? "" : ` ほか ${more} 件`} で`,
  };
}

function enList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
