import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestException } from "../../semantics/manifest-exceptions/manifest-exception.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { findMeantRule, isKnownRule, meantRuleText } from "../meant-rule.ts";

/**
 * Says that an exception in another tool's words names a rule that no check of manifests has; `undefined` for one that
 * does. What our own words name is a finding of its own.
 */
export function findUnknownRule({ tool, rule }: Pick<ManifestException, "tool" | "rule">): Text | undefined {
  if (tool === "sekisho" || rule.endsWith(":*") || isKnownRule(rule, manifestChecks)) return undefined;
  const hint = meantRuleText(findMeantRule(rule, manifestChecks));
  return {
    en: `The exception for ${quote(rule)} accepts nothing here: no check asks this question${hint.en}`,
    ja: `${quote(rule)} の例外はここでは効果がありません。該当するチェック項目はありません。${hint.ja}`,
  };
}
