import { severities } from "../model/severity.ts";
import { sbomFormats } from "../scan/sbom-formats.ts";

const formatNames = ["table", "json", "sarif", "junit", "html", "markdown", ...sbomFormats] as const;

/** The documents of other tools. */
export const importOperand = {
  placeholder: "FILE",
  completes: "file",
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "Reports of other tools, or - for standard input; several about one target become one report.",
    ja: "他のツールのレポート、または標準入力（-）。同じ対象のレポートは 1 つにまとめます。",
  },
} as const;

/** Options of `sekisho import`. */
export const importOptions = [
  {
    name: "from",
    value: { placeholder: "TOOL", completes: "nothing" },
    summary: {
      en: "The tool that wrote the files. Default: found out from their content.",
      ja: "ファイルを作成したツール。既定では内容から判別します。",
    },
  },
  {
    name: "mapping",
    value: { placeholder: "FILE", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "A YAML file that says how records of CSV or JSON become findings.",
      ja: "CSV や JSON のレコードを検出事項に対応付ける YAML ファイル。",
    },
  },
  {
    name: "target",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "What was looked at, where the files do not say it: an image, a cluster.",
      ja: "ファイルに記載がない場合の対象の名前（イメージやクラスターなど）。",
    },
  },
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: formatNames, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "Format: table, json, sarif, junit, html or markdown; of listed packages cyclonedx, cyclonedx-xml, spdx, spdx-3 or spdx-tag-value. =FILE writes it to a file. Default: table.",
      ja: "出力の形式。table、json、sarif、junit、html、markdown から選びます。パッケージの一覧は cyclonedx、cyclonedx-xml、spdx、spdx-3、spdx-tag-value でも出力できます。=FILE を付けるとファイルに書き込みます。既定は table です。",
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
  {
    name: "verbose",
    short: "v",
    summary: { en: "Shows reasons, remediation and controls.", ja: "理由、対処方法、管理策を表示します。" },
  },
] as const;

/** How `sekisho import` is called. */
export const importExamples = [
  {
    call: "sekisho import trivy.json grype.json",
    summary: {
      en: "One report of two tools; what both say is one finding.",
      ja: "2 つのツールのレポートをまとめ、両方が示す問題を 1 つの検出事項にします。",
    },
  },
  {
    call: "sekisho import bom.json --format spdx=bom.spdx.json --format json=report.json",
    summary: {
      en: "Keeps the packages of an SBOM as SPDX, and its flaws with them in a report.",
      ja: "SBOM のパッケージを SPDX に、脆弱性とともにレポートに残します。",
    },
  },
  {
    call: "sekisho import --target production kube-bench.json --format json=report.json",
    summary: { en: "Names the cluster that was looked at.", ja: "検査したクラスターの名前を指定します。" },
  },
] as const;
