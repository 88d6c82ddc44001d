import type { ZodMiniType } from "zod/mini";
import type { XmlElement } from "../formats/xml/parse-xml.ts";
import type { Activity } from "../model/activity.ts";
import type { AcceptedException, Finding } from "../model/finding.ts";
import type { Evidence } from "../model/location.ts";
import type { ListedPackage, Target } from "../model/report.ts";
import type { Severity } from "../model/severity.ts";
import type { Text } from "../model/text.ts";
import type { GivenSeverity, Vulnerability } from "../model/vulnerability.ts";

/**
 * How a document is cut: `json` also stands for JSON Lines (a list with a line for each element) and YAML; `csv` is a list
 * of objects named by the header line; `lines` is a list of texts.
 */
export type DocumentForm = "json" | "xml" | "csv" | "lines";

/**
 * One thing that has to stand in the first 64 KiB of a document.
 *
 * Places are JSON pointers with `*` for every index of a list: `/runs/*`. In XML they are names of elements joined by
 * slashes, an attribute behind `@`: `/testsuites/@name`. A row of CSV is `/*` and its columns lie below; a line of a
 * text of lines is `/*`.
 */
export interface Sign {
  readonly at: string;
  /** What stands there is of this type; anything when left out. */
  readonly is?: "object" | "list" | "text" | "number" | "boolean";
  /** What stands there is one of these texts. */
  readonly equals?: string | readonly string[];
  /** What stands there matches; bounded, since the text is foreign. */
  readonly matches?: RegExp;
  /** All texts that were seen there match; bounded as well. */
  readonly allMatch?: RegExp;
  /** A place below it is called so, from here on: for objects whose keys are names of their own. Bounded as well. */
  readonly below?: RegExp;
  /** Nothing stands there: tells formats apart that share the other signs. */
  readonly isAbsent?: true;
}

/** One shape that reports of a tool have had. */
export interface DocumentVariant {
  /** As a message names it: `Trivy JSON, schema 2`. */
  readonly name: string;
  readonly form: DocumentForm;
  /** All of them hold, or the document is something else. The variant with most signs wins. */
  readonly signs: readonly [Sign, ...Sign[]];
  /**
   * Places of what is known before the first record: small things, kept in memory. Patterns as in {@link Sign}. Of JSON
   * the conversion gets the document with nothing else in it; of XML a map of elements by pattern.
   */
  readonly header: readonly string[];
  /**
   * Places of the values that are handed over one by one: patterns that are read together. Each further list is read
   * after the one before, from the start of the document again: what other records refer to comes first.
   */
  readonly records: readonly (readonly string[])[];
  /** Starts to convert one document. */
  begin(header: unknown, context: ImportContext): Conversion;
}

/** Everything known about the reports of one tool. */
export interface Importer {
  /** The folder's name, and the tool's in aliases: `hadolint`. */
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** Documents and versions, for the reference: `hadolint JSON, 1.18 and later`. */
  readonly reads: readonly string[];
  /** What becomes of which field, for the reference; what is not mapped is said, too. */
  readonly mapped: Text;
  readonly variants: readonly [DocumentVariant, ...DocumentVariant[]];
}

/** Says of an importer that it is one. */
export function defineImporter(importer: Importer): Importer {
  return importer;
}

/** What a conversion may ask and tell. */
export interface ImportContext {
  /** The document, as the user names it. */
  readonly documentName: string;
  /** The name of the target where the document has none: from `--target`, else the document's own name. */
  readonly targetName: string;
  /**
   * Reads a value by a schema. What is wrong in an optional part is left out and told as a diagnostic; with a required
   * part missing or wrong the value as a whole is told, and `undefined` is the answer.
   */
  read<Schema extends ZodMiniType>(
    schema: Schema,
    value: unknown,
    pointer: string,
  ): Schema["_zod"]["output"] | undefined;
  /** Tells of something in the document that a reader of the result has to know. */
  tell(note: ImportNote): void;
}

/** A diagnostic about a place in the document. */
export interface ImportNote {
  /** Stable, behind `import/`: `no-place`, `cut`. */
  readonly code: string;
  readonly level: "error" | "warning" | "info";
  readonly message: Text;
  readonly pointer: string;
}

