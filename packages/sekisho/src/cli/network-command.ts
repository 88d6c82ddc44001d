import { oneRenderingOptions } from "./option-table.ts";

/** Forms that `sekisho network` prints. */
const networkFormats = ["table", "json", "dot", "mermaid"] as const;

/** Manifests, or `generate` and the flows. */
export const networkOperand = {
  placeholder: "TARGET",
  completes: "file",
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "Manifests: files, directories with manifests, charts and overlays, packaged charts, or - for standard input. Default: the working directory. Or generate FLOWS and manifests: writes policies that allow these flows alone (of Cilium Hubble, Istio's access log, or { from, to, port, protocol }, as JSON).",
    ja: "マニフェストのファイル、ディレクトリ（チャートとオーバーレイを含む）、パッケージ化したチャート、または標準入力（-）。既定は作業ディレクトリです。generate FLOWS に続けてマニフェストを指定すると、通信の一覧（Cilium Hubble、Istio のアクセスログ、{ from, to, port, protocol } の JSON）だけを許可するポリシーを生成します。",
  },
} as const;

/** Options of `sekisho network`. */
export const networkOptions = [
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: networkFormats, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "table, json, dot or mermaid; with --diff and --explain table or json. =FILE writes it to a file. Default: table.",
      ja: "table、json、dot、mermaid から選びます（--diff と --explain では table か json）。=FILE を付けるとファイルに書き込みます。既定は table です。",
    },
  },
  {
    name: "diff",
    value: { placeholder: "OLD", completes: "file" },
    summary: {
      en: "Earlier manifests: shows which connections are added, removed or changed.",
      ja: "比較する以前のマニフェスト。追加、削除、変更された接続を表示します。",
    },
  },
  {
    name: "explain",
    value: { placeholder: "A", completes: "nothing" },
    summary: {
      en: "Says which policies and rules decide on connections from A to B, the next operand: workloads (shop/web) or addresses (10.0.0.1).",
      ja: "A から B（次のオペランド）への接続について、判定したポリシーとルールを示します。A と B にはワークロード（shop/web）またはアドレス（10.0.0.1）を指定します。",
    },
  },
  {
    name: "exclude",
    value: { placeholder: "PATTERN", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Paths to leave out of directories; patterns as in .gitignore.",
      ja: "ディレクトリから除外するパス。.gitignore と同じ形式のパターンで指定します。",
    },
  },
  ...oneRenderingOptions,
  {
    name: "quiet",
    short: "q",
    summary: { en: "No progress, no warnings.", ja: "進捗と警告を表示しません。" },
  },
] as const;

/** Calls worth showing. */
export const networkExamples = [
  {
    call: "sekisho network manifests/",
    summary: { en: "Lists who may connect to whom.", ja: "許可されている接続を一覧表示します。" },
  },
  {
    call: "sekisho network manifests/ --explain shop/web shop/db",
    summary: {
      en: "Which rules decide on connections from web to db.",
      ja: "web から db への接続を判定したルールを表示します。",
    },
  },
  {
    call: "sekisho network new/ --diff old/ --format json",
    summary: { en: "What a change opens and closes.", ja: "変更によって増減する接続を表示します。" },
  },
  {
    call: "sekisho network generate flows.json manifests/ > policies.yaml",
    summary: {
      en: "Writes policies for the flows that were seen, and proves them.",
      ja: "観測した通信だけを許可するポリシーを生成し、検証します。",
    },
  },
] as const;
