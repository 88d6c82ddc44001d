import type { AcceptedException } from "../model/finding.ts";
import type { PathPattern } from "../model/path-pattern.ts";
import type { Language } from "../model/text.ts";
import { type AddressLists, createAddressLists } from "../semantics/address-lists/address-lists.ts";
import { canonicalRule } from "../semantics/inline-exceptions/canonical-rule.ts";
import type { InlineException, InlineExceptions } from "../semantics/inline-exceptions/inline-exception.ts";
import type { Configuration, ConfiguredException, RepairState } from "./configuration/configuration.ts";
import { compilePathGlobs, compileSubjectGlobs, matchesPathGlobs, matchesSubject } from "./globs.ts";
import { matchesRule, type NamedRule, namesMeaning } from "./rule-name.ts";

/** What an exception is asked about. */
export interface AcceptancePlace {
  readonly rule: NamedRule;
  readonly path: string;
  readonly subject: string;
  /** Where the violation begins. */
  readonly offset: number;
  /** Name of the container that it is about; left out for everything else. */
  readonly container?: string | undefined;
  /** The packages that have a known flaw; left out for everything else. */
  readonly packages?: AcceptedPackages;
  /** Whether the known flaw has a repair; left out for everything else. */
  readonly repair?: RepairState;
  /** Where activity came from and happened; left out for everything else. */
  readonly activity?: AcceptedActivity;
  /** Of the decision's words where a comment gives no reason; English when left out. */
  readonly language?: Language;
}

/** The events of an alert as exceptions name them: what holds for some of them alone does not accept it. */
export interface AcceptedActivity {
  readonly addresses: readonly string[];
  readonly namespaces: readonly string[];
}

/** A package as exceptions name it. */
export interface AcceptedPackages {
  /** Its name, that of its source package, its package URL without a version. */
  readonly names: readonly string[];
  /** Package URLs of all its versions, without qualifiers: an exception for one version does not accept another. */
  readonly versions: readonly [string, ...string[]];
}

/** One exception of the configuration, ready to be asked, with a count of what it met. */
export interface ConfiguredEntry {
  readonly exception: ConfiguredException;
  readonly paths: readonly PathPattern[] | undefined;
  readonly subjects: readonly string[] | undefined;
  readonly packages: readonly string[] | undefined;
  readonly containers: readonly string[] | undefined;
  readonly addresses: AddressLists | undefined;
  readonly namespaces: readonly string[] | undefined;
  readonly isExpired: boolean;
  /** Violations that it means, expired or not. */
  matches: number;
}

