import type { Finding } from "../../model/finding.ts";
import type { TargetKind } from "../../model/report.ts";
import type { Severity } from "../../model/severity.ts";

/** What can be taken from a record, with where it stands: a column of CSV, a JSON pointer in the record. */
export const mappedFields = [
  "rule",
  "title",
  "message",
  "severity",
  "remediation",
  "subject",
  "path",
  "line",
  "status",
  "references",
  "weaknesses",
  "firstSeen",
  "lastSeen",
  "target",
  "digest",
  "package",
  "packageType",
  "version",
  "fixedIn",
  "packageUrl",
  "aliases",
  "score",
  "vector",
] as const;

/** A part of a finding that is mapped. */
export type MappedField = (typeof mappedFields)[number];

/** How the records of a document become findings, as a user says it. */
export interface FindingMapping {
  /** Id of the tool, as aliases and witnesses name it. */
  readonly tool: string;
  /** What the document is called in reports; the tool when left out. */
  readonly name: string | undefined;
  readonly form: "csv" | "json";
  /** Of JSON where the records stand: a pointer with `*` for every index, `/results/*`. */
  readonly records: string;
  readonly kind: Exclude<Finding["kind"], "activity">;
  readonly target: { readonly kind: TargetKind; readonly name: string | undefined };
  readonly fields: Readonly<Partial<Record<MappedField, string>>> & { readonly rule: string };
  /** By the tool's word, in lower case. */
  readonly severity: ReadonlyMap<string, Severity>;
  /** Records with such a word there are things that the tool found nothing wrong with. */
  readonly passed: MappedWords | undefined;
  /** Records with such a word there are findings that somebody accepted. */
  readonly accepted: MappedWords | undefined;
}

/** Some words at a place of a record, in lower case. */
export interface MappedWords {
  readonly field: string;
  readonly values: readonly string[];
}