/** A value that was cut out of a document. */
export interface ImportedRecord {
  /** JSON of the record; an `XmlElement` in XML, a text in lines, an object of texts in CSV. */
  readonly value: unknown;
  /** The pattern of the variant that it stands at. */
  readonly pattern: string;
  /** JSON pointer; in XML the path and line. */
  readonly pointer: string;
  /** The numbers in place of the pattern's `*`: the way to the holders in the header. */
  readonly indices: readonly number[];
  /** Line on which it starts, from 1; known in XML, CSV, JSON Lines and lines. */
  readonly line?: number;
  /** In XML the start tags of the elements around it, the outermost first. */
  readonly holders?: readonly XmlElement[];
}

/** Converts the records of one document, in the order of the document. */
export interface Conversion {
  /** What findings are about that name no target themselves. */
  readonly target: ImportedTarget;
  /** Who wrote the document, where its form is one that many tools write; the importer's tool when left out. */
  readonly tool?: string;
  readonly toolVersion?: string;
  /** When the tool looked, RFC 3339. */
  readonly scannedAt?: string;
  convert(record: ImportedRecord): Iterable<Outcome>;
  /** What can be said when everything was read only. */
  finish?(): Iterable<Outcome>;
}

/** What a report is about. */
export type ImportedTarget = Pick<Target, "kind" | "name" | "digest" | "distribution">;

/**
 * What became of one thing that the tool said: a finding; a package that it lists; `passed`, the tool looked and found
 * nothing wrong; `left-out`, it has no place in our reports, which is told. Every thing becomes one of them: nothing is
 * dropped silently.
 */
export type Outcome =
  | { readonly kind: "finding"; readonly finding: ImportedFinding }
  | {
      readonly kind: "package";
      readonly package: ListedPackage;
      /** What it is a package of; that of the conversion when left out. */
      readonly target?: ImportedTarget;
    }
  | { readonly kind: "passed"; readonly rule?: string }
  | { readonly kind: "left-out"; readonly note: ImportNote };

/** The tool behind a finding in a document of an exchange format. */
export interface ImportedTool {
  /** As aliases write it: `trivy`. */
  readonly id: string;
  readonly version?: string;
}

/** A finding as the tool tells it. */
export interface ImportedFinding {
  readonly kind: Finding["kind"];
  /** That of the conversion when left out. */
  readonly target?: ImportedTarget;
  /** Who says it, where a document hands over what several tools say: the importer's tool when left out. */
  readonly tool?: ImportedTool;
  /** The rule as the tool names it; of a known flaw its id in the report. */
  readonly rule: string;
  /**
   * The same question by other names, `tool:ID`: for tools that hand over what others say. A name without a tool is the id
   * of a check of ours, where the tool asks what several of them ask and the entry says which it is.
   */
  readonly aliases?: readonly string[];
  readonly severity: Severity | "unknown";
  /** The severity in the tool's own word. */
  readonly rating?: string;
  readonly title: string;
  readonly message: string;
  readonly remediation?: string;
  /**
   * What it is about, written as our checks write it: `objectSubject` for objects of Kubernetes, the package URL without
   * version for packages (made from `vulnerability` when left out), the path for files; empty for the target itself.
   * Never a text that is reworded, a line, a date. What is several times in one document about one subject is numbered
   * in the order of places.
   */
  readonly subject: string;
  /** Where; the target itself when empty. */
  readonly evidence: readonly Evidence[];
  /** The tool's users decided that it stays. */
  readonly exception?: AcceptedException;
  readonly vulnerability?: ImportedVulnerability;
  /** What happened, of findings of kind `activity`. */
  readonly activity?: Activity;
  readonly status?: string;
  readonly references?: readonly string[];
  readonly weaknesses?: readonly string[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** A known flaw in a package as the tool tells it. */
export interface ImportedVulnerability {
  /** Id that the tool gives it. */
  readonly id: string;
  /** Its other ids. */
  readonly aliases: readonly string[];
  /** Package URL; of a package of no known kind `pkg:generic/NAME@VERSION`. */
  readonly package: string;
  readonly name: string;
  readonly installed: string;
  readonly fixedIn?: string;
  /** As far as the tool says it. */
  readonly status?: Vulnerability["status"];
  readonly severities: readonly GivenSeverity[];
  /** Base score of CVSS that the tool itself counts with. */
  readonly score?: number;
  readonly knownExploited?: Vulnerability["knownExploited"];
  readonly epss?: Vulnerability["epss"];
}
