import { severities } from "../model/severity.ts";
import { contentParts } from "../scan/content-settings.ts";
import { sbomFormats } from "../scan/sbom-formats.ts";

/** Every form of a report. */
export const formatNames = [
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

/** What the user can say a target is. */
export const targetKindNames = ["dockerfile", "directory", "image", "rootfs", "sbom", "manifest"] as const;

/** Options of every command that takes targets. */
export const everyTargetOptions = [
  {
    name: "as",
    value: { placeholder: "KIND", completes: "nothing", words: targetKindNames },
    summary: {
      en: "Kind of the targets. Default: recognised automatically.",
      ja: "対象の種類を指定します。省略すると自動で判別します。",
    },
  },
  {
    name: "config",
    short: "c",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Configuration file. Default: .sekisho.yaml, else .hadolint.yaml, here or in a directory above.",
      ja: "設定ファイル。既定では、現在または上位のディレクトリの .sekisho.yaml、なければ .hadolint.yaml です。",
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
  {
    name: "quiet",
    short: "q",
    summary: { en: "No progress, no warnings.", ja: "進捗と警告を表示しません。" },
  },
] as const;

/** Options of commands that judge Dockerfiles and manifests. */
export const dockerfileOptions = [
  {
    name: "target",
    value: { placeholder: "STAGE", completes: "nothing" },
    summary: {
      en: "Stage that is built, as in docker build --target. Default: the last one.",
      ja: "ビルドするステージ。docker build --target と同じで、既定は最後のステージです。",
    },
  },
  {
    name: "build-arg",
    value: { placeholder: "NAME=VALUE", completes: "nothing", isAssignment: true },
    isRepeatable: true,
    summary: { en: "Value of an ARG instruction.", ja: "ARG 命令の値。" },
  },
  {
    name: "enable",
    value: { placeholder: "RULE", completes: "rule" },
    isRepeatable: true,
    summary: { en: "Switches an optional check on.", ja: "任意のチェック項目を有効にします。" },
  },
  {
    name: "disable",
    value: { placeholder: "RULE", completes: "rule" },
    isRepeatable: true,
    summary: { en: "Switches a check off.", ja: "チェック項目を無効にします。" },
  },
  {
    name: "kubernetes-version",
    value: { placeholder: "VERSION", completes: "nothing" },
    summary: {
      en: "Kubernetes version that manifests are meant for, such as 1.36. Default: the newest that is known.",
      ja: "マニフェストが対象とする Kubernetes のバージョン（1.36 など）。既定は対応する最新のバージョンです。",
    },
  },
  {
    name: "stdin-name",
    value: { placeholder: "PATH", completes: "file" },
    summary: {
      en: "Path that the report shows for standard input (-).",
      ja: "標準入力（-）の内容をレポートに示すときのパス。",
    },
  },
] as const;

/** Options about images. */
export const imageOptions = [
  {
    name: "platform",
    value: { placeholder: "OS/ARCH", completes: "nothing" },
    summary: {
      en: "Which image of several platforms, such as linux/arm64. Default: that of this machine.",
      ja: "複数のプラットフォームがある場合に検査するイメージ（linux/arm64 など）。既定はこのマシンのものです。",
    },
  },
  {
    name: "dockerfile",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "The Dockerfile that made the image: layers are led back to its lines.",
      ja: "イメージのビルドに使った Dockerfile。各レイヤーを作成した行を示します。",
    },
  },
  {
    name: "base-image",
    value: { placeholder: "IMAGE", completes: "nothing" },
    summary: {
      en: "The image that it is built on: says which packages came with it.",
      ja: "ベースイメージ。どのパッケージがベースイメージに由来するかを示します。",
    },
  },
  {
    name: "no-cache",
    summary: {
      en: "Reads every layer anew, keeps nothing.",
      ja: "キャッシュを使わず、すべてのレイヤーを読み直します。",
    },
  },
] as const;

/** The option of commands that judge known flaws. */
export const vexOption = {
  name: "vex",
  value: { placeholder: "FILE", completes: "file" },
  isRepeatable: true,
  summary: {
    en: "VEX document whose statements count: OpenVEX, CycloneDX or CSAF.",
    ja: "判定に使う VEX 文書（OpenVEX、CycloneDX、CSAF）。",
  },
} as const;

/** Options about Helm charts. */
export const chartOptions = [
  {
    name: "values",
    value: { placeholder: "FILE,…", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Values files of Helm charts, the last one wins; each --values is a rendering of its own. Default: the chart's own values.",
      ja: "Helm チャートの values ファイル。後のものが優先されます。--values ごとに個別にレンダリングします。既定はチャート自身の values です。",
    },
  },
  {
    name: "namespace",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Namespace that Helm charts are installed to.",
      ja: "Helm チャートのインストール先の名前空間。",
    },
  },
  {
    name: "release-name",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Release name of Helm charts. Default: the chart's name.",
      ja: "Helm チャートのリリース名。既定はチャートの名前です。",
    },
  },
] as const;

