import * as z from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { placeInTree } from "../parts/file-place.ts";
import { findKindOfResource } from "../parts/kind-of-resource.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";

const lists = ["violations", "skipped_violations", "passed_rules", "vulnerabilities", "scan_errors"] as const;
const records = lists.map((list) => `/results/${list}/*`);

/** Reads what Terrascan says of files that describe infrastructure. */
export const terrascan = defineImporter({
  id: "terrascan",
  name: "Terrascan",
  reads: ["Terrascan JSON and YAML (-o json, -o yaml), 1.0 and later"],
  mapped: {
    en: "Violations: rule id and name, severity, text, resource, file, line. Skipped ones are exceptions with their comment, passed rules count as passed. Errors of directories and files and vulnerabilities of images are left out and told. Not mapped: categories, modules, counters.",
    ja: "違反のルール ID と名前、深刻度、説明、リソース、ファイル、行を取り込みます。スキップされた違反はコメントを理由とする例外とし、合格したルールは問題なしとして数えます。読み取りエラーとイメージの脆弱性は取り込まず、診断として報告します。カテゴリー、モジュール、集計値は取り込みません。",
  },
  variants: [
    {
      name: "Terrascan JSON",
      form: "json",
      signs: [
        { at: "/results/violations" },
        { at: "/results/scan_summary", is: "object" },
        { at: "/results/scan_summary/policies_validated", is: "number" },
      ],
      header: ["/results/scan_summary"],
      records: [records],
      begin,
    },
    {
      name: "Terrascan JSON, before 1.4",
      form: "json",
      signs: [
        { at: "/results/violations/*/rule_id", is: "text" },
        { at: "/results/violations/*/resource_type", is: "text" },
        { at: "/results/count", is: "object" },
      ],
      header: [],
      records: [records],
      begin,
    },
  ],
});

const head = z.object({
  results: z.nullish(z.object({ scan_summary: z.nullish(z.object({ scanned_at: optionalText })) })),
});

/** Source: tenable/terrascan, pkg/results/types.go. */
const violation = z.object({
  rule_name: optionalText,
  description: optionalText,
  rule_id: z.string(),
  severity: optionalText,
  skip_comment: optionalText,
  resource_name: optionalText,
  resource_type: optionalText,
  file: optionalText,
  line: optionalNumber,
});

type Violation = z.infer<typeof violation>;

function begin(header: unknown, context: ImportContext): Conversion {
  const summary = context.read(head, header ?? {}, "")?.results?.scan_summary;
  return {
    target: { kind: "directory", name: context.targetName },
    ...present({ scannedAt: toTime(summary?.scanned_at) }),
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pattern, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  if (pattern === "/results/scan_errors/*") {
    const message = { en: "The tool could not read the file.", ja: "ツールがこのファイルを解析できませんでした。" };
    return [leftOut("unparsed", pointer, message)];
  }
  if (pattern === "/results/vulnerabilities/*") {
    const en = "Vulnerabilities of images are not read: import the report of the scanner behind them.";
    const ja = "イメージの脆弱性は取り込みません。検出元のスキャナーのレポートを取り込んでください。";
    return [leftOut("vulnerability", pointer, { en, ja })];
  }
  const read = context.read(violation, value, pointer);
  if (read === undefined) return [];
  if (pattern === "/results/passed_rules/*") return [{ kind: "passed", rule: read.rule_id }];
  return [toFinding(read, { isSkipped: pattern === "/results/skipped_violations/*", targetName: context.targetName })];
}

function toFinding(
  read: Violation,
  { isSkipped, targetName }: { readonly isSkipped: boolean; readonly targetName: string },
): Outcome {
  const { rule_id: rule, rule_name: title, line, skip_comment: comment } = read;
  const path = read.file ?? "";
  const hasComment = typeof comment === "string" && comment !== "";
  return misconfigurationOutcome({
    rule,
    aliases: typeof title === "string" && title !== "" && title !== rule ? [`terrascan:${title}`] : [],
    rating: read.severity,
    title: read.description ?? title,
    message: read.description,
    ...placeOf(read, path, targetName),
    evidence:
      path === "" ? [] : [evidenceAt(path, { startLine: typeof line === "number" && line > 0 ? line : undefined })],
    exception: isSkipped ? { reason: hasComment ? comment : "skipped" } : undefined,
  });
}

function placeOf(
  { resource_type: type, resource_name: name, rule_id: rule }: Violation,
  path: string,
  targetName: string,
): Pick<Parameters<typeof misconfigurationOutcome>[0], "subject" | "target"> {
  const resource = type ?? "";
  if (resource.startsWith("docker_")) return { target: { kind: "dockerfile", name: path }, subject: "" };
  if (resource.startsWith("kubernetes_") && /\.(?:ya?ml|json)$/i.test(path)) {
    const singular = resource.slice("kubernetes_".length).replaceAll("_", "");
    const kind = findKindOfResource(`${singular}s`) ?? findKindOfResource(`${singular}es`) ?? singular;
    return { target: { kind: "manifest", name: path }, subject: objectSubject({ kind, name }) };
  }
  const tree = { kind: "directory", name: targetName } as const;
  const { subject, target } = placeInTree({ path, tool: "terrascan", rule, tree });
  const described = [resource, name ?? ""].filter((part) => part !== "").join(".");
  return { subject: [subject, described].filter((part) => part !== "").join("/"), ...present({ target }) };
}
