import { severities } from "../model/severity.ts";

const detectFormatNames = ["table", "json", "sarif", "junit", "html", "markdown"] as const;

/** The logs. */
const operand = {
  placeholder: "LOG",
  completes: "file",
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "Audit logs of Kubernetes: files (also .gz and .zst, rotated ones in any order), directories of them, or - for standard input. JSON lines, EventList, and the exports of EKS, GKE, AKS and OpenShift. JSON of Falco, Tetragon and Tracee. May be left out with --listen.",
    ja: "Kubernetes の監査ログ。ファイル（.gz、.zst、ローテーション済みのものも可、順不同）、ディレクトリ、または標準入力（-）。JSON Lines、EventList、EKS、GKE、AKS、OpenShift の出力形式に対応します。Falco、Tetragon、Tracee の JSON も検査できます。--listen を指定する場合は省略できます。",
  },
} as const;

/** What a call of `sekisho detect` does not say by itself. */
const details = {
  en: "Every request is judged once, when its answer is known, in the order of time over all logs. The same alert many times is one finding with a count; findings of one actor within a day share an incident. A detector that needs bodies of requests which the audit policy leaves out says so in the report. With --follow or --listen, standard output gets a line for each finding as it begins, and the report ends with Ctrl+C. --listen is the target of --audit-webhook-config-file: a request is answered when its events are safe, with --state also from a crash.",
  ja: "リクエストは、応答が確定した時点で、すべてのログを通した時刻順に 1 回だけ判定します。同じアラートは件数とともに 1 件の検出事項にまとめ、1 日以内の同じ主体による検出事項は同じインシデントとして扱います。監査ポリシーがボディを記録していないために判定できない検知ルールは、レポートに示します。--follow または --listen を指定すると、検出事項が発生するたびに標準出力へ 1 行ずつ出力し、Ctrl+C で終了します。--listen は API サーバーの --audit-webhook-config-file の送信先として使用でき、イベントの安全を確保してから応答します。--state を指定すると、異常終了の後も判定を再開します。",
} as const;

