import type { CheckDescription } from "../model/check.ts";
import { SekishoError } from "../model/error.ts";
import { createRuleIndex, findClosestRule, findRule, type RuleMatch } from "../scan/configuration/rule-index.ts";

/**
 * Finds what each name on the command line stands for.
 *
 * @throws {SekishoError} `unknown-rule` for the first name that no check answers to, with the one most likely meant.
 */
export function getRules(names: readonly string[], catalogue: readonly CheckDescription[]): readonly RuleMatch[] {
  if (names.length === 0) return [];
  const index = createRuleIndex(catalogue);
  return names.map((name) => {
    const match = findRule(index, name);
    if (match !== undefined) return match;
    const closest = findClosestRule(index, name);
    const hint =
      closest === undefined
        ? {
            en: "a rule is named by id (dockerfile/…) or alias (hadolint:…)",
            ja: "ID（dockerfile/…）または別名（hadolint:…）で指定してください。",
          }
        : { en: `did you mean ${closest}?`, ja: `「${closest}」の誤りではありませんか。` };
    throw new SekishoError(
      "unknown-rule",
      {
        en: `no check has the id or alias ${JSON.stringify(name)}`,
        ja: `${JSON.stringify(name)} という ID または別名のチェック項目はありません。`,
      },
      { hint },
    );
  });
}

/** Gives the ids of the checks that names stand for; a rule of ShellCheck alone is named as its findings are. */
export function getRuleIds(names: readonly string[], catalogue: readonly CheckDescription[]): readonly string[] {
  const ids = getRules(names, catalogue).flatMap((match) =>
    match.ids.length === 0 ? [match.name.replace(":", "/")] : match.ids,
  );
  return [...new Set(ids)];
}
