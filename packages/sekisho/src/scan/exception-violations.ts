import { expired } from "../checks/exception/expired.ts";
import { unmatched } from "../checks/exception/unmatched.ts";
import { withoutReason } from "../checks/exception/without-reason.ts";
import type { CheckDescription } from "../model/check.ts";
import type { OffsetRange } from "../model/source-text.ts";
import type { Text } from "../model/text.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { flawRulePrefix } from "./configuration/flaw-rule.ts";
import type { JudgedViolation } from "./examine.ts";
import type { ConfiguredEntry, InlineEntry } from "./exceptions.ts";

/** Gives what is wrong with the exceptions of a file's comments, once every violation has been asked about. */
export function judgeInline(entries: readonly InlineEntry[], configuration: Configuration): readonly JudgedViolation[] {
  const violations: JudgedViolation[] = [];
  for (const entry of entries) {
    const { rule, tool, reason, expires, range } = entry.exception;
    const place = { range, subject: `exception:${rule}` };
    if (entry.isExpired) add(violations, expired, { ...place, message: expiredText(rule, expires ?? "") });
    // Comments in another tool's words were written for that tool: they may well match nothing of ours.
    if (tool !== "sekisho") continue;
    if (entry.matches === 0) add(violations, unmatched, { ...place, message: unmatchedText(rule) });
    if (reason === undefined) add(violations, withoutReason, { ...place, message: withoutReasonText(rule) });
  }
  return configure(violations, configuration);
}

/** What a scan looked at. */
export interface ScannedParts {
  /** Every file that the configuration governs. */
  readonly files: boolean;
  /** Packages, for known flaws. */
  readonly packages: boolean;
}

/**
 * Gives what is wrong with the exceptions of the configuration. Whether one matches nothing is only asked when
 * everything it governs was scanned: all files, and for one of known flaws also packages.
 */
export function judgeConfigured(
  entries: readonly ConfiguredEntry[],
  configuration: Configuration,
  scanned: ScannedParts,
): readonly JudgedViolation[] {
  const violations: JudgedViolation[] = [];
  for (const entry of entries) {
    const { rule, expires, range, paths, packages, isOwn } = entry.exception;
    if (!isOwn) continue;
    const of = packages === undefined ? "" : `#${packages.join(",")}`;
    const place = { range, subject: `exception:${rule}${of}${paths === undefined ? "" : `@${paths.join(",")}`}` };
    const isAsked = scanned.files && (scanned.packages || !rule.startsWith(flawRulePrefix));
    if (entry.isExpired) add(violations, expired, { ...place, message: expiredText(rule, expires ?? "") });
    if (isAsked && entry.matches === 0) {
      add(violations, unmatched, { ...place, message: unmatchedText(rule) });
    }
  }
  return configure(violations, configuration);
}

function add(
  into: JudgedViolation[],
  rule: CheckDescription,
  violation: { readonly range: OffsetRange; readonly subject: string; readonly message: Text },
): void {
  into.push({ rule, violation, severity: rule.severity });
}

/** Leaves out the rules that the configuration turns off, and gives the others its severities. */
function configure(violations: readonly JudgedViolation[], configuration: Configuration): readonly JudgedViolation[] {
  return violations
    .filter(({ rule }) => !configuration.disable.includes(rule.id))
    .map((judged) => ({ ...judged, severity: configuration.severity[judged.rule.id] ?? judged.severity }));
}

function expiredText(rule: string, expires: string): Text {
  return {
    en: `The exception for ${rule} ended on ${expires}; its findings are open again.`,
    ja: `${rule} の例外の期限（${expires}）が過ぎたため、該当する検出事項は未対応に戻りました。`,
  };
}

function unmatchedText(rule: string): Text {
  return {
    en: `The exception for ${rule} matches no finding here.`,
    ja: `${rule} の例外に該当する検出事項はありません。`,
  };
}

function withoutReasonText(rule: string): Text {
  return {
    en: `The exception for ${rule} does not say why the finding is accepted.`,
    ja: `${rule} の例外に、検出事項を受容する理由が記載されていません。`,
  };
}
