import type { Severity } from "../../model/severity.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Importer,
  type Outcome,
  type Sign,
} from "../define.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toWeaknesses } from "../parts/to-weaknesses.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import type { FindingMapping, MappedField, MappedWords } from "./finding-mapping.ts";

/** Makes an importer of what a user says about the documents of a tool. */
export function createMappedImporter(mapping: FindingMapping): Importer {
  const { tool, name = tool, form, records, fields } = mapping;
  const signs: readonly Sign[] = [...new Set([fields.rule, fields.severity, fields.target, fields.package])].flatMap(
    (field) => (field === undefined ? [] : [{ at: signPlace(mapping, field) }]),
  );
  return defineImporter({
    id: tool,
    name,
    reads: [name],
    mapped: { en: "What the mapping names.", ja: "対応付けファイルに記載した項目を取り込みます。" },
    variants: [
      {
        name,
        form,
        signs: [{ at: signPlace(mapping, fields.rule) }, ...signs.slice(1)],
        header: [],
        records: [[form === "csv" ? "/*" : records]],
        begin: (_, context) => begin(mapping, context),
      },
    ],
  });
}

function signPlace({ form, records }: FindingMapping, field: string): string {
  return form === "csv" ? `/*/${field.replaceAll("~", "~0").replaceAll("/", "~1")}` : records + field;
}

function begin(mapping: FindingMapping, context: ImportContext): Conversion {
  const { kind, name = context.targetName } = mapping.target;
  return {
    target: kind === "image" ? imageTarget({ name }) : { kind, name },
    convert: (record) => convert(record, mapping, context),
  };
}

function convert(record: ImportedRecord, mapping: FindingMapping, context: ImportContext): readonly Outcome[] {
  const told = new MappedRecord(record, mapping);
  const rule = told.text("rule");
  if (rule === undefined) {
    context.tell({
      code: "missing",
      level: "error",
      message: {
        en: `Expected the rule at ${mapping.fields.rule}, got nothing.`,
        ja: `${mapping.fields.rule} にルールを想定しましたが、値がありません。`,
      },
      pointer: record.pointer,
    });
    return [];
  }
  if (told.isOneOf(mapping.passed)) return [{ kind: "passed", rule }];
  return [mapping.kind === "vulnerability" ? flawOf(rule, told) : problemOf(rule, told, mapping)];
}

function problemOf(rule: string, told: MappedRecord, { kind }: FindingMapping): Outcome {
  const outcome = misconfigurationOutcome({
    rule,
    rating: told.text("severity"),
    severity: told.severity,
    title: told.text("title"),
    message: told.text("message"),
    remediation: told.text("remediation"),
    subject: told.text("subject") ?? "",
    target: told.target,
    evidence: told.evidence,
    exception: told.exception,
    status: told.text("status"),
    references: told.texts("references"),
  });
  if (outcome.kind !== "finding") return outcome;
  const { firstSeen, lastSeen, weaknesses } = told;
  return { kind: "finding", finding: { ...outcome.finding, kind, weaknesses, ...times({ firstSeen, lastSeen }) } };
}

function flawOf(id: string, told: MappedRecord): Outcome {
  const name = told.text("package") ?? told.text("subject") ?? "";
  const score = Number(told.text("score") ?? Number.NaN);
  return flawOutcome({
    id,
    aliases: told.texts("aliases"),
    package:
      told.text("packageUrl") ??
      toolPackageUrl({ kinds: [told.text("packageType")], name, version: told.text("version") }),
    name,
    installed: told.text("version"),
    fixedIn: told.text("fixedIn"),
    state: told.text("status"),
    rating: told.text("severity"),
    severity: told.severity,
    title: told.text("title"),
    description: told.text("message"),
    remediation: told.text("remediation"),
    target: told.target,
    evidence: told.evidence,
    exception: told.exception,
    severities: givenSeverities([
      { from: told.tool, vector: told.text("vector"), score: Number.isFinite(score) ? score : undefined },
    ]),
    references: told.texts("references"),
    weaknesses: told.weaknesses,
    firstSeen: told.firstSeen,
    lastSeen: told.lastSeen,
  });
}

/** One record with what the mapping says of it. */
class MappedRecord {
  readonly #value: unknown;
  readonly #mapping: FindingMapping;

  constructor({ value }: ImportedRecord, mapping: FindingMapping) {
    this.#value = value;
    this.#mapping = mapping;
  }

  get tool(): string {
    return this.#mapping.tool;
  }

  get severity(): Severity | "unknown" {
    const word = this.text("severity");
    return this.#mapping.severity.get(word?.trim().toLowerCase() ?? "") ?? severityOfWord(word);
  }

  get target() {
    const name = this.text("target");
    if (name === undefined) return undefined;
    const { kind } = this.#mapping.target;
    return kind === "image" ? imageTarget({ name, digests: [this.text("digest")] }) : { kind, name };
  }

  get evidence() {
    const path = this.text("path");
    if (path === undefined) return [];
    const line = Number(this.text("line") ?? 0);
    return [{ location: { path, ...(Number.isFinite(line) ? { startLine: line } : {}) } }];
  }

  get exception() {
    const { accepted } = this.#mapping;
    return this.isOneOf(accepted) ? { reason: textAt(this.#value, accepted?.field ?? "") ?? "" } : undefined;
  }

  get weaknesses(): readonly string[] {
    return toWeaknesses(this.texts("weaknesses"));
  }

  get firstSeen(): string | undefined {
    return toTime(this.text("firstSeen"));
  }

  get lastSeen(): string | undefined {
    return toTime(this.text("lastSeen"));
  }

  /** Gives a part as a text; `undefined` when it is not mapped, not there, or empty. */
  text(field: MappedField): string | undefined {
    const place = this.#mapping.fields[field];
    return place === undefined ? undefined : textAt(this.#value, place);
  }

  /** Gives a part that is a list, or a text with blanks, commas or semicolons between its elements. */
  texts(field: MappedField): readonly string[] {
    const place = this.#mapping.fields[field];
    const value = place === undefined ? undefined : valueAt(this.#value, place);
    const list = Array.isArray(value) ? value.map(scalarText) : (scalarText(value) ?? "").split(/[\s,;|]/);
    return list.flatMap((text) => (text === undefined || text === "" ? [] : [text]));
  }

  /** Tells whether one of some words stands at their place. */
  isOneOf(words: MappedWords | undefined): boolean {
    if (words === undefined) return false;
    return words.values.includes((textAt(this.#value, words.field) ?? "").trim().toLowerCase());
  }
}

function times(told: { readonly firstSeen: string | undefined; readonly lastSeen: string | undefined }) {
  return {
    ...(told.firstSeen === undefined ? {} : { firstSeen: told.firstSeen }),
    ...(told.lastSeen === undefined ? {} : { lastSeen: told.lastSeen }),
  };
}

function textAt(record: unknown, place: string): string | undefined {
  const text = scalarText(valueAt(record, place));
  return text === undefined || text.trim() === "" ? undefined : text;
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A place that begins with a slash is a JSON pointer, any other a key. */
function valueAt(record: unknown, place: string): unknown {
  const keys = place.startsWith("/")
    ? place
        .slice(1)
        .split("/")
        .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    : [place];
  let found = record;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
