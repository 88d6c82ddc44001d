import { severities } from "../model/severity.ts";

/** What is uploaded. */
export const uploadOperand = {
  placeholder: "REPORT",
  completes: "file",
  minimum: 1,
  maximum: 1,
  summary: {
    en: "A report of --format json, or one of another tool, plain or compressed with gzip or zstd; - is standard input.",
    ja: "--format json で出力したレポート、または他のツールのレポート（gzip または zstd で圧縮可）。- は標準入力です。",
  },
} as const;

/** Options of `sekisho upload`. */
export const uploadOptions = [
  {
    name: "to",
    value: { placeholder: "URL", completes: "nothing" },
    summary: {
      en: "Address of the platform. Default: SEKISHO_PLATFORM_URL. The API key is read from SEKISHO_API_KEY; without one a pipeline signs in with its own token.",
      ja: "プラットフォームのアドレス。既定は SEKISHO_PLATFORM_URL です。API キーは SEKISHO_API_KEY から読み取ります。未設定の場合は、パイプラインのトークンでサインインします。",
    },
  },
  {
    name: "project",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Project of the platform. Default: default.",
      ja: "プラットフォームのプロジェクト。既定は default です。",
    },
  },
  {
    name: "from",
    value: { placeholder: "TOOL", completes: "nothing" },
    summary: {
      en: "The tool that wrote the report. Default: found out from its content.",
      ja: "レポートを作成したツール。既定では内容から判別します。",
    },
  },
  {
    name: "target",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "What was looked at, where the report does not say it: an image, a cluster.",
      ja: "レポートに記載がない場合の対象の名前（イメージやクラスターなど）。",
    },
  },
  {
    name: "scope",
    value: { placeholder: "NAME=VALUE", completes: "nothing", isAssignment: true },
    isRepeatable: true,
    summary: {
      en: "What was looked at, so that what is missing counts as fixed: digest=…, or repository=… and ref=…, or cluster=….",
      ja: "検査した範囲。この範囲で見つからなくなった検出事項を修正済みとします。digest=…、repository=… と ref=…、cluster=… のいずれかを指定します。",
    },
  },
  {
    name: "label",
    value: { placeholder: "NAME=VALUE", completes: "nothing", isAssignment: true },
    isRepeatable: true,
    summary: { en: "A label of the report.", ja: "レポートに付けるラベル。" },
  },
  {
    name: "wait",
    value: { placeholder: "SECONDS", completes: "nothing" },
    summary: {
      en: "How long to wait for the import, at most 600; 0 only sends it. Default: 60.",
      ja: "取り込みの完了を待つ秒数（最大 600）。0 は送信だけを行います。既定は 60 です。",
    },
  },
  {
    name: "fail-on",
    value: { placeholder: "SEVERITY", completes: "nothing", words: severities },
    summary: {
      en: "Exit code 1 when a finding of this severity or worse is left open.",
      ja: "指定した深刻度以上の未対応の検出事項があれば、終了コード 1 で終了します。",
    },
  },
] as const;

/** Calls worth showing. */
export const uploadExamples = [
  {
    call: "sekisho upload trivy.json",
    summary: {
      en: "A report of another tool; what became of it is said.",
      ja: "他のツールのレポートを送信し、取り込みの結果を表示します。",
    },
  },
  {
    call: "sekisho upload report.json --project shop --scope ref=main --fail-on high",
    summary: {
      en: "From a pipeline; it stops where a finding of high severity is open.",
      ja: "パイプラインから送信し、深刻度「高」以上の未対応の検出事項があれば停止します。",
    },
  },
] as const;
