import { oneRenderingOptions } from "./option-table.ts";

/** What `sekisho rbac` answers. */
export const rbacQuestions = ["who-can", "what-can", "paths"] as const;

/** Forms that `sekisho rbac` prints. */
const rbacFormats = ["table", "json", "dot", "mermaid"] as const;

/** The question, what it is about, then manifests. */
export const rbacOperand = {
  placeholder: "QUESTION [TARGET]",
  completes: "file",
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "who-can VERB RESOURCE, what-can SUBJECT or paths SUBJECT; then manifests: files, directories with manifests, charts and overlays, packaged charts, or - for standard input. Default: the working directory.",
    ja: "who-can VERB RESOURCE、what-can SUBJECT、paths SUBJECT のいずれか。続けてマニフェストのファイル、ディレクトリ（チャートとオーバーレイを含む）、パッケージ化したチャート、または標準入力（-）。既定は作業ディレクトリです。",
  },
} as const;

/** What the words of the questions mean. */
export const rbacDetails = {
  en: "RESOURCE is written as secrets, deployments.apps, pods/exec or /healthz, short names too. SUBJECT is User:jane, Group:dev or ServiceAccount:shop/web; groups that everybody is in count. paths shows how a subject becomes cluster administrator, step by step, with the rules that allow each step. Roles and bindings that every cluster has are known.",
  ja: "RESOURCE は secrets、deployments.apps、pods/exec、/healthz のように指定します（短縮名も使えます）。SUBJECT は User:jane、Group:dev、ServiceAccount:shop/web のように指定し、自動的に所属するグループも含めて判定します。paths は、主体がクラスター管理者に昇格できる経路を、各手順を許可するルールとともに示します。すべてのクラスターにある標準のロールとバインディングも考慮します。",
} as const;

/** Options of `sekisho rbac`. */
export const rbacOptions = [
  {
    name: "namespace",
    short: "n",
    value: { placeholder: "NAMESPACE", completes: "nothing" },
    summary: {
      en: "who-can, what-can: what holds in this namespace. Default: everything.",
      ja: "who-can、what-can: 指定した名前空間で有効な権限だけを表示します。既定ではすべて表示します。",
    },
  },
  {
    name: "name",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "who-can: the object that is meant, for rules with resourceNames.",
      ja: "who-can: 対象のオブジェクト名。resourceNames で限定されたルールも含めて判定します。",
    },
  },
  {
    name: "all",
    summary: {
      en: "who-can, what-can: shows what Kubernetes itself binds too.",
      ja: "who-can、what-can: Kubernetes 標準のバインディングも表示します。",
    },
  },
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: rbacFormats, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "table, json, dot or mermaid. =FILE writes it to a file. Default: table.",
      ja: "table、json、dot、mermaid から選びます。=FILE を付けるとファイルに書き込みます。既定は table です。",
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
export const rbacExamples = [
  {
    call: "sekisho rbac who-can get secrets manifests/",
    summary: { en: "Lists who may read Secrets.", ja: "Secret を読み取れる主体を一覧表示します。" },
  },
  {
    call: "sekisho rbac what-can ServiceAccount:shop/web manifests/",
    summary: { en: "Lists what a service account may do.", ja: "サービスアカウントの権限を一覧表示します。" },
  },
  {
    call: "sekisho rbac paths Group:dev manifests/ --format mermaid",
    summary: {
      en: "Draws how the group becomes cluster administrator.",
      ja: "グループがクラスター管理者に昇格できる経路を図にします。",
    },
  },
] as const;
