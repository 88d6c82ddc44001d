import { dayBefore, isCalendarDate } from "./calendar-date.ts";
import { canonicalRule } from "./canonical-rule.ts";
import type { InlineException } from "./inline-exception.ts";

/** A rule that a Trivy comment names; where it holds depends on the lines around it. */
export type TrivyRule = Pick<InlineException, "rule" | "expires">;

/** A day before every other: Trivy calls a rule with an unreadable date expired. */
const longAgo = "0001-01-01";

/**
 * Reads `#trivy:ignore:DS-0002`, `# trivy:ignore:AVD-DS-0002:exp:2027-01-31` and several of them in one comment; the old
 * prefix `tfsec:` too. Gives nothing for any other comment.
 *
 * `*` means every rule of Trivy. Trivy's `exp` is the first day on which the rule holds no more; ours is the last on
 * which it does. A parameter in brackets behind the id is left out: Dockerfile rules have none.
 */
export function readTrivyComment(text: string): readonly TrivyRule[] {
  if (!text.includes("trivy:") && !text.includes("tfsec:")) return [];
  const rules: TrivyRule[] = [];
  for (const part of text.split(/\s+/)) {
    const word = part.replace(/^[#/*]+/, "");
    if (!word.startsWith("trivy:") && !word.startsWith("tfsec:")) continue;
    const rule = readSections(word.slice("trivy:".length).split(":"));
    if (rule !== undefined) rules.push(rule);
  }
  return rules;
}

function readSections(sections: readonly string[]): TrivyRule | undefined {
  let id: string | undefined;
  let expires: string | undefined;
  for (let index = 0; index + 1 < sections.length; index += 2) {
    const value = sections[index + 1] ?? "";
    if (sections[index] === "ignore") id = value.replace(/\[.*$/, "");
    if (sections[index] === "exp") expires = isCalendarDate(value) ? dayBefore(value) : longAgo;
  }
  if (id === undefined || id === "") return undefined;
  const known = canonicalRule(id);
  return { rule: known.startsWith("trivy:") ? known : `trivy:${id}`, expires };
}
