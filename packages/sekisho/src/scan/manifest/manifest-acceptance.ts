import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AcceptedException } from "../../model/finding.ts";
import { locationOf } from "../../model/location.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Language, Text } from "../../model/text.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { findAnnotationExceptions } from "../../semantics/manifest-exceptions/annotation-exceptions.ts";
import { findCommentExceptions } from "../../semantics/manifest-exceptions/comment-exceptions.ts";
import type { ManifestException, UnreadableException } from "../../semantics/manifest-exceptions/manifest-exception.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { JudgedViolation } from "../examine.ts";
import { judgeInline } from "../exception-violations.ts";
import { acceptedByComment, type ConfiguredEntry, findAcceptance, isExpired } from "../exceptions.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { namesMeaning } from "../rule-name.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { PlacedManifest } from "./read-manifest.ts";
import { findUnknownRule } from "./unknown-rules.ts";

/** Decides which violations of a set are accepted, and counts what every exception met. */
export interface ManifestAcceptance {
  /** Finds the decision that a violation stays: of a comment, an annotation, then of the configuration. */
  readonly accept: (judged: JudgedManifest, parsed: PlacedManifest, offset?: number) => AcceptedException | undefined;
  /** Finds the decision that a finding about an exception itself stays. */
  readonly acceptException: (judged: JudgedViolation, path: string) => AcceptedException | undefined;
  /** Gives what is wrong with the exceptions of a file, once every violation in it has been asked about. */
  readonly judgeExceptions: (objects: readonly ManifestObject[], parsed: PlacedManifest) => readonly JudgedViolation[];
  /** Gives what is wrong with the annotations of one object, and which of them met something; asked last, too. */
  readonly judgeAnnotations: (object: ManifestObject, parsed: PlacedManifest) => readonly JudgedAnnotation[];
  /** Gives what was meant as an exception in a file and cannot be read as one. */
  readonly findUnreadable: (objects: readonly ManifestObject[], parsed: PlacedManifest) => readonly Diagnostic[];
}

/** An exception in an annotation. */
export interface JudgedAnnotation {
  /** JSON pointer in the object. */
  readonly pointer: string;
  /** The rule that it names, as written. */
  readonly rule: string;
  readonly hasMatched: boolean;
  readonly wrong: readonly JudgedViolation[];
}