/** Options of `sekisho detect`. */
const options = [
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: detectFormatNames, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "table, json, sarif, junit, html or markdown; =FILE writes it to a file. Default: table.",
      ja: "table、json、sarif、junit、html、markdown から選びます。=FILE を付けるとファイルに書き込みます。既定は table です。",
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
    name: "rules",
    value: { placeholder: "FILE", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Falco rule files that judge the events too.",
      ja: "イベントの判定に追加で使用する Falco のルールファイル。",
    },
  },
  {
    name: "threat-list",
    value: { placeholder: "FILE", completes: "file" },
    isRepeatable: true,
    summary: {
      en: "Addresses and networks that nobody should call from, one a line or as the first column of CSV. Read again when the file changes.",
      ja: "呼び出し元として不審なアドレスとネットワークの一覧。1 行に 1 件、または CSV の先頭列。ファイルが変更されると読み直します。",
    },
  },
  {
    name: "cluster",
    value: { placeholder: "NAME", completes: "nothing" },
    summary: {
      en: "Name of the cluster, for logs that do not name it.",
      ja: "クラスターの名前。ログに含まれていない場合に使用します。",
    },
  },
  {
    name: "state",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Keeps what was learned and how far logs were read, for the next call.",
      ja: "学習した内容とログの読み取り位置を保存し、次回の呼び出しで引き継ぎます。",
    },
  },
  {
    name: "learn-days",
    value: { placeholder: "DAYS", completes: "nothing" },
    summary: {
      en: "Days of a cluster in which the usual is learned before anything is unusual. Default: 7.",
      ja: "普段の利用を学習する日数。この間、普段と異なる操作の検知は行いません。既定は 7 です。",
    },
  },
  {
    name: "follow",
    summary: {
      en: "Goes on with the last file as it grows, across rotations.",
      ja: "最後に指定したファイルを、ローテーションをまたいで継続的に読み取ります。",
    },
  },
  {
    name: "listen",
    value: { placeholder: "HOST:PORT", completes: "nothing" },
    summary: {
      en: "Receives events from API servers (audit webhook). Other addresses than 127.0.0.1 need TLS, and --client-ca or --token-file.",
      ja: "API サーバーから監査イベントを受信します（監査 Webhook）。127.0.0.1 以外では、TLS と、--client-ca または --token-file が必要です。",
    },
  },
  {
    name: "tls-cert",
    value: { placeholder: "FILE", completes: "file" },
    summary: { en: "Certificate of the receiver, PEM.", ja: "受信側の証明書（PEM）。" },
  },
  {
    name: "tls-key",
    value: { placeholder: "FILE", completes: "file" },
    summary: { en: "Key of the certificate, PEM.", ja: "証明書の秘密鍵（PEM）。" },
  },
  {
    name: "client-ca",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Senders need a certificate that this authority signed, PEM.",
      ja: "送信元に、この認証局が署名した証明書を要求します（PEM）。",
    },
  },
  {
    name: "client-name",
    value: { placeholder: "NAME", completes: "nothing" },
    isRepeatable: true,
    summary: {
      en: "Common name that the sender's certificate must have. Default: any.",
      ja: "送信元の証明書に必要なコモンネーム。既定では限定しません。",
    },
  },
  {
    name: "token-file",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Senders need one of these tokens, one a line.",
      ja: "送信元に、このファイルのいずれかのトークン（1 行に 1 件）を要求します。",
    },
  },
  {
    name: "tolerance",
    value: { placeholder: "SECONDS", completes: "nothing" },
    summary: {
      en: "How much later than others an event may be written. Default: 10.",
      ja: "イベントの書き込みの前後を許容する秒数。既定は 10 です。",
    },
  },
  {
    name: "config",
    short: "c",
    value: { placeholder: "FILE", completes: "file" },
    summary: {
      en: "Configuration file with exceptions and parameters. Default: .sekisho.yaml, here or in a directory above.",
      ja: "例外とパラメーターを記載した設定ファイル。既定では、現在または上位のディレクトリの .sekisho.yaml です。",
    },
  },
  {
    name: "enable",
    value: { placeholder: "RULE", completes: "rule" },
    isRepeatable: true,
    summary: { en: "Switches an optional detector on.", ja: "任意の検知ルールを有効にします。" },
  },
  {
    name: "disable",
    value: { placeholder: "RULE", completes: "rule" },
    isRepeatable: true,
    summary: { en: "Switches a detector off.", ja: "検知ルールを無効にします。" },
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
      en: "Shows reasons, remediation and accepted findings too.",
      ja: "影響とリスク、対処方法、受容した検出事項も表示します。",
    },
  },
] as const;

/** Calls worth showing. */
const examples = [
  {
    call: "sekisho detect /var/log/kubernetes/audit/*.log --fail-on high",
    summary: { en: "Judges the logs of an API server.", ja: "API サーバーの監査ログを判定します。" },
  },
  {
    call: "sekisho detect audit.log --follow --format json --state detect.json",
    summary: { en: "Goes on as the log grows.", ja: "ログの追記を継続的に判定します。" },
  },
  {
    call: "sekisho detect --listen 127.0.0.1:9080",
    summary: {
      en: "Receives what an API server on this machine sends.",
      ja: "このマシンの API サーバーから送信されるイベントを判定します。",
    },
  },
  {
    call: "sekisho detect export.json.gz --cluster shop --threat-list tor-exits.txt",
    summary: { en: "An export, with addresses to look for.", ja: "出力したログを、脅威アドレスの一覧と照合します。" },
  },
] as const;

/** The command as the table lists it. */
export const detectCommand = {
  name: "detect",
  summary: {
    en: "Finds threats in audit logs of Kubernetes and events of nodes.",
    ja: "Kubernetes の監査ログとノードのイベントから脅威を検知します。",
  },
  details,
  operand,
  options,
  examples,
} as const;
