import * as z from "zod/mini";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { toTime } from "../parts/to-time.ts";

/** Reads secrets that gitleaks has found. */
export const gitleaks = defineImporter({
  id: "gitleaks",
  name: "gitleaks",
  reads: ["gitleaks JSON, 8 and later", "gitleaks JSON, 7"],
  mapped: {
    en: "Rule, description, file, lines and column, commit, date, link, tags. Match, secret, offending line, author and entropy are not taken over. SARIF of gitleaks is read as SARIF.",
    ja: "ルール、説明、ファイル、行と列、コミット、日付、リンク、タグを取り込みます。一致箇所、シークレット、該当行、作成者、エントロピーは取り込みません。gitleaks の SARIF は SARIF として読み取ります。",
  },
  variants: [
    variant("gitleaks JSON, 8", [
      { at: "/*/RuleID", is: "text" },
      { at: "/*/StartLine", is: "number" },
      { at: "/*/File", is: "text" },
    ]),
    variant("gitleaks JSON, 7", [
      { at: "/*/rule", is: "text" },
      { at: "/*/offender", is: "text" },
      { at: "/*/file", is: "text" },
      { at: "/*/lineNumber", is: "number" },
    ]),
  ],
});

function variant(name: string, signs: DocumentVariant["signs"]): DocumentVariant {
  return {
    name,
    form: "json",
    signs,
    header: [],
    records: [["/*"]],
    begin: (_, context) => ({
      target: { kind: "directory", name: context.targetName },
      convert: (record) => (name.endsWith("7") ? convertOld(record, context) : convert(record, context)),
    }),
  };
}

/** Source: gitleaks 8, `report.Finding`. */
const leak = z.object({
  RuleID: z.string(),
  Description: optionalText,
  StartLine: optionalNumber,
  EndLine: optionalNumber,
  StartColumn: optionalNumber,
  File: optionalText,
  SymlinkFile: optionalText,
  Commit: optionalText,
  Date: optionalText,
  Link: optionalText,
});

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(leak, value, pointer);
  if (read === undefined) return [];
  return [
    secretOutcome({
      rule: read.RuleID,
      severity: "high",
      title: read.Description,
      message: messageOf(read.Description ?? read.RuleID, read.Commit),
      path: read.File ?? read.SymlinkFile ?? "",
      startLine: read.StartLine,
      endLine: read.EndLine,
      startColumn: read.StartColumn,
      references: [read.Link ?? ""],
      firstSeen: toTime(read.Date),
    }),
  ];
}

/** Source: gitleaks 7, `scan.Leak`: rules have names alone. */
const oldLeak = z.object({
  rule: z.string(),
  file: optionalText,
  lineNumber: optionalNumber,
  commit: optionalText,
  date: optionalText,
  leakURL: optionalText,
});

function convertOld({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(oldLeak, value, pointer);
  if (read === undefined) return [];
  return [
    secretOutcome({
      rule: read.rule,
      severity: "high",
      message: messageOf(read.rule, read.commit),
      path: read.file ?? "",
      startLine: read.lineNumber,
      references: [read.leakURL ?? ""],
      firstSeen: toTime(read.date),
    }),
  ];
}

function messageOf(text: string, commit: string | null | undefined): string {
  return commit === undefined || commit === null || commit === "" ? text : `${text} (commit ${commit.slice(0, 64)})`;
}
