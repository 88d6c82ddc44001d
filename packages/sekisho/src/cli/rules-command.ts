/** What `sekisho rules` does. */
export const rulesActions = ["check", "list", "test"] as const;

/** Forms that `sekisho rules` prints. */
export const rulesFormats = ["table", "json"] as const;

/** Sources of events that a rule can be for. */
const rulesSources = ["syscall", "k8s_audit", "aws_cloudtrail", "json"] as const;

/** The ways to try rules. */
const rulesMatchings = ["first", "all"] as const;

/** What to do, then files. */
export const rulesOperand = {
  placeholder: "ACTION FILE …",
  completes: "file",
  minimum: 2,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "check, list or test; then Falco rule files, loaded in this order. For test, files that do not end in .yaml or .yml hold events, and - is standard input.",
    ja: "check、list、test のいずれか。続けて Falco のルールファイルを読み込む順に指定します。test では、.yaml と .yml 以外のファイルをイベントとして読み取ります（- は標準入力）。",
  },
} as const;

/** What the actions give. */
export const rulesDetails = {
  en: "check names what is wrong in the files, with line and column; the exit code is 1 when something is. list shows the rules. test tries the rules on events and prints the alerts, one a line, then how often each rule fired and which rules could not be decided, with the fields that the events lack. Events are Kubernetes audit events, alerts of Falco, events of Tetragon, AWS CloudTrail records or any JSON, one a line or in one document.",
  ja: "check は、ファイルの誤りを行と列とともに示し、誤りがあれば終了コード 1 を返します。list は、ルールの一覧を表示します。test は、イベントにルールを適用してアラートを 1 行ずつ出力し、続けてルールごとの検知件数と、イベントに情報がないため判定できなかったルールとそのフィールドを示します。イベントには、Kubernetes の監査イベント、Falco のアラート、Tetragon のイベント、AWS CloudTrail のレコード、任意の JSON を、1 行に 1 件ずつ、または 1 つの文書で指定できます。",
} as const;

/** Options of `sekisho rules`. */
export const rulesOptions = [
  {
    name: "source",
    value: { placeholder: "SOURCE", completes: "nothing", words: rulesSources },
    summary: {
      en: "list: only rules for this source. test: takes every event for one of this source. Default: what each event looks like.",
      ja: "list: 指定したソースのルールだけを表示します。test: すべてのイベントを指定したソースのものとして扱います。既定ではイベントごとに判別します。",
    },
  },
  {
    name: "matching",
    value: { placeholder: "HOW", completes: "nothing", words: rulesMatchings },
    summary: {
      en: "test: first stops at the first rule that fires for an event, as Falco does; all tries every rule. Default: first.",
      ja: "test: first は、Falco と同じく、イベントごとに最初に一致したルールだけを検知します。all は、すべてのルールを適用します。既定は first です。",
    },
  },
  {
    name: "format",
    short: "f",
    value: { placeholder: "FORMAT[=FILE]", completes: "file", words: rulesFormats, acceptsFile: true },
    isRepeatable: true,
    summary: {
      en: "table or json; of test, json prints alerts as Falco does, one a line. =FILE writes it to a file. Default: table.",
      ja: "table または json。test の json は、Falco と同じ形式のアラートを 1 行ずつ出力します。=FILE を付けるとファイルに書き込みます。既定は table です。",
    },
  },
] as const;

/** Calls worth showing. */
export const rulesExamples = [
  {
    call: "sekisho rules check falco_rules.yaml falco_rules.local.yaml",
    summary: { en: "Checks rules and what changes them.", ja: "ルールと、それを変更するファイルを検査します。" },
  },
  {
    call: "sekisho rules test k8s_audit_rules.yaml audit.log",
    summary: { en: "Tries rules on an audit log.", ja: "監査ログにルールを適用します。" },
  },
] as const;
