import type { Severity } from "../model/severity.ts";
import type { SourceText } from "../model/source-text.ts";
import type { Language, Text } from "../model/text.ts";

/** What an exporter may say about a rule beyond the finding itself. */
export interface RuleDescription {
  readonly title: Text;
  readonly why: Text;
  readonly remediation: Text;
  readonly severity: Severity;
  /** The same question in other tools, `tool:ID`. */
  readonly aliases: readonly string[];
  /** The documents that ask the question. */
  readonly sources: readonly string[];
  /** Absolute address of the reference page. */
  readonly helpUri?: string;
}

/** Commands that a report offers for copying, quoted for a shell by whoever made them. */
export interface OfferedCommands {
  /** Applies the safe fixes. */
  readonly repair?: string;
  /** Shows the fixes that need a choice. */
  readonly propose?: string;
}

/** The same report in another language. */
export interface Edition {
  readonly language: Language;
  /** Relative address of the file. */
  readonly href: string;
}

/** Everything an exporter knows besides the document. Exporters read no clock, no file and no terminal. */
export interface ExportContext {
  /** Language of the words around the findings; the findings' own texts are in it already. */
  readonly language: Language;
  /** Every rule a finding can name, by id. A finding of an unknown rule is shown with its own texts. */
  readonly rules: ReadonlyMap<string, RuleDescription>;
  /** Gives the text of a scanned file; `undefined` when it cannot be had any more. */
  readonly sourceOf: (path: string) => SourceText | undefined;
  /** Width of the terminal; at least 40 columns are used. */
  readonly columns: number;
  readonly hasColour: boolean;
  readonly hasUnicode: boolean;
  /** Adds reasons, remediation and accepted findings. */
  readonly isVerbose: boolean;
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly elapsedMs: number;
  readonly commands: OfferedCommands;
  /** Who makes the statements of VEX documents. */
  readonly author?: string;
  /** The other languages in which this report is written, for the switch of the HTML report. */
  readonly editions?: readonly Edition[];
  /** Absolute address of the product's home page. */
  readonly informationUri?: string;
}
