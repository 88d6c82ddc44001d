import { expired } from "../checks/exception/expired.ts";
import { unmatched } from "../checks/exception/unmatched.ts";
import { withoutReason } from "../checks/exception/without-reason.ts";
import type { CheckDescription } from "../model/check.ts";
import type { OffsetRange } from "../model/source-text.ts";
import type { Text } from "../model/text.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { flawRulePrefix } from "./configuration/flaw-rule.ts";
import { isGapRule } from "./configuration/gap-rule.ts";
import type { JudgedViolation } from "./examine.ts";
import type { ConfiguredEntry, InlineEntry } from "./exceptions.ts";
import { findMeantRule, meantRuleText } from "./meant-rule.ts";

/**
 * Gives what is wrong with the exceptions of a file's comments, once every violation has been asked about. The checks are
 * those whose names are suggested for one that nothing has.
 */
export function judgeInline(
  entries: readonly InlineEntry[],
  configuration: Configuration,
  checks: readonly CheckDescription[],
): readonly JudgedViolation[] {
  const violations: JudgedViolation[] = [];
  for (const entry of entries) {
    const { rule, tool, reason, expires, range } = entry.exception;
    const place = { range, subject: `exception:${rule}` };
    if (entry.isExpired) add(violations, expired, { ...place, message: expiredText(rule, expires ?? "") });
    // Comments in another tool's words were written for that tool: they may well match nothing of ours.
    if (tool !== "sekisho") continue;
    if (entry.matches === 0) {
      add(violations, unmatched, { ...place, message: unmatchedText(rule, findMeantRule(rule, checks)) });
    }
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
  /** Images, root file systems or SBOMs. */
  readonly contents: boolean;
  /** Something among the files builds images or names them: what they hold is a scope of its own. */
  readonly hasImages: boolean;
}

/** Rules of events: a scan of files looks at none. */
const eventFamilies: ReadonlySet<string> = new Set(["audit", "falco", "runtime"]);
/** Rules that are asked of files and of what images hold. */
const contentFamilies: ReadonlySet<string> = new Set(["malware", "secret"]);

/**
 * Gives what is wrong with the exceptions of the configuration. Whether one matches nothing is only asked when
 * everything it governs was scanned: all files; for one of known flaws also packages; for one of what images hold also
 * images, where there are some to build or to run.
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
    const isAsked = wasLookedAt(entry, scanned);
    if (entry.isExpired) add(violations, expired, { ...place, message: expiredText(rule, expires ?? "") });
    if (isAsked && entry.matches === 0) {
      add(violations, unmatched, { ...place, message: unmatchedText(rule) });
    }
  }
  return configure(violations, configuration);
}

/** Tells whether everything was scanned in which an exception could have matched. */
function wasLookedAt({ exception }: ConfiguredEntry, scanned: ScannedParts): boolean {
  const { rule, ids = [] } = exception;
  if (!scanned.files) return false;
  const areContentsKnown = scanned.contents || !scanned.hasImages;
  if (rule.startsWith(flawRulePrefix) || isGapRule(rule)) return scanned.packages && areContentsKnown;
  const families = (ids.length === 0 ? [rule] : ids).map((id) => id.slice(0, Math.max(id.indexOf("/"), 0)));
  return families.every((family) => {
    if (eventFamilies.has(family)) return false;
    if (family === "image") return scanned.contents;
    return areContentsKnown || !contentFamilies.has(family);
  });
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

function unmatchedText(rule: string, meant?: string): Text {
  const hint = meantRuleText(meant);
  return {
    en: `The exception for ${rule} matches no finding here${hint.en}`,
    ja: `${rule} の例外に該当する検出事項はありません。${hint.ja}`,
  };
}

function withoutReasonText(rule: string): Text {
  return {
    en: `The exception for ${rule} does not say why the finding is accepted.`,
    ja: `${rule} の例外に、検出事項を受容する理由が記載されていません。`,
  };
}
