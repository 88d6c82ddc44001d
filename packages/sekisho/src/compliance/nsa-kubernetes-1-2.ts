import { checkGroups, decisiveChecks, gatherChecks } from "./check-groups.ts";
import { ofCluster, partial } from "./control-notes.ts";
import { defineFramework } from "./framework.ts";

/** The hardening guide of NSA and CISA. It has no numbers of its own: ids are ours, by its chapters. */
export const nsaKubernetes12 = defineFramework({
  id: "nsa-kubernetes@1.2",
  title: { en: "NSA/CISA Kubernetes Hardening Guidance 1.2", ja: "NSA/CISA Kubernetes 強化ガイダンス 1.2" },
  version: "1.2",
  source:
    "National Security Agency and Cybersecurity and Infrastructure Security Agency, Kubernetes Hardening Guidance, version 1.2, August 2022, PP-22-0324",
  controls: [
    {
      id: "pod.1",
      title: { en: "Containers run as non-root users", ja: "コンテナを root 以外で実行すること" },
      checks: gatherChecks(checkGroups.rootUser),
    },
    {
      id: "pod.2",
      title: { en: "Container file systems are immutable", ja: "コンテナのファイルシステムを読み取り専用にすること" },
      checks: gatherChecks(checkGroups.writableFiles),
    },
    {
      id: "pod.3",
      title: {
        en: "Images are scanned for flaws and misconfigurations",
        ja: "イメージの脆弱性と設定不備を検査すること",
      },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "pod.4",
      title: { en: "Images come from trusted registries", ja: "信頼できるレジストリのイメージを使用すること" },
      checks: gatherChecks(checkGroups.untrustedImages, checkGroups.unfixedImages),
    },
    {
      id: "pod.5",
      title: { en: "Containers are not privileged", ja: "特権コンテナと権限昇格を防ぐこと" },
      checks: gatherChecks(checkGroups.privileges),
    },
    {
      id: "pod.6",
      title: { en: "Pods do not reach the node", ja: "ノードの機能やファイルへのアクセスを防ぐこと" },
      checks: gatherChecks(checkGroups.nodeAccess),
    },
    {
      id: "pod.7",
      title: {
        en: "Kernel services harden the applications",
        ja: "seccomp、AppArmor、SELinux でアプリケーションを強化すること",
      },
      checks: gatherChecks(checkGroups.kernelLimits),
    },
    {
      id: "pod.8",
      title: { en: "Tokens of service accounts are protected", ja: "サービスアカウントのトークンを保護すること" },
      checks: gatherChecks(checkGroups.apiTokens),
      decisive: ["workload/service-account-token"],
    },
    {
      id: "pod.9",
      title: {
        en: "Containers run in hardened environments where data demands it",
        ja: "必要に応じて分離の強いコンテナ環境を使用すること",
      },
      checks: gatherChecks(checkGroups.sandboxes),
    },
    {
      id: "network.1",
      title: { en: "Network policies separate the workloads", ja: "ネットワークポリシーでワークロードを分離すること" },
      checks: gatherChecks(checkGroups.connections),
      decisive: decisiveChecks.separation,
    },
    {
      id: "network.2",
      title: { en: "Namespaces separate the workloads", ja: "名前空間でワークロードを分離すること" },
      checks: gatherChecks(checkGroups.separation),
    },
    {
      id: "network.3",
      title: { en: "Resource policies limit the workloads", ja: "リソースの上限を設定すること" },
      checks: gatherChecks(checkGroups.resources),
    },
    {
      id: "network.4",
      title: { en: "Traffic is encrypted", ja: "通信を暗号化すること" },
      checks: gatherChecks(checkGroups.encryptionInTransit),
    },
    {
      id: "network.5",
      title: {
        en: "Secrets are encrypted and not in configuration",
        ja: "シークレットを暗号化し、設定ファイルに含めないこと",
      },
      checks: gatherChecks(checkGroups.credentials, checkGroups.keyManagement),
      decisive: decisiveChecks.keptSecrets,
    },
    {
      id: "network.6",
      title: {
        en: "Control plane, etcd and kubelet are locked down",
        ja: "コントロールプレーン、etcd、kubelet を保護すること",
      },
      checks: [],
      note: ofCluster,
    },
    {
      id: "network.7",
      title: {
        en: "Cloud metadata services are out of reach",
        ja: "クラウドのメタデータサービスへの接続を遮断すること",
      },
      checks: gatherChecks("network/cloud-metadata-reachable"),
    },
    {
      id: "access.1",
      title: { en: "Anonymous requests are refused", ja: "匿名リクエストを拒否すること" },
      checks: gatherChecks("rbac/anonymous-subject"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "access.2",
      title: { en: "Role-based access control gives least privilege", ja: "RBAC で最小権限とすること" },
      checks: gatherChecks(checkGroups.permissions),
      decisive: decisiveChecks.permissions,
    },
    {
      id: "audit.1",
      title: { en: "Audit logging is on and watched", ja: "監査ログを有効化し監視すること" },
      checks: [],
      note: ofCluster,
    },
    {
      id: "upgrade.1",
      title: {
        en: "Security updates are applied, unused components removed",
        ja: "セキュリティ更新の適用と不要なコンポーネントの削除",
      },
      checks: gatherChecks(checkGroups.knownFlaws, checkGroups.needlessSoftware, "manifest/outdated-api-version"),
      canOnlyFail: true,
      note: partial,
    },
  ],
});