/** One exception of a comment, with a count of what it met. */
export interface InlineEntry {
  readonly exception: InlineException;
  /** Among the file's exceptions. */
  readonly position: number;
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
    packages: exception.packages === undefined ? undefined : compileSubjectGlobs(exception.packages),
    containers: exception.containers === undefined ? undefined : compileSubjectGlobs(exception.containers),
    addresses: exception.addresses && createAddressLists([{ name: "", entries: exception.addresses }]),
    namespaces: exception.namespaces === undefined ? undefined : compileSubjectGlobs(exception.namespaces),
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
  return exceptions.map((exception, position) => ({
    exception,
    position,
    isExpired: isExpired(exception.expires, today),
    matches: 0,
  }));
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
  for (const entry of inlineEntriesAt(inline, place)) {
    entry.matches++;
    if (!entry.isExpired) accepted ??= acceptedByComment(entry.exception, { language: place.language });
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

/** Exceptions of comments by what they name; those of one name by their place. */
interface InlineIndex {
  readonly ofFile: Map<string, InlineEntry[]>;
  readonly scoped: Map<string, InlineEntry[]>;
}

const indexes = new WeakMap<readonly InlineEntry[], InlineIndex>();

/** Gives the entries that mean a violation. Takes the logarithm of their number: a file may have thousands. */
function inlineEntriesAt(inline: readonly InlineEntry[], { rule, offset }: AcceptancePlace): readonly InlineEntry[] {
  if (inline.length === 0) return inline;
  const { ofFile, scoped } = indexes.get(inline) ?? indexInline(inline);
  const found = namesMeaning(rule).flatMap((name) => [
    ...(ofFile.get(name) ?? []),
    ...entriesCovering(scoped.get(name) ?? [], offset),
  ]);
  return found.length < 2 ? found : found.sort((left, right) => left.position - right.position);
}

function indexInline(inline: readonly InlineEntry[]): InlineIndex {
  const index: InlineIndex = { ofFile: new Map(), scoped: new Map() };
  for (const entry of inline) {
    const byName = entry.exception.scope === undefined ? index.ofFile : index.scoped;
    const name = canonicalRule(entry.exception.rule);
    const entries = byName.get(name);
    if (entries === undefined) byName.set(name, [entry]);
    else entries.push(entry);
  }
  for (const entries of index.scoped.values()) entries.sort((left, right) => startOf(left) - startOf(right));
  indexes.set(inline, index);
  return index;
}

/** Scopes are instructions or comments: they are the same or apart, so those that cover an offset stand together. */
function entriesCovering(sorted: readonly InlineEntry[], offset: number): readonly InlineEntry[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = sorted[middle];
    if (entry !== undefined && startOf(entry) <= offset) low = middle + 1;
    else high = middle;
  }
  const covering: InlineEntry[] = [];
  for (let at = low - 1; at >= 0; at--) {
    const entry = sorted[at];
    if (entry?.exception.scope === undefined || entry.exception.scope.end <= offset) break;
    covering.push(entry);
  }
  return covering;
}

function startOf({ exception }: InlineEntry): number {
  return exception.scope?.start ?? 0;
}

function meansConfigured(entry: ConfiguredEntry, place: AcceptancePlace): boolean {
  if (!matchesRule(entry.exception.rule, place.rule)) return false;
  if (!concernsPath(entry, place.path)) return false;
  if (entry.exception.repair !== undefined && entry.exception.repair !== place.repair) return false;
  if (entry.packages !== undefined && !meansPackages(entry.packages, place.packages)) return false;
  if (entry.containers !== undefined) {
    if (place.container === undefined || !matchesSubject(entry.containers, place.container)) return false;
  }
  if (!meansActivity(entry, place.activity)) return false;
  return entry.subjects === undefined || matchesSubject(entry.subjects, place.subject);
}

function meansActivity({ addresses, namespaces }: ConfiguredEntry, activity: AcceptedActivity | undefined): boolean {
  if (addresses === undefined && namespaces === undefined) return true;
  if (activity === undefined) return false;
  const isFromThere = addresses === undefined || activity.addresses.every((one) => addresses.find(one).length > 0);
  return (
    isFromThere && (namespaces === undefined || activity.namespaces.every((one) => matchesSubject(namespaces, one)))
  );
}

function meansPackages(globs: readonly string[], packages: AcceptedPackages | undefined): boolean {
  if (packages === undefined) return false;
  if (packages.names.some((name) => matchesSubject(globs, name))) return true;
  return packages.versions.every((version) => matchesSubject(globs, version));
}

/** Tells whether an exception has ended. The last day itself still counts. Dates of one form compare as texts. */
export function isExpired(expires: string | undefined, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** How an exception is written that stands beside what it accepts. */
export interface ExceptionForm {
  readonly form?: "annotation" | "comment";
  /** English when left out. */
  readonly language?: Language | undefined;
}

const forms = {
  annotation: { en: " annotation", ja: " のアノテーション" },
  comment: { en: " comment", ja: " のコメント" },
} as const;

/** Gives the decision that a comment or an annotation states; without a reason, where it is stated. */
export function acceptedByComment(
  exception: Pick<InlineException, "tool" | "rule" | "reason" | "owner" | "expires">,
  { form = "comment", language = "en" }: ExceptionForm,
): AcceptedException {
  return withDates(exception.reason ?? `${exception.tool}${forms[form][language]}: ${exception.rule}`, exception);
}

function acceptedByConfiguration(exception: ConfiguredException): AcceptedException {
  const { reason, path, justification } = exception;
  return {
    ...withDates(reason === "" ? path : reason, exception),
    ...(justification === undefined ? {} : { justification }),
  };
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
