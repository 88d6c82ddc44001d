import type { ImportedFinding, ImportedTool } from "../../importers/define.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { CheckDescription } from "../../model/check.ts";
import type { RuleReference } from "../../model/finding.ts";
import type { TargetKind } from "../../model/report.ts";
import { createSubjectReader } from "../../semantics/package-url/package-subject.ts";
import { flawOf } from "./flaw-aliases.ts";
import type { RuleIndex } from "./rule-index.ts";

/** Marks the keys of known flaws: all entries of one of them are one finding. */
export const flawMark = "flaw\n";

/** What names a finding of another tool here. */
export interface FindingName {
  readonly rule: RuleReference;
  readonly subject: string;
  /** The check of ours that asks the same. */
  readonly check?: CheckDescription;
  /** Of a known flaw the name that stands for all others. */
  readonly flaw?: string;
}

interface NamedRule {
  readonly rule: RuleReference;
  readonly check?: CheckDescription;
}

/** Names findings; each rule of a tool is looked up once. */
export class FindingNames {
  readonly #rules: RuleIndex;
  readonly #controlsOf: (checkId: string) => readonly string[];
  readonly #known = new Map<string, NamedRule>();
  readonly #subjectOf = createSubjectReader();

  constructor(rules: RuleIndex, controlsOf: (checkId: string) => readonly string[]) {
    this.#rules = rules;
    this.#controlsOf = controlsOf;
  }

  /** Gives what findings about one problem have in common; of known flaws it begins with {@link flawMark}. */
  keyOf(told: ImportedFinding, tool: string, target: TargetKind): string {
    const { kind, subject, vulnerability } = told;
    if (vulnerability === undefined) return `${kind}\n${this.#ruleOf(told, tool, target).rule.id}\n${subject}`;
    return `${flawMark}${flawOf(vulnerability)}\n${this.#subjectOf(vulnerability.package)}`;
  }

  /** Gives rule and subject of a finding. */
  nameOf(told: ImportedFinding, tool: string, target: TargetKind): FindingName {
    const { vulnerability } = told;
    if (vulnerability === undefined) return { ...this.#ruleOf(told, tool, target), subject: told.subject };
    const flaw = flawOf(vulnerability);
    const { id, aliases } = vulnerability;
    const names = aliases.length === 0 ? [id] : [...new Set([id, ...aliases])].toSorted();
    return {
      rule: { id: `vulnerability/${flaw}`, aliases: names, controls: [] },
      subject: this.#subjectOf(vulnerability.package),
      flaw,
    };
  }

  #ruleOf({ rule, aliases = [] }: ImportedFinding, tool: string, target: TargetKind): NamedRule {
    const names = [`${tool}:${rule}`, ...aliases];
    const key = `${target}\n${names.join("\n")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const named = this.#lookUp(names, `${tool}/${rule}`, target);
    // What a tool calls its rules is foreign: a document with a million of them is no reason to keep them.
    if (this.#known.size < maxKnownRules) this.#known.set(key, named);
    return named;
  }

  #lookUp(names: readonly string[], ownId: string, target: TargetKind): NamedRule {
    const check = this.#rules.find(names, target);
    const told = names.filter((name) => name.includes(":"));
    if (check === undefined) return { rule: { id: ownId, aliases: [...new Set(told)].toSorted(), controls: [] } };
    const aliases = [...new Set([...check.aliases, ...told])].toSorted();
    return { rule: { id: check.id, aliases, controls: this.#controlsOf(check.id).toSorted() }, check };
  }
}

const maxKnownRules = 20_000;

/** Gives who says a finding: the tool that wrote the document, unless the document hands over what others say. */
export function toolOf({ tool }: ImportedFinding, { importer, toolVersion }: FindingOrigin): ImportedTool {
  return tool ?? { id: importer.id, ...(toolVersion === undefined ? {} : { version: toolVersion }) };
}