/** How charts are rendered where their objects become one set: with one set of values. */
export const oneRenderingOptions = [
  {
    name: "values",
    value: { placeholder: "FILE,…", completes: "file" },
    summary: {
      en: "Values files of Helm charts, the last one wins. Default: the chart's own values.",
      ja: "Helm チャートの values ファイル。後のものが優先されます。既定はチャート自身の values です。",
    },
  },
  {
    name: "release-name",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Release name of Helm charts. Default: the chart's name.",
      ja: "Helm チャートのリリース名。既定はチャートの名前です。",
    },
  },
  {
    name: "release-namespace",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Namespace that Helm charts are installed to. Default: the release's name.",
      ja: "Helm チャートのインストール先の名前空間。既定はリリース名です。",
    },
  },
] as const;

/** Options of `scan` alone. */
export const scanOptions = [
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: formatNames, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "Format of the report: table, json, sarif, junit, html, markdown, openvex, cyclonedx-vex or csaf-vex; =FILE writes it to a file. Default: table.",
      ja: "レポートの形式。table、json、sarif、junit、html、markdown、openvex、cyclonedx-vex、csaf-vex から選び、=FILE を付けるとファイルに書き込みます。既定は table です。",
    },
  },
  {
    name: "upload",
    value: { placeholder: "PROJECT", completes: "nothing" },
    summary: {
      en: "Sends the report to a project of the platform of SEKISHO_PLATFORM_URL, with the key of SEKISHO_API_KEY.",
      ja: "SEKISHO_PLATFORM_URL のプラットフォームのプロジェクトにレポートを送信します。API キーは SEKISHO_API_KEY で指定します。",
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
    name: "policy",
    value: { placeholder: "FILE", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Policies of your own for manifests: ValidatingAdmissionPolicies with CEL, Kyverno policies and Gatekeeper constraints; a file, a directory or a glob.",
      ja: "マニフェストに適用する独自のポリシー（CEL による ValidatingAdmissionPolicy、Kyverno のポリシー、Gatekeeper の制約）。ファイル、ディレクトリ、グロブで指定します。",
    },
  },
  {
    name: "framework",
    value: { placeholder: "ID", completes: "framework" },
    summary: {
      en: "Shows each control of a framework: failed, passed or not assessed.",
      ja: "基準の管理策ごとに、不適合、適合、未評価を表示します。",
    },
  },
  {
    name: "shellcheck",
    summary: {
      en: "Checks RUN instructions with the installed ShellCheck too.",
      ja: "インストール済みの ShellCheck でも RUN 命令を検査します。",
    },
  },
  {
    name: "without",
    value: { placeholder: "PART", completes: "nothing", words: contentParts },
    isRepeatable: true,
    summary: {
      en: "Leaves a part out where contents are read: checks, malware, packages or secrets.",
      ja: "内容を読み取る対象で省略する検査。checks、malware、packages、secrets から選びます。",
    },
  },
  {
    name: "verbose",
    short: "v",
    summary: {
      en: "Shows reasons, remediation and accepted findings too.",
      ja: "影響とリスク、対処方法、受容した検出事項も表示します。",
    },
  },
] as const;

/** Options of `fix` alone. */
export const fixOptions = [
  {
    name: "write",
    short: "w",
    summary: {
      en: "Writes the files. Default: shows a diff.",
      ja: "ファイルを書き換えます。省略すると差分を表示します。",
    },
  },
  {
    name: "propose",
    short: "p",
    summary: {
      en: "Applies proposals too: fixes that change behaviour or need a choice.",
      ja: "動作が変わる修正や選択を伴う修正案も適用します。",
    },
  },
  {
    name: "as-patch",
    summary: {
      en: "Prints the repairs of manifests as a Kustomize component, for files that belong to others.",
      ja: "マニフェストの修正を Kustomize コンポーネントとして出力します。直接編集できないファイルに使います。",
    },
  },
  {
    name: "rule",
    short: "r",
    value: { placeholder: "RULE", completes: "rule" },
    isRepeatable: true,
    summary: { en: "Applies fixes of this check only.", ja: "このチェック項目の修正だけを適用します。" },
  },
  {
    name: "from",
    value: { placeholder: "REPORT", completes: "file" },
    summary: {
      en: "Applies what a JSON report says about known flaws of packages: base image and versions.",
      ja: "JSON レポートにあるパッケージの脆弱性への対処（ベースイメージやバージョンの更新）を反映します。",
    },
  },
  {
    name: "resolve",
    summary: {
      en: "With --from: asks registries for the digest of the newer base image, for a FROM that names one.",
      ja: "--from と併用します。FROM でダイジェストを指定している場合に、新しいベースイメージのダイジェストをレジストリに問い合わせます。",
    },
  },
] as const;

/** Options of `sbom` alone. */
export const sbomOptions = [
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: sbomFormats, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "Form of the SBOM; =FILE writes it to a file. Default: cyclonedx.",
      ja: "SBOM の形式。=FILE を付けるとファイルに書き込みます。既定は cyclonedx です。",
    },
  },
] as const;
