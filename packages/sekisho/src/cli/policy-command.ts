/** What `sekisho policy` does. */
export const policyActions = ["init"] as const;

/** What to do, and where the workloads are. */
export const policyOperand = {
  placeholder: "ACTION [TARGET …]",
  completes: "file",
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  summary: {
    en: "init, and the manifests or directories that hold the workloads. Default: the working directory.",
    ja: "init と、ワークロードのマニフェストまたはディレクトリ。既定は作業ディレクトリです。",
  },
} as const;

/** Options of `sekisho policy`. */
export const policyOptions = [
  {
    name: "holds",
    value: { placeholder: "SERVICE=CLASSES", completes: "nothing", isAssignment: true },
    isRepeatable: true,
    summary: {
      en: "What a service holds, without a question: anonymous, member, personal, payment, several with commas.",
      ja: "サービスが保持するデータの区分（anonymous、member、personal、payment。カンマ区切りで複数指定可）。指定したサービスについては質問しません。",
    },
  },
  {
    name: "standard",
    value: { placeholder: "SERVICE=STANDARDS", completes: "nothing", isAssignment: true },
    isRepeatable: true,
    summary: {
      en: "The standards a service falls under, without a question: pci-dss, hipaa, gdpr.",
      ja: "サービスに適用される基準（pci-dss、hipaa、gdpr）。指定したサービスについては質問しません。",
    },
  },
  {
    name: "yes",
    short: "y",
    summary: {
      en: "Asks nothing: takes what names say, and leaves out services whose names say nothing.",
      ja: "質問せずに、名前から推定した区分を使用します。推定できないサービスは含めません。",
    },
  },
] as const;

/** Calls worth showing. */
export const policyExamples = [
  {
    call: "sekisho policy init",
    summary: { en: "Asks a few questions and writes .sekisho.yaml.", ja: "質問に答えて .sekisho.yaml を作成します。" },
  },
  {
    call: "sekisho policy init --yes --holds accounts=member,personal k8s/",
    summary: { en: "Without questions.", ja: "質問なしで作成します。" },
  },
] as const;
