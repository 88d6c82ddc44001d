/** What `sekisho db` does. */
export const databaseActions = ["update", "build", "status", "verify", "export", "import", "attach"] as const;

/** Forms that `sekisho db status` prints. */
const statusFormats = ["table", "json"] as const;

/** The second word is a file, for export and import. */
export const databaseOperand = {
  placeholder: "ACTION [FILE]",
  completes: "file",
  minimum: 1,
  maximum: 2,
  summary: {
    en: "update, build, status, verify, export FILE, import FILE or attach FILE. FILE of export and import may be an artifact of a registry, oci://REGISTRY/REPOSITORY:TAG; export FILE.json writes the manifest alone, to be signed; attach takes its sigstore bundle.",
    ja: "update、build、status、verify、export FILE、import FILE、attach FILE のいずれか。export と import の FILE にはレジストリのアーティファクト（oci://REGISTRY/REPOSITORY:TAG）も指定できます。export FILE.json は署名用にマニフェストだけを書き出し、attach はその sigstore バンドルを添付します。",
  },
} as const;

/** Options of `sekisho db`. */
export const databaseOptions = [
  {
    name: "mirror",
    value: { placeholder: "URL", completes: "nothing" },
    summary: {
      en: "update: fetches from a mirror: a copy of a database's folder served over HTTPS, or an artifact of a registry (oci://REGISTRY/REPOSITORY:TAG). Default: from the publishers.",
      ja: "update: データベースのフォルダーを HTTPS で配信するミラー、またはレジストリのアーティファクト（oci://REGISTRY/REPOSITORY:TAG）から取得します。既定では公開元から取得します。",
    },
  },
  {
    name: "from",
    value: { placeholder: "FOLDER", completes: "file" },
    summary: {
      en: "build: documents of feeds, below folders named by feed id (FOLDER/osv/osv/npm.zip).",
      ja: "build: フィードの文書。フィード ID のフォルダーに置きます（FOLDER/osv/osv/npm.zip）。",
    },
  },
  {
    name: "feed",
    value: { placeholder: "ID=PLACE", completes: "file", isAssignment: true },
    isRepeatable: true,
    summary: {
      en: "update: another address of one feed. build: the folder of one feed.",
      ja: "update: フィードの別のアドレス。build: フィードのフォルダー。",
    },
  },
  {
    name: "only",
    value: { placeholder: "ECOSYSTEM", completes: "nothing" },
    isRepeatable: true,
    summary: {
      en: "update, build: these ecosystems and releases alone (npm, debian:12, alpine:*). Default: update: those of the last time and of the scans since; build: all.",
      ja: "update、build: 指定したエコシステムやリリースだけを含めます（npm、debian:12、alpine:*）。既定は、update では前回の対象と以降のスキャンに必要な対象、build ではすべてです。",
    },
  },
  {
    name: "for",
    value: { placeholder: "TARGET", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "update: what this target needs too: an image, a directory, an SBOM.",
      ja: "update: 指定したイメージ、ディレクトリ、SBOM に必要なデータも取得します。",
    },
  },
  {
    name: "sign",
    value: { placeholder: "KEY", completes: "file" },
    summary: { en: "build: signs with an Ed25519 private key.", ja: "build: Ed25519 秘密鍵で署名します。" },
  },
  {
    name: "trust",
    value: { placeholder: "KEY", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Public key that must have signed the database. Default: SEKISHO_DB_KEY.",
      ja: "データベースの署名を検証する公開鍵。既定は SEKISHO_DB_KEY です。",
    },
  },
  {
    name: "trust-root",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Trusted root of sigstore that must vouch for the database's signature, together with --identity and --issuer. Default: SEKISHO_DB_TRUST_ROOT.",
      ja: "データベースの sigstore 署名を検証する信頼ルート。--identity、--issuer と併せて指定します。既定は SEKISHO_DB_TRUST_ROOT です。",
    },
  },
  {
    name: "identity",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Whole name in the certificate of who signed: an address, or the URI of a workflow. Default: SEKISHO_DB_IDENTITY.",
      ja: "署名者の証明書に記載された名前の全体（メールアドレスまたはワークフローの URI）。既定は SEKISHO_DB_IDENTITY です。",
    },
  },
  {
    name: "issuer",
    value: { placeholder: "URL", completes: "nothing" },
    summary: {
      en: "Who vouches for that name: the address of the OpenID Connect provider. Default: SEKISHO_DB_ISSUER.",
      ja: "名前を保証する OpenID Connect プロバイダーのアドレス。既定は SEKISHO_DB_ISSUER です。",
    },
  },
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT", completes: "nothing", words: statusFormats },
    summary: { en: "status: table or json. Default: table.", ja: "status: table または json。既定は table です。" },
  },
  {
    name: "quiet",
    short: "q",
    summary: { en: "No progress, no warnings.", ja: "進捗と警告を表示しません。" },
  },
] as const;

/** Calls worth showing. */
export const databaseExamples = [
  {
    call: "sekisho db status",
    summary: { en: "Age, size and licence of each source.", ja: "情報源ごとの時点、サイズ、ライセンスを表示します。" },
  },
  {
    call: "sekisho db update --for .",
    summary: {
      en: "Fetches from the publishers what the packages of this directory need.",
      ja: "現在のディレクトリのパッケージに必要なデータを公開元から取得します。",
    },
  },
  {
    call: "sekisho db update --only npm --only debian:12",
    summary: {
      en: "Fetches from the publishers these two.",
      ja: "指定した 2 つの対象を公開元から取得します。",
    },
  },
  {
    call: "sekisho db update --mirror https://mirror.example.com/sekisho --trust key.pem",
    summary: { en: "Fetches what changed.", ja: "変更された部分を取得します。" },
  },
  {
    call: "sekisho db export oci://registry.example.com/security/advisories:latest",
    summary: {
      en: "Puts the database into a registry, from which others update: --mirror oci://…",
      ja: "データベースをレジストリに登録します。ほかの環境では --mirror oci://… で取得できます。",
    },
  },
  {
    call: "sekisho db export database.tar",
    summary: {
      en: "One file for machines without a network.",
      ja: "ネットワークのない環境に持ち込むファイルを作成します。",
    },
  },
] as const;
