import * as z from "zod/mini";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** Reads what tfsec says of Terraform. */
export const tfsec = defineImporter({
  id: "tfsec",
  name: "tfsec",
  reads: ["tfsec JSON (--format json), 0.40 and later"],
  mapped: {
    en: "Results that failed: id, long id as a further name, severity, texts, file, lines, resource, links. Passed results count as passed; ignored ones are exceptions. A document without results says nothing of where it comes from: name the tool with --from then.",
    ja: "失敗した結果の ID、別名（long_id）、深刻度、説明、ファイル、行、リソース、参照先を取り込みます。合格した結果は問題なしとして数え、無視された結果は例外とします。結果が 1 件もない文書からはツールを判別できないため、--from で指定してください。",
  },
  variants: [
    {
      name: "tfsec JSON",
      form: "json",
      signs: [
        { at: "/results/*/rule_id", is: "text" },
        { at: "/results/*/rule_provider", is: "text" },
        { at: "/results/*/location/filename", is: "text" },
      ],
      header: [],
      records: [["/results/*"]],
      begin: (_, context) => ({
        target: { kind: "directory", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

/** Source: aquasecurity/tfsec, internal/pkg/formatter; aquasecurity/defsec, pkg/scan/flat.go. */
const result = z.object({
  rule_id: z.string(),
  long_id: optionalText,
  rule_description: optionalText,
  impact: optionalText,
  resolution: optionalText,
  link: optionalText,
  links: optionalTexts,
  description: optionalText,
  severity: optionalText,
  status: z.nullish(z.union([z.number(), z.string()])),
  resource: optionalText,
  location: z.nullish(z.object({ filename: optionalText, start_line: optionalNumber, end_line: optionalNumber })),
});

/** What a result ends with: a number since 0.59, a word before. */
const passed: ReadonlySet<number | string> = new Set([1, "passed"]);
const ignored: ReadonlySet<number | string> = new Set([2, "ignored"]);

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(result, value, pointer);
  if (read === undefined) return [];
  const { rule_id: rule, long_id: longId, location, resource, description, impact } = read;
  const status = read.status ?? 0;
  if (passed.has(status)) return [{ kind: "passed", rule }];
  const path = location?.filename ?? "";
  const { start_line: startLine, end_line: endLine } = location ?? {};
  return [
    misconfigurationOutcome({
      rule,
      aliases: typeof longId === "string" && longId !== "" && longId !== rule ? [`tfsec:${longId}`] : [],
      rating: read.severity,
      title: read.rule_description,
      message: [description, impact].filter((text) => typeof text === "string" && text !== "").join(" "),
      remediation: read.resolution,
      subject: [fileSubject(path), resource ?? ""].filter((part) => part !== "").join("/"),
      evidence: path === "" ? [] : [evidenceAt(path, { startLine, endLine })],
      exception: ignored.has(status) ? { reason: "ignored" } : undefined,
      references: [...(read.links ?? []), read.link],
    }),
  ];
}
