import { severities } from "../model/severity.ts";
import { vexOption } from "./option-table.ts";

/** Forms that a comparison is written in. */
export const comparisonFormats = ["table", "json", "markdown"] as const;

const reportFormatNames = [
  "table",
  "json",
  "sarif",
  "junit",
  "html",
  "markdown",
  "openvex",
  "cyclonedx-vex",
  "csaf-vex",
] as const;

/** The stored SBOMs. */
export const matchOperand = {
  placeholder: "SBOM",
  completes: "file",
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "Stored SBOMs (CycloneDX, SPDX, Syft, Trivy), or - for standard input.",
    ja: "保存済みの SBOM（CycloneDX、SPDX、Syft、Trivy）、または標準入力（-）。",
  },
} as const;

/** Options of `sekisho match`. */
export const matchOptions = [
  {
    name: "against",
    value: { placeholder: "OLD", completes: "file" },
    summary: {
      en: "An earlier report (json) or SBOM: shows what is new, fixed and changed since, and --fail-on looks at what is new only.",
      ja: "比較する以前のレポート（json）または SBOM。新規、修正済み、変更を表示し、--fail-on は新たに該当したものだけを対象にします。",
    },
  },
  {
    name: "against-database",
    value: { placeholder: "FOLDER", completes: "file" },
    summary: {
      en: "An earlier advisory database: shows what the advisories of the meantime change.",
      ja: "比較する以前のアドバイザリデータベース。その後のアドバイザリによる変化を表示します。",
    },
  },
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: reportFormatNames, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "Format of the report: table, json, sarif, junit, html, markdown, openvex, cyclonedx-vex or csaf-vex; of a comparison table, json or markdown. =FILE writes it to a file. Default: table.",
      ja: "レポートの形式。table、json、sarif、junit、html、markdown、openvex、cyclonedx-vex、csaf-vex から選びます。比較では table、json、markdown を選べます。=FILE を付けるとファイルに書き込みます。既定は table です。",
    },
  },
  {
    name: "fail-on",
    value: { placeholder: "SEVERITY", completes: "nothing", words: severities },
    summary: {
      en: "Exit code 1 when a finding is at least this severe. Default: never.",
      ja: "この深刻度以上の検出事項があるとき、終了コードを 1 にします。既定では 1 にしません。",
    },
  },
  vexOption,
  {
    name: "config",
    short: "c",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Configuration file with exceptions. Default: .sekisho.yaml, here or in a directory above.",
      ja: "例外を記載した設定ファイル。既定では、現在または上位のディレクトリの .sekisho.yaml です。",
    },
  },
  {
    name: "quiet",
    short: "q",
    summary: { en: "No progress, no warnings.", ja: "進捗と警告を表示しません。" },
  },
  {
    name: "verbose",
    short: "v",
    summary: {
      en: "Shows remediation and accepted findings too.",
      ja: "対処方法と受容した検出事項も表示します。",
    },
  },
] as const;

/** Calls worth showing. */
export const matchExamples = [
  {
    call: "sekisho match sboms/*.json --fail-on high",
    summary: {
      en: "Matches stored SBOMs with today's advisories.",
      ja: "保存済みの SBOM を最新のアドバイザリと照合します。",
    },
  },
  {
    call: "sekisho match bom.json --against yesterday.json --fail-on high",
    summary: {
      en: "What is new since an earlier report; CI stops at new ones only.",
      ja: "以前のレポートとの差分を表示し、新たな検出事項があれば CI を止めます。",
    },
  },
] as const;