/** What acceptance depends on. */
export interface AcceptanceSettings {
  readonly configuration: Configuration;
  readonly configured: readonly ConfiguredEntry[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Of the words of decisions; English when left out. */
  readonly language?: Language;
}

/** An exception with a count of what it met. */
interface Entry {
  readonly exception: ManifestException & {
    readonly scope?: OffsetRange | undefined;
    readonly range?: OffsetRange;
    readonly pointer?: string;
  };
  readonly isExpired: boolean;
  matches: number;
}

/** Exceptions by the rule that they name. */
interface EntryIndex {
  readonly entries: readonly Entry[];
  readonly byRule: ReadonlyMap<string, readonly Entry[]>;
  readonly unreadable: readonly (UnreadableException | (OffsetRange & Pick<UnreadableException, "message">))[];
}

/** Starts to decide for one set of manifests. */
export function createManifestAcceptance(settings: AcceptanceSettings): ManifestAcceptance {
  const { configured, configuration, language } = settings;
  const register = createRegister(settings.today);
  return {
    accept(judged, parsed, offset = startOf(judged, parsed)) {
      const { check: rule, object, subject, container } = judged;
      const annotation = takeMatch(register.annotationsOf(object), judged, undefined);
      const isOwnText = object.source.rendering === undefined;
      const comment = isOwnText ? takeMatch(register.commentsOf(parsed), judged, offset) : undefined;
      const place = { rule, path: object.source.path, subject, offset, container };
      const ofConfiguration = findAcceptance(place, [], configured);
      if (comment !== undefined) return acceptedByComment(comment.exception, { language });
      if (annotation === undefined) return ofConfiguration;
      return acceptedByComment(annotation.exception, { form: "annotation", language });
    },
    acceptException({ rule, violation }, path) {
      return findAcceptance({ rule, path, subject: violation.subject, offset: 0 }, [], configured);
    },
    judgeExceptions(objects, parsed) {
      const ofComments = register
        .commentsOf(parsed)
        .entries.map((entry) => toInline(entry, entry.exception.range ?? nowhere));
      const ofObjects = objects.flatMap((object) =>
        register
          .annotationsOf(object)
          .entries.map((entry) => toInline(entry, rangeOf(object, entry.exception.pointer, parsed))),
      );
      return judgeInline([...ofComments, ...ofObjects], configuration, manifestChecks);
    },
    judgeAnnotations: (object, parsed) =>
      register.annotationsOf(object).entries.map((entry) => {
        const { rule, pointer = "" } = entry.exception;
        const wrong = judgeInline([toInline(entry, rangeOf(object, pointer, parsed))], configuration, manifestChecks);
        return { pointer, rule, hasMatched: entry.matches > 0, wrong };
      }),
    findUnreadable: (objects, parsed) => findUnreadable(register, objects, parsed),
  };
}

/** The exceptions of objects and files, read when they are first asked for. */
interface Register {
  readonly annotationsOf: (object: ManifestObject) => EntryIndex;
  readonly commentsOf: (parsed: PlacedManifest) => EntryIndex;
}

function createRegister(today: string): Register {
  const ofObjects = new WeakMap<ManifestObject, EntryIndex>();
  const ofFiles = new Map<string, EntryIndex>();
  return {
    annotationsOf(object) {
      const known = ofObjects.get(object);
      if (known !== undefined) return known;
      const { exceptions, unreadable } = findAnnotationExceptions(object);
      const unknown = exceptions.flatMap((exception) => {
        const message = findUnknownRule(exception);
        return message === undefined ? [] : [{ pointer: exception.pointer, message }];
      });
      const index = createIndex(exceptions, [...unreadable, ...unknown], today);
      ofObjects.set(object, index);
      return index;
    },
    commentsOf({ source, documents }) {
      const known = ofFiles.get(source.path);
      if (known !== undefined) return known;
      const { exceptions, unreadable } = findCommentExceptions(source.text, documents);
      const index = createIndex(exceptions, unreadable, today);
      ofFiles.set(source.path, index);
      return index;
    },
  };
}

function findUnreadable(
  register: Register,
  objects: readonly ManifestObject[],
  parsed: PlacedManifest,
): readonly Diagnostic[] {
  const toDiagnostic = (message: Text, { start, end }: OffsetRange): Diagnostic => ({
    code: "exception/unreadable-comment",
    level: "warning",
    message,
    location: locationOf(parsed.source, { start, end }),
  });
  // Comments of rendered text accept nothing.
  const isRendered = objects.some(({ source }) => source.rendering !== undefined);
  const comments = isRendered ? [] : register.commentsOf(parsed).unreadable;
  const ofComments = comments.flatMap((found) => ("start" in found ? [toDiagnostic(found.message, found)] : []));
  const ofObjects = objects.flatMap((object) =>
    register
      .annotationsOf(object)
      .unreadable.flatMap((found) =>
        "pointer" in found ? [toDiagnostic(found.message, rangeOf(object, found.pointer, parsed))] : [],
      ),
  );
  return [...ofComments, ...ofObjects];
}

/** One for all objects and files without exceptions: nearly every one of thousands. */
const noEntries: EntryIndex = { entries: [], byRule: new Map(), unreadable: [] };

const nowhere: OffsetRange = { start: 0, end: 0 };

function createIndex(
  exceptions: readonly Entry["exception"][],
  unreadable: EntryIndex["unreadable"],
  today: string,
): EntryIndex {
  if (exceptions.length === 0 && unreadable.length === 0) return noEntries;
  const entries = exceptions.map(
    (exception): Entry => ({ exception, isExpired: isExpired(exception.expires, today), matches: 0 }),
  );
  return { entries, byRule: Map.groupBy(entries, ({ exception }) => exception.rule), unreadable };
}

/** Counts every exception that means a violation; gives the first that has not ended. */
function takeMatch(index: EntryIndex, judged: JudgedManifest, offset: number | undefined): Entry | undefined {
  if (index.entries.length === 0) return undefined;
  let found: Entry | undefined;
  for (const name of namesMeaning(judged.check)) {
    for (const entry of index.byRule.get(name) ?? []) {
      if (!meansPlace(entry, judged, offset)) continue;
      entry.matches += 1;
      if (!entry.isExpired) found ??= entry;
    }
  }
  return found;
}

function meansPlace({ exception }: Entry, judged: JudgedManifest, offset: number | undefined): boolean {
  const { container, detail, scope } = exception;
  if (container !== undefined && container !== judged.container) return false;
  if (detail !== undefined && detail !== judged.violation.detail) return false;
  return (
    scope === undefined ||
    offset === undefined ||
    (scope.start <= offset && offset < Math.max(scope.end, scope.start + 1))
  );
}

function toInline(entry: Entry, range: OffsetRange) {
  const { tool, rule, reason, owner, expires } = entry.exception;
  return {
    exception: { tool, rule, reason, owner, expires, range, scope: undefined },
    position: 0,
    isExpired: entry.isExpired,
    matches: entry.matches,
  };
}

function rangeOf(object: ManifestObject, pointer: string | undefined, parsed: PlacedManifest): OffsetRange {
  const root = parsed.documents.at(object.source.document)?.root;
  if (root === undefined || pointer === undefined) return nowhere;
  return rangeToShow(parsed.source.text, root, object.source.pointer + pointer);
}

function startOf({ object, base, violation }: JudgedManifest, parsed: PlacedManifest): number {
  return rangeOf(object, base + violation.pointer, parsed).start;
}
