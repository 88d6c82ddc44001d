/** What a process of the platform does. */
export const platformRoles = ["all", "web", "worker"] as const;

/** Words after `serve`: what is done instead of serving. */
const serveOperand = {
  placeholder: "[audit verify]",
  completes: "nothing",
  words: ["audit", "verify"],
  minimum: 0,
  maximum: 2,
  summary: {
    en: "audit verify: proves that nobody changed the audit trail, or says where its chain breaks first, and ends.",
    ja: "audit verify を指定すると、操作履歴が改変されていないことを検証し、連鎖が途切れた最初の箇所を表示して終了します。",
  },
} as const;

/** Options of `sekisho serve`. */
const serveOptions = [
  {
    name: "listen",
    value: { placeholder: "HOST:PORT", completes: "nothing" },
    summary: {
      en: "Address to listen on. Default: 127.0.0.1:7480.",
      ja: "待ち受けるアドレス。既定は 127.0.0.1:7480 です。",
    },
  },
  {
    name: "data",
    value: { placeholder: "DIRECTORY", completes: "file" },
    summary: {
      en: "Where reports and the database are kept. Default: SEKISHO_DATA_DIR, else the user's data directory.",
      ja: "レポートとデータベースの保存先。既定は SEKISHO_DATA_DIR、なければユーザーのデータディレクトリです。",
    },
  },
  {
    name: "role",
    value: { placeholder: "ROLE", completes: "nothing", words: platformRoles },
    summary: {
      en: "all, web (answers requests) or worker (imports reports). Default: all.",
      ja: "all、web（リクエストへの応答）、worker（レポートの取り込み）から選びます。既定は all です。",
    },
  },
  {
    name: "public-url",
    value: { placeholder: "URL", completes: "nothing" },
    summary: {
      en: "Address under which browsers see the platform. Default: SEKISHO_PUBLIC_URL.",
      ja: "ブラウザーから見たプラットフォームのアドレス。既定は SEKISHO_PUBLIC_URL です。",
    },
  },
  {
    name: "backup",
    value: { placeholder: "DIRECTORY", completes: "file" },
    summary: {
      en: "Saves everything to a new folder and ends; the platform may run meanwhile.",
      ja: "すべてのデータを新しいフォルダーに保存して終了します。プラットフォームの稼働中も実行できます。",
    },
  },
  {
    name: "restore",
    value: { placeholder: "DIRECTORY", completes: "file" },
    summary: {
      en: "Fills an empty data directory from a backup and ends.",
      ja: "バックアップから空のデータディレクトリに復元して終了します。",
    },
  },
  {
    name: "tenant",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "audit verify: only this tenant's trail. Default: all tenants.",
      ja: "audit verify の対象とするテナント。既定はすべてのテナントです。",
    },
  },
] as const;

/** What `sekisho serve` needs to know beside its options. */
const serveDetails = {
  en: "Without DATABASE_URL a PostgreSQL of its own is started in the data directory; with it, any PostgreSQL 15 or later is used. The first start makes an owner and prints the password once. Log lines are JSON on standard output.",
  ja: "DATABASE_URL を指定しない場合は、データディレクトリ内で専用の PostgreSQL を起動します。指定した場合は、PostgreSQL 15 以降のデータベースを使用します。初回の起動時に所有者アカウントを作成し、パスワードを一度だけ表示します。ログは JSON 形式で標準出力に出力します。",
} as const;

/** Calls worth showing. */
const serveExamples = [
  {
    call: "sekisho serve",
    summary: { en: "Starts the platform on this machine.", ja: "このマシンでプラットフォームを起動します。" },
  },
  {
    call: "sekisho serve --role worker",
    summary: {
      en: "Imports reports for web servers elsewhere.",
      ja: "別の Web サーバーのためにレポートを取り込みます。",
    },
  },
  {
    call: "sekisho serve --backup /backups/monday",
    summary: { en: "Saves reports, findings and decisions.", ja: "レポート、検出事項、判断の記録を保存します。" },
  },
  {
    call: "sekisho serve audit verify",
    summary: { en: "Proves the audit trail.", ja: "操作履歴を検証します。" },
  },
] as const;

/** `sekisho serve` as the command table lists it. */
export const serveCommand = {
  name: "serve",
  summary: {
    en: "Runs the platform: every report in one book.",
    ja: "すべてのレポートを一元管理するプラットフォームを起動します。",
  },
  details: serveDetails,
  operand: serveOperand,
  options: serveOptions,
  examples: serveExamples,
} as const;
