import type { CommandDescription, OperandDescription, OptionDescription } from "./command-description.ts";
import { databaseExamples, databaseOperand, databaseOptions } from "./database-command.ts";
import { detectCommand } from "./detect-command.ts";
import { explainDetails, explainExamples, explainOptions } from "./explain-command.ts";
import { importExamples, importOperand, importOptions } from "./import-command.ts";
import { matchExamples, matchOperand, matchOptions } from "./match-command.ts";
import { networkExamples, networkOperand, networkOptions } from "./network-command.ts";
import {
  chartOptions,
  dockerfileOptions,
  everyTargetOptions,
  fixOptions,
  type formatNames,
  imageOptions,
  sbomOptions,
  scanOptions,
} from "./option-table.ts";
import { policyExamples, policyOperand, policyOptions } from "./policy-command.ts";
import { rbacDetails, rbacExamples, rbacOperand, rbacOptions } from "./rbac-command.ts";
import { rulesDetails, rulesExamples, rulesOperand, rulesOptions } from "./rules-command.ts";
import { serveCommand } from "./serve-command.ts";
import { uploadExamples, uploadOperand, uploadOptions } from "./upload-command.ts";
import { versionsDetails, versionsExamples, versionsOperand } from "./versions-command.ts";

/** A form of a report. */
export type FormatName = (typeof formatNames)[number];

/** Languages of the texts. */
export const languages = ["en", "ja"] as const;

/** Shells that a completion script exists for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** Options of every command. */
export const globalOptions = [
  {
    name: "lang",
    value: { placeholder: "LANGUAGE", completes: "nothing", words: languages },
    summary: { en: "Language of all texts. Default: the locale.", ja: "表示言語。既定ではロケールに従います。" },
  },
  {
    name: "no-color",
    summary: { en: "No colours, as with NO_COLOR=1.", ja: "色を付けません。NO_COLOR=1 と同じです。" },
  },
  {
    name: "help",
    short: "h",
    summary: { en: "Shows the help of the command.", ja: "コマンドのヘルプを表示します。" },
  },
  {
    name: "version",
    short: "V",
    summary: { en: "Shows the version.", ja: "バージョンを表示します。" },
  },
] as const satisfies readonly OptionDescription[];

const targetOperand = {
  placeholder: "TARGET",
  completes: "file",
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "Dockerfiles, directories, or - for standard input. Default: the working directory.",
    ja: "Dockerfile、ディレクトリ、または標準入力（-）。既定は作業ディレクトリです。",
  },
} as const satisfies OperandDescription;

const scanOperand = {
  ...targetOperand,
  summary: {
    en: "Dockerfiles, images, archives, SBOMs, directories, or - for standard input. Default: the working directory.",
    ja: "Dockerfile、イメージ、アーカイブ、SBOM、ディレクトリ、または標準入力（-）。既定は作業ディレクトリです。",
  },
} as const satisfies OperandDescription;

const sbomOperand = {
  placeholder: "TARGET",
  completes: "file",
  minimum: 0,
  maximum: 1,
  summary: {
    en: "An image, archive, root file system, source tree or SBOM. Default: the working directory.",
    ja: "イメージ、アーカイブ、ルートファイルシステム、ソースツリー、SBOM のいずれか。既定は作業ディレクトリです。",
  },
} as const satisfies OperandDescription;

/** What can be done with the cache. */
const cacheActions = ["status", "clear"] as const;

