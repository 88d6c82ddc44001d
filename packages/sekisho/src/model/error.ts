import type { Text } from "./text.ts";

/**
 * Every reason for which a call is refused, with what it means. Exit codes and HTTP statuses are tables beside their
 * users; `docs/reference/errors.md` is generated from this one.
 */
export const errorCatalogue = {
  usage: {
    en: "The arguments do not fit the command.",
    ja: "引数がコマンドに合っていません。",
  },
  "unknown-command": {
    en: "There is no command of that name.",
    ja: "その名前のコマンドはありません。",
  },
  "unknown-option": {
    en: "The command has no option of that name, or the option does not take that value.",
    ja: "コマンドにその名前のオプションがないか、オプションがその値を受け付けません。",
  },
  "unknown-rule": {
    en: "No check has that id or alias.",
    ja: "その ID または別名を持つチェック項目はありません。",
  },
  "unknown-framework": {
    en: "There is no framework with that id.",
    ja: "その ID の基準はありません。",
  },
  "target-not-found": {
    en: "A target does not exist.",
    ja: "対象が存在しません。",
  },
  "target-unreadable": {
    en: "A target exists but cannot be read.",
    ja: "対象は存在しますが、読み取れません。",
  },
  "target-kind-unknown": {
    en: "What a target is could not be found out; `--as` says it.",
    ja: "対象の種類を判別できません。`--as` で指定してください。",
  },
  "state-invalid": {
    en: "A state file of `sekisho detect` holds something else.",
    ja: "`sekisho detect` の状態ファイルとして読み取れません。",
  },
  "report-invalid": {
    en: "A file is no report of Sekisho; the first wrong place is named.",
    ja: "ファイルが Sekisho のレポートではありません。最初に見つかった不正な箇所を示します。",
  },
  "import-unknown-format": {
    en: "A document was written by no tool whose reports are known; the closest kinds are named with what they lack.",
    ja: "対応しているツールのレポートではありません。近い形式と、不足している要素を示します。",
  },
  "import-unknown-tool": {
    en: "There is no importer of that name.",
    ja: "その名前のツールの取り込みには対応していません。",
  },
  "finding-not-found": {
    en: "The report has no finding of that id or name, or several begin with it.",
    ja: "その ID または名前の検出事項がレポートにないか、該当する検出事項が複数あります。",
  },
  "configuration-unreadable": {
    en: "The configuration file does not exist or cannot be read.",
    ja: "設定ファイルが存在しないか、読み取れません。",
  },
  "configuration-invalid": {
    en: "The configuration file has unknown keys or wrong values; each is named with its line and column.",
    ja: "設定ファイルに未知のキーまたは誤った値があります。それぞれの行と列を示します。",
  },
  "vex-unreadable": {
    en: "A VEX document does not exist or cannot be read.",
    ja: "VEX 文書が存在しないか、読み取れません。",
  },
  "vex-invalid": {
    en: "A file is no VEX document: not JSON, or none of OpenVEX, CycloneDX and CSAF.",
    ja: "VEX 文書ではありません。JSON ではないか、OpenVEX、CycloneDX、CSAF のいずれでもありません。",
  },
  "policy-unreadable": {
    en: "A policy does not exist or cannot be read.",
    ja: "ポリシーが存在しないか、読み取れません。",
  },
  "policy-invalid": {
    en: "A policy is wrong; each error is named with its line and column.",
    ja: "ポリシーに誤りがあります。それぞれの行と列を示します。",
  },
  "output-unwritable": {
    en: "A result could not be written.",
    ja: "結果を書き込めませんでした。",
  },
  "reference-invalid": {
    en: "A text is no name of an image.",
    ja: "イメージ名として正しくありません。",
  },
  "image-not-found": {
    en: "The registry, archive or daemon has no image of that name, or an image lacks a blob that it refers to.",
    ja: "レジストリ、アーカイブ、デーモンのいずれにもその名前のイメージがないか、イメージが参照するデータがありません。",
  },
  "image-ambiguous": {
    en: "An archive holds several images, and the call does not say which one.",
    ja: "アーカイブに複数のイメージがあり、どれを対象とするか指定されていません。",
  },
  "image-invalid": {
    en: "A manifest, an index or a configuration is not as the specification says; each problem is named with its JSON pointer.",
    ja: "マニフェスト、インデックス、設定のいずれかが仕様に合っていません。問題の箇所を JSON ポインターで示します。",
  },
  "image-unsupported": {
    en: "What was found is no container image that can be read: an artifact of another kind, or a manifest of schema 1.",
    ja: "読み取れるコンテナイメージではありません。別の種類のアーティファクト、またはスキーマ 1 のマニフェストです。",
  },
  "platform-missing": {
    en: "The image does not exist for that platform; those that exist are listed.",
    ja: "そのプラットフォーム向けのイメージがありません。存在するプラットフォームを列挙します。",
  },
  "digest-mismatch": {
    en: "Content does not have the digest that it is named by; both are shown.",
    ja: "内容のダイジェストが、指定されたダイジェストと一致しません。両方の値を示します。",
  },
  "registry-denied": {
    en: "The registry refuses the credentials, or asks for some where there are none.",
    ja: "レジストリが認証情報を拒否したか、認証情報が必要なのに見つかりません。",
  },
  "registry-limited": {
    en: "The registry takes no more requests for now.",
    ja: "レジストリがリクエスト数の上限に達したと応答しています。",
  },
  "registry-unreachable": {
    en: "The registry cannot be reached, answers wrongly, or breaks off.",
    ja: "レジストリに接続できないか、応答が正しくないか、通信が途中で切れました。",
  },
  "credentials-unreadable": {
    en: "A file with credentials cannot be read, or a credential helper fails.",
    ja: "認証情報のファイルを読み取れないか、認証情報ヘルパーが失敗しました。",
  },
  "daemon-unreachable": {
    en: "No container daemon answers at its socket.",
    ja: "コンテナデーモンがソケットで応答しません。",
  },
  "feed-unreachable": {
    en: "A feed of advisories cannot be reached, answers wrongly, or breaks off.",
    ja: "アドバイザリのフィードに接続できないか、応答が正しくないか、通信が途中で切れました。",
  },
  "tool-missing": {
    en: "A program that the call asked for is not installed.",
    ja: "呼び出しに必要なプログラムがインストールされていません。",
  },
  "version-invalid": {
    en: "A text is no version of the named version scheme.",
    ja: "指定されたバージョン方式のバージョンとして正しくありません。",
  },
  "range-invalid": {
    en: "A text is no version range of the named syntax.",
    ja: "指定された構文のバージョン範囲として正しくありません。",
  },
  "database-missing": {
    en: "There is no advisory database, or it lacks what the call asks for.",
    ja: "アドバイザリデータベースがないか、必要なデータが含まれていません。",
  },
  "database-damaged": {
    en: "A part of the advisory database is not what its manifest says: cut off, altered or lost. Nothing is judged by it.",
    ja: "アドバイザリデータベースの一部がマニフェストと一致しません。欠落、改変、消失のいずれかです。このデータは判定に使用しません。",
  },
  "database-untrusted": {
    en: "No trusted key signed the advisory database.",
    ja: "アドバイザリデータベースに、信頼する鍵による署名がありません。",
  },
  "database-older": {
    en: "The offered advisory database is older than the one in use, which stays.",
    ja: "提供されたアドバイザリデータベースは使用中のものより古いため、使用中のものをそのまま使います。",
  },
  "database-busy": {
    en: "Another process is writing the advisory database.",
    ja: "ほかのプロセスがアドバイザリデータベースを書き込んでいます。",
  },
  "database-unwritable": {
    en: "The advisory database could not be written; the one in use stays.",
    ja: "アドバイザリデータベースを書き込めませんでした。使用中のものはそのまま残ります。",
  },
  "database-unreachable": {
    en: "A mirror of the advisory database cannot be reached or answers wrongly.",
    ja: "アドバイザリデータベースのミラーに接続できないか、応答が正しくありません。",
  },
  "platform-not-installed": {
    en: "The platform is not installed beside the scanner.",
    ja: "プラットフォームがインストールされていません。",
  },
  "platform-unreachable": {
    en: "The platform cannot be reached, answers wrongly, or breaks off.",
    ja: "プラットフォームに接続できないか、応答が正しくないか、通信が途中で切れました。",
  },
  "platform-refused": {
    en: "The platform refuses the request; its answer is shown.",
    ja: "プラットフォームがリクエストを拒否しました。応答の内容を示します。",
  },
  "store-unusable": {
    en: "The platform's database cannot be started, reached or used; nothing was changed.",
    ja: "プラットフォームのデータベースを起動、接続、使用できません。データは変更していません。",
  },
  "store-busy": {
    en: "Another server runs on the same data directory.",
    ja: "同じデータディレクトリをほかのサーバーが使用しています。",
  },
  "store-full": {
    en: "The platform's disk is full; what was sent was not taken.",
    ja: "プラットフォームのディスクに空きがありません。送信された内容は受け付けていません。",
  },
  "store-newer": {
    en: "The platform's database was written by a later version.",
    ja: "プラットフォームのデータベースは、より新しいバージョンで作成されています。",
  },
  "request-invalid": {
    en: "A request to the platform has wrong or missing values; each is named.",
    ja: "プラットフォームへのリクエストに誤った値、または不足している値があります。それぞれの箇所を示します。",
  },
  "not-signed-in": {
    en: "The request carries no valid session or API key.",
    ja: "リクエストに有効なセッションまたは API キーがありません。",
  },
  "not-permitted": {
    en: "The account or API key may not do this.",
    ja: "このアカウントまたは API キーには、この操作の権限がありません。",
  },
  "second-factor-needed": {
    en: "The tenant demands a second factor, and the account has none yet: nothing but setting one up is allowed.",
    ja: "テナントで第 2 要素が必須ですが、アカウントに設定されていません。設定以外の操作はできません。",
  },
  "second-factor-refused": {
    en: "A code or passkey is wrong, was used before, or came too late.",
    ja: "コードまたはパスキーが正しくないか、使用済みか、期限切れです。",
  },
  "proof-needed": {
    en: "What was asked for is delicate: the password has to be shown again.",
    ja: "重要な操作のため、パスワードの再確認が必要です。",
  },
  "secret-key-wrong": {
    en: "The platform's secret key is unusable, or is not the one that its stored secrets were encrypted with.",
    ja: "プラットフォームの秘密鍵が使用できないか、保存された秘密情報を暗号化した鍵と異なります。",
  },
  "sign-on-failed": {
    en: "Signing in at another provider did not work: it cannot be reached, or what it says does not hold.",
    ja: "外部の認証プロバイダーによるサインインに失敗しました。接続できないか、応答を検証できません。",
  },
  "origin-refused": {
    en: "A request with a session came from a page of another origin.",
    ja: "セッション付きのリクエストが、異なるオリジンのページから送信されました。",
  },
  "record-not-found": {
    en: "The platform has no such record, or it belongs to somebody else.",
    ja: "該当するデータがないか、参照する権限がありません。",
  },
  "record-conflict": {
    en: "A record of that name exists, or it was changed in the meantime.",
    ja: "同じ名前のデータがすでに存在するか、ほかの操作によって変更されました。",
  },
  "request-too-large": {
    en: "The request is larger than the platform takes.",
    ja: "リクエストがプラットフォームの上限を超えています。",
  },
  "too-many-requests": {
    en: "Too many attempts; the answer says when the next one is heard.",
    ja: "試行回数が多すぎます。次に受け付ける時刻を応答に示します。",
  },
  "quota-reached": {
    en: "The hard limit of the tenant's plan is reached; nothing that is there is lost, and everything can be read.",
    ja: "テナントのプランの上限に達しました。保存済みのデータは失われず、引き続き参照できます。",
  },
  "tenant-read-only": {
    en: "A payment failed, and the days of grace are over: everything can be read, nothing is taken until it arrives.",
    ja: "支払いが確認できないまま猶予期間が終了しました。データは参照できますが、支払いが確認されるまで新しいデータは受け付けません。",
  },
  "billing-failed": {
    en: "The provider of payments could not be asked, or refused.",
    ja: "決済サービスに接続できないか、要求が拒否されました。",
  },
  "billing-message-refused": {
    en: "A message that claims to be the provider of payments' is not signed by it, or too old.",
    ja: "決済サービスからのメッセージとして署名を確認できないか、メッセージが古すぎます。",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Stable name of a reason; code branches on it. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What an error says beside its message. */
export interface ErrorDetails {
  /** What to do next: the closest known word, the command to run. */
  readonly hint?: Text;
  readonly cause?: unknown;
}

/** Trouble with the call: bad configuration, no access. Never trouble in what is scanned; that is a diagnostic. */
export class SekishoError extends Error {
  override readonly name = "SekishoError";
  readonly code: ErrorCode;
  /** The message in every language; `message` holds the English one. */
  readonly text: Text;
  readonly hint: Text | undefined;

  constructor(code: ErrorCode, text: Text, details: ErrorDetails = {}) {
    super(text.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.text = text;
    this.hint = details.hint;
  }
}
