import type { AcceptedException } from "../model/finding.ts";
import type { PathPattern } from "../model/path-pattern.ts";
import type { InlineException, InlineExceptions } from "../semantics/inline-exceptions/inline-exception.ts";
import type { Configuration, ConfiguredException } from "./configuration/configuration.ts";
import { compilePathGlobs, compileSubjectGlobs, matchesPathGlobs, matchesSubject } from "./globs.ts";
import { matchesRule, type NamedRule } from "./rule-name.ts";

/** What an exception is asked about. */
export interface AcceptancePlace {
  readonly rule: NamedRule;
  readonly path: string;
  readonly subject: string;
  /** Where the violation begins. */
  readonly offset: number;
}

/** One exception of the configuration, ready to be asked, with a count of what it met. */
export interface ConfiguredEntry {
  readonly exception: ConfiguredException;
  readonly paths: readonly PathPattern[] | undefined;
  readonly subjects: readonly string[] | undefined;
  readonly isExpired: boolean;
  /** Violations that it means, expired or not. */
  matches: number;
}

/** One exception of a comment, with a count of what it met. */
export interface InlineEntry {
  readonly exception: InlineException;
  readonly isExpired: boolean;
  /** Violations that it means, expired or not. */
  matches: number;
}

/** Prepares the exceptions of the configuration for a scan. */
export function prepareConfigured(
  exceptions: readonly ConfiguredException[],
  today: string,
): readonly ConfiguredEntry[] {
  return exceptions.map((exception) => ({
    exception,
    paths: exception.paths === undefined ? undefined : compilePathGlobs(exception.paths),
    subjects: exception.subjects === undefined ? undefined : compileSubjectGlobs(exception.subjects),
    isExpired: isExpired(exception.expires, today),
    matches: 0,
  }));
}

/** Gives the exceptions of a file's comments that the configuration obeys. */
export function obeyedExceptions(inline: InlineExceptions, configuration: Configuration): readonly InlineException[] {
  if (configuration.refusesHadolintComments !== true) return inline.exceptions;
  return inline.exceptions.filter(({ tool }) => tool !== "hadolint");
}

/** Prepares the exceptions of one file's comments. */
export function prepareInline(exceptions: readonly InlineException[], today: string): readonly InlineEntry[] {
  return exceptions.map((exception) => ({ exception, isExpired: isExpired(exception.expires, today), matches: 0 }));
}

/**
 * Finds the decision that accepts a violation: a comment in the file, then an entry of the configuration. Every
 * exception that means the violation is counted as met, also those that come too late or have expired.
 */
export function findAcceptance(
  place: AcceptancePlace,
  inline: readonly InlineEntry[],
  configured: readonly ConfiguredEntry[],
): AcceptedException | undefined {
  let accepted: AcceptedException | undefined;
  for (const entry of inline) {
    if (!meansInline(entry.exception, place)) continue;
    entry.matches++;
    if (!entry.isExpired) accepted ??= acceptedByComment(entry.exception);
  }
  for (const entry of configured) {
    if (!meansConfigured(entry, place)) continue;
    entry.matches++;
    if (!entry.isExpired) accepted ??= acceptedByConfiguration(entry.exception);
  }
  return accepted;
}

/** Tells whether an exception is about a path at all. */
function concernsPath(entry: ConfiguredEntry, path: string): boolean {
  return entry.paths === undefined || matchesPathGlobs(entry.paths, path);
}

function meansInline(exception: InlineException, place: AcceptancePlace): boolean {
  const { scope } = exception;
  if (scope !== undefined && (place.offset < scope.start || place.offset >= scope.end)) return false;
  return matchesRule(exception.rule, place.rule);
}

function meansConfigured(entry: ConfiguredEntry, place: AcceptancePlace): boolean {
  if (!matchesRule(entry.exception.rule, place.rule)) return false;
  if (!concernsPath(entry, place.path)) return false;
  return entry.subjects === undefined || matchesSubject(entry.subjects, place.subject);
}

/** The last day itself still counts. Dates of one form compare as texts. */
function isExpired(expires: string | undefined, today: string): boolean {
  return expires !== undefined && expires < today;
}

function acceptedByComment(exception: InlineException): AcceptedException {
  return withDates(exception.reason ?? `${exception.tool} comment: ${exception.rule}`, exception);
}

function acceptedByConfiguration(exception: ConfiguredException): AcceptedException {
  return withDates(exception.reason === "" ? exception.path : exception.reason, exception);
}

function withDates(
  reason: string,
  dates: { readonly owner: string | undefined; readonly expires: string | undefined },
): AcceptedException {
  return {
    reason,
    ...(dates.owner === undefined ? {} : { owner: dates.owner }),
    ...(dates.expires === undefined ? {} : { expires: dates.expires }),
  };
}