/** Every command with its options: the parser, help, completion scripts and the reference page read this table. */
export const commands = [
  {
    name: "scan",
    summary: {
      en: "Finds what is unsafe in Dockerfiles, images and directories.",
      ja: "Dockerfile、イメージ、ディレクトリの危険な箇所を検出します。",
    },
    operand: scanOperand,
    options: [...scanOptions, ...everyTargetOptions, ...dockerfileOptions, ...chartOptions, ...imageOptions],
    examples: [
      { call: "sekisho scan Dockerfile", summary: { en: "Checks one file.", ja: "1 つのファイルを検査します。" } },
      {
        call: "sekisho scan registry.example.com/shop/web:1.4",
        summary: { en: "Checks an image.", ja: "イメージを検査します。" },
      },
      {
        call: "sekisho scan --fail-on high .",
        summary: {
          en: "Checks a whole repository; CI stops at high.",
          ja: "リポジトリ全体を検査し、深刻度「高」で CI を止めます。",
        },
      },
      {
        call: "sekisho scan --format sarif=report.sarif --format table",
        summary: {
          en: "A file for code scanning, and a table to read.",
          ja: "コードスキャン用のファイルと画面表示を同時に出力します。",
        },
      },
      {
        call: "sekisho scan --framework cis-docker@1.6.0",
        summary: { en: "Shows the result of each control.", ja: "基準の管理策ごとの結果を表示します。" },
      },
    ],
  },
  {
    name: "fix",
    summary: { en: "Repairs what can be repaired safely.", ja: "安全に修正できる箇所を自動修正します。" },
    operand: targetOperand,
    options: [...fixOptions, ...everyTargetOptions, ...dockerfileOptions],
    examples: [
      { call: "sekisho fix Dockerfile", summary: { en: "Shows the diff.", ja: "差分を表示します。" } },
      {
        call: "sekisho fix --propose --from report.json",
        summary: {
          en: "Raises base image and versions as the report of a scan says.",
          ja: "スキャンのレポートに従って、ベースイメージとバージョンを更新します。",
        },
      },
      { call: "sekisho fix --write .", summary: { en: "Repairs a repository.", ja: "リポジトリ全体を修正します。" } },
      {
        call: "sekisho fix --propose --as-patch vendor > patches/kustomization.yaml",
        summary: {
          en: "Repairs manifests of others in an overlay.",
          ja: "他者のマニフェストをオーバーレイ側で修正します。",
        },
      },
    ],
  },
  {
    name: "sbom",
    summary: {
      en: "Lists the packages of an image or a directory.",
      ja: "イメージまたはディレクトリのパッケージ一覧（SBOM）を出力します。",
    },
    operand: sbomOperand,
    options: [...sbomOptions, ...everyTargetOptions, ...imageOptions],
    examples: [
      {
        call: "sekisho sbom image.tar --format cyclonedx=bom.json",
        summary: { en: "Of an archive, as CycloneDX.", ja: "アーカイブから CycloneDX 形式で出力します。" },
      },
    ],
  },
  {
    name: "import",
    summary: {
      en: "Makes reports of ours from reports of other tools.",
      ja: "他のツールのレポートを Sekisho のレポートとして取り込みます。",
    },
    operand: importOperand,
    options: importOptions,
    examples: importExamples,
  },
  {
    name: "match",
    summary: {
      en: "Matches stored SBOMs with the advisories, and says what is new.",
      ja: "保存済みの SBOM をアドバイザリと照合し、以前との差分を示します。",
    },
    operand: matchOperand,
    options: matchOptions,
    examples: matchExamples,
  },
  {
    name: "cache",
    summary: {
      en: "Shows or clears what is kept of images.",
      ja: "イメージのキャッシュの状態を表示、または削除します。",
    },
    operand: {
      placeholder: "ACTION",
      completes: "nothing",
      words: cacheActions,
      minimum: 1,
      maximum: 1,
      summary: { en: "status or clear.", ja: "status または clear。" },
    },
    options: [],
    examples: [
      { call: "sekisho cache status", summary: { en: "Where it is, how large.", ja: "場所と大きさを表示します。" } },
    ],
  },
  {
    name: "explain",
    summary: {
      en: "Says why a check matters, or how a finding of a report came about.",
      ja: "チェック項目の影響とリスク、またはレポートの検出事項の判定根拠を説明します。",
    },
    details: explainDetails,
    operand: {
      placeholder: "RULE|FINDING",
      completes: "rule",
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      summary: {
        en: "Check id, or its name in another tool (hadolint:DL3008, DL3008). With --in: finding id or its beginning, CVE, or another name of a flaw.",
        ja: "チェック項目の ID、またはほかのツールでの名前（hadolint:DL3008、DL3008）。--in を指定した場合は、検出事項の ID またはその先頭部分、CVE、脆弱性の別名。",
      },
    },
    options: explainOptions,
    examples: [
      ...explainExamples,
      {
        call: "sekisho explain DL3008",
        summary: { en: "By its name in hadolint.", ja: "hadolint での名前で調べます。" },
      },
    ],
  },
  {
    name: "versions",
    summary: {
      en: "Compares or sorts versions as a package manager does.",
      ja: "パッケージマネージャーと同じ順序でバージョンを比較、整列します。",
    },
    details: versionsDetails,
    operand: versionsOperand,
    options: [],
    examples: versionsExamples,
  },
  {
    name: "db",
    summary: {
      en: "Fetches, builds and shows the advisory database.",
      ja: "アドバイザリデータベースの取得、作成、状態表示を行います。",
    },
    operand: databaseOperand,
    options: databaseOptions,
    examples: databaseExamples,
  },
  {
    name: "network",
    summary: {
      en: "Shows who may connect to whom in Kubernetes, and why.",
      ja: "Kubernetes で許可されている通信の経路と、その理由を表示します。",
    },
    operand: networkOperand,
    options: networkOptions,
    examples: networkExamples,
  },
  {
    name: "rbac",
    summary: {
      en: "Shows who may do what in Kubernetes, and how to become administrator.",
      ja: "Kubernetes で誰に何が許可されているか、管理者への昇格経路があるかを表示します。",
    },
    details: rbacDetails,
    operand: rbacOperand,
    options: rbacOptions,
    examples: rbacExamples,
  },
  {
    name: "policy",
    summary: {
      en: "Writes a first security policy by data class.",
      ja: "データ区分ごとのセキュリティポリシーのひな形を作成します。",
    },
    operand: policyOperand,
    options: policyOptions,
    examples: policyExamples,
  },
  detectCommand,
  {
    name: "rules",
    summary: {
      en: "Checks Falco rule files, and tries them on events.",
      ja: "Falco のルールファイルを検査し、イベントに適用して試します。",
    },
    details: rulesDetails,
    operand: rulesOperand,
    options: rulesOptions,
    examples: rulesExamples,
  },
  {
    name: "upload",
    summary: { en: "Sends a report to a platform.", ja: "レポートをプラットフォームに送信します。" },
    operand: uploadOperand,
    options: uploadOptions,
    examples: uploadExamples,
  },
  serveCommand,
  {
    name: "completion",
    summary: { en: "Prints a completion script for a shell.", ja: "シェルの補完スクリプトを出力します。" },
    operand: {
      placeholder: "SHELL",
      completes: "nothing",
      words: shells,
      minimum: 1,
      maximum: 1,
      summary: { en: "bash, zsh or fish.", ja: "bash、zsh、fish のいずれか。" },
    },
    options: [],
    examples: [
      {
        call: 'eval "$(sekisho completion bash)"',
        summary: { en: "For this shell.", ja: "現在のシェルで有効にします。" },
      },
    ],
  },
  {
    name: "help",
    summary: { en: "Shows the help of a command.", ja: "コマンドのヘルプを表示します。" },
    operand: {
      placeholder: "COMMAND",
      completes: "nothing",
      words: [
        "scan",
        "fix",
        "sbom",
        "import",
        "match",
        "cache",
        "explain",
        "versions",
        "db",
        "network",
        "rbac",
        "policy",
        "detect",
        "rules",
        "upload",
        "serve",
        "completion",
        "help",
        "version",
      ],
      minimum: 0,
      maximum: 1,
      summary: { en: "The command; an overview when left out.", ja: "コマンド。省略すると一覧を表示します。" },
    },
    options: [],
    examples: [],
  },
  {
    name: "version",
    summary: { en: "Shows the version.", ja: "バージョンを表示します。" },
    options: [],
    examples: [],
  },
] as const satisfies readonly CommandDescription[];

/** A command's name. */
export type CommandName = (typeof commands)[number]["name"];

/** An option's name without dashes. */
export type OptionName =
  | (typeof globalOptions)[number]["name"]
  | (typeof everyTargetOptions)[number]["name"]
  | (typeof dockerfileOptions)[number]["name"]
  | (typeof imageOptions)[number]["name"]
  | (typeof scanOptions)[number]["name"]
  | (typeof chartOptions)[number]["name"]
  | (typeof sbomOptions)[number]["name"]
  | (typeof fixOptions)[number]["name"]
  | (typeof databaseOptions)[number]["name"]
  | (typeof networkOptions)[number]["name"]
  | (typeof policyOptions)[number]["name"]
  | (typeof serveCommand)["options"][number]["name"]
  | (typeof uploadOptions)[number]["name"]
  | (typeof rulesOptions)[number]["name"]
  | (typeof detectCommand)["options"][number]["name"]
  | (typeof rbacOptions)[number]["name"]
  | (typeof importOptions)[number]["name"]
  | (typeof matchOptions)[number]["name"]
  | (typeof explainOptions)[number]["name"];

/** Finds a command by its name. */
export function findCommand(name: string): (typeof commands)[number] | undefined {
  return commands.find((command) => command.name === name);
}
