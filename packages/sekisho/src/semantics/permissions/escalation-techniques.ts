import type { Text } from "../../model/text.ts";

/** How a principal becomes another one, or a cluster administrator. */
export type TechniqueId = keyof typeof techniqueTexts;

/** What each technique does, as a part of a sentence. */
export const techniqueTexts = {
  administer: { en: "is cluster administrator", ja: "クラスター管理者の権限を持つ" },
  "impersonate-group": { en: "impersonates a group", ja: "グループになりすます" },
  "impersonate-user": { en: "impersonates a user", ja: "ユーザーになりすます" },
  "impersonate-account": { en: "impersonates a service account", ja: "サービスアカウントになりすます" },
  "bind-cluster-admin": { en: "binds itself to cluster-admin", ja: "自身に cluster-admin をバインドする" },
  "bind-in-namespace": {
    en: "binds itself to admin in the namespace",
    ja: "自身に名前空間の admin をバインドする",
  },
  "escalate-own-role": { en: "adds permissions to its own role", ja: "自身のロールに権限を追加する" },
  "create-workload": {
    en: "creates a pod that runs as a service account",
    ja: "サービスアカウントで動く Pod を作成する",
  },
  "change-workload": {
    en: "lets a workload run as a service account",
    ja: "ワークロードのサービスアカウントと内容を変更する",
  },
  "privileged-pod": { en: "creates a privileged pod", ja: "特権 Pod を作成する" },
  "host-path-volume": {
    en: "creates a volume of the node's files",
    ja: "ノードのファイルを参照するボリュームを作成する",
  },
  "change-pod": { en: "replaces the image of a pod", ja: "Pod のイメージを差し替える" },
  exec: { en: "runs commands in a pod", ja: "Pod 内でコマンドを実行する" },
  "debug-container": { en: "adds a container to a pod", ja: "Pod にコンテナを追加する" },
  "read-token-secret": { en: "reads the token in a Secret", ja: "Secret のトークンを読み取る" },
  "create-token-secret": {
    en: "creates a Secret that is filled with a token, and reads it",
    ja: "トークンが書き込まれる Secret を作成して読み取る",
  },
  "create-token": { en: "creates a token", ja: "トークンを発行する" },
  "reach-kubelet": { en: "runs commands through the kubelet", ja: "kubelet 経由でコマンドを実行する" },
  "issue-certificate": {
    en: "requests and approves a client certificate",
    ja: "クライアント証明書を申請し、自身で承認する",
  },
  "change-requests": {
    en: "changes new pods by an admission webhook",
    ja: "アドミッション Webhook で新しい Pod を書き換える",
  },
  "map-cloud-identity": {
    en: "maps a cloud identity to system:masters in aws-auth",
    ja: "aws-auth でクラウドの ID に system:masters を割り当てる",
  },
} as const satisfies Readonly<Record<string, Text>>;
