import * as z from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { placeInTree } from "../parts/file-place.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { describeContainer, objectSubject } from "../parts/object-subject.ts";
import { optionalNumber, optionalNumberOrText, optionalText } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toWeaknesses } from "../parts/to-weaknesses.ts";

/** Reads what KICS says of files that describe infrastructure. */
export const kics = defineImporter({
  id: "kics",
  name: "KICS",
  reads: ["KICS JSON (--report-formats json), 1.3 and later"],
  mapped: {
    en: "One finding for each file of a query: id, name, severity, platform, lines, expected and actual value, resource, CWE, address of the documentation. Resources of a bill of materials are left out. Not mapped: categories, counters, similarity ids.",
    ja: "クエリの該当ファイルごとに検出 1 件とし、ID、名前、深刻度、プラットフォーム、行、期待値と実際の値、リソース、CWE、ドキュメントの参照先を取り込みます。部品表（bill_of_materials）のリソースは取り込みません。カテゴリー、集計値、similarity_id も取り込みません。",
  },
  variants: [
    {
      name: "KICS JSON",
      form: "json",
      signs: [
        { at: "/queries_total", is: "number" },
        { at: "/queries_failed_to_execute", is: "number" },
        { at: "/files_scanned", is: "number" },
      ],
      header: ["/kics_version", "/start", "/end", "/files_failed_to_scan"],
      records: [["/queries/*", "/bill_of_materials/*"]],
      begin,
    },
  ],
});

const head = z.object({ kics_version: optionalText, end: optionalText, files_failed_to_scan: optionalNumber });

/** Sources: Checkmarx/kics, pkg/model/summary.go; documentation of results. */
const query = z.object({
  query_name: optionalText,
  query_id: z.string(),
  query_url: optionalText,
  severity: optionalText,
  platform: optionalText,
  description: optionalText,
  cwe: optionalNumberOrText,
  files: z.array(
    z.object({
      file_name: z.string(),
      line: optionalNumber,
      resource_type: optionalText,
      resource_name: optionalText,
      issue_type: optionalText,
      search_key: optionalText,
      expected_value: optionalText,
      actual_value: optionalText,
    }),
  ),
});

type Query = z.infer<typeof query>;
type QueryFile = Query["files"][number];

function begin(header: unknown, context: ImportContext): Conversion {
  const told = context.read(head, header ?? {}, "");
  const failed = told?.files_failed_to_scan ?? 0;
  if (failed > 0) context.tell(notScanned("KICS", `${failed} files`, "/files_failed_to_scan"));
  return {
    target: { kind: "directory", name: context.targetName },
    ...present({ toolVersion: told?.kics_version?.replace(/^v/, ""), scannedAt: toTime(told?.end) }),
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pattern, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(query, value, pointer);
  if (read === undefined) return [];
  if (pattern === "/bill_of_materials/*") {
    return read.files.map((_, index) =>
      leftOut("bill-of-materials", `${pointer}/files/${index}`, {
        en: "A resource in use is no finding.",
        ja: "使用中のリソースの記載であり、検出ではありません。",
      }),
    );
  }
  return read.files.map((file) => toFinding(read, file, context.targetName));
}

function toFinding(read: Query, file: QueryFile, targetName: string): Outcome {
  const { query_id: rule, query_name: title, severity } = read;
  const { line, expected_value: expected, actual_value: actual } = file;
  const path = file.file_name.startsWith("./") ? file.file_name.slice(2) : file.file_name;
  return misconfigurationOutcome({
    rule,
    rating: severity,
    // What is only traced has no weight.
    ...(severity === "TRACE" ? { severity: "info" } : {}),
    title,
    message: [read.description, actual].filter((text) => typeof text === "string" && text !== "").join(" "),
    remediation: expected,
    ...subjectOf(read, { ...file, file_name: path }, targetName),
    evidence: [evidenceAt(path, { startLine: typeof line === "number" && line > 0 ? line : undefined })],
    status: file.issue_type,
    references: [read.query_url],
    weaknesses: toWeaknesses([read.cwe]),
  });
}

/** Resources of manifests are objects; of other files what KICS looked for tells several problems of one file apart. */
function subjectOf(
  { platform, query_id: rule }: Query,
  { file_name: path, resource_type: kind, resource_name: name, search_key: key }: QueryFile,
  targetName: string,
): Pick<Parameters<typeof misconfigurationOutcome>[0], "subject" | "target"> {
  const tree = { kind: "directory", name: targetName } as const;
  if (platform === "Dockerfile") return { target: { kind: "dockerfile", name: path }, subject: "" };
  if (platform === "Kubernetes") {
    const object = objectSubject({ kind, name: name ?? /metadata\.name=\{\{([^{}]{1,253})\}\}/.exec(key ?? "")?.[1] });
    const container = /\b(initContainers|containers)\.name=\{\{([^{}]{1,253})\}\}/.exec(key ?? "");
    const role = container?.[1] === "initContainers" ? "init" : "main";
    const inside = container?.[2] === undefined ? "" : `/${describeContainer({ name: container[2], role })}`;
    return { target: { kind: "manifest", name: path }, subject: `${object}${object === "" ? "" : inside}` };
  }
  const { subject, target } = placeInTree({ path, tool: "kics", rule, tree });
  const resource = (key ?? "").slice(0, maxKey);
  return { subject: [subject, resource].filter((part) => part !== "").join("/"), ...present({ target }) };
}

const maxKey = 1000;
