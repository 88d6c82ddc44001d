import { checkGroups, decisiveChecks, gatherChecks } from "./check-groups.ts";
import type { Control } from "./framework.ts";

/** Sections 4.2 to 4.6 of NIST SP 800-190: registries, orchestrator, containers, hosts and hardware. */
export const clusterCountermeasures: readonly Control[] = [
  {
    id: "4.2.1",
    title: { en: "Insecure connections to registries", ja: "レジストリへのセキュアでない接続" },
    checks: gatherChecks("dockerfile/curl-without-tls-verification", "dockerfile/wget-without-tls-verification"),
    canOnlyFail: true,
    note: {
      en: "Shows downloads of builds; whether the container runtime talks to registries over TLS is a setting of the nodes.",
      ja: "ビルド時のダウンロードだけを評価します。コンテナランタイムとレジストリの間の TLS は、ノードの設定で確認してください。",
    },
  },
  {
    id: "4.2.2",
    title: { en: "Stale images in registries", ja: "レジストリ内の古いイメージ" },
    checks: gatherChecks(checkGroups.unfixedImages, "image/old-image"),
    canOnlyFail: true,
    note: {
      en: "Shows images in use; what else a registry holds was not looked at.",
      ja: "使用中のイメージだけを評価します。レジストリに残るほかのイメージは確認していません。",
    },
  },
  {
    id: "4.2.3",
    title: { en: "Insufficient authentication and authorization restrictions", ja: "不十分な認証・認可" },
    checks: [],
    note: { en: "It is a setting of the registry.", ja: "レジストリの設定で確認してください。" },
  },
  {
    id: "4.3.1",
    title: { en: "Unbounded administrative access", ja: "制御のない管理者アクセス" },
    checks: gatherChecks(checkGroups.permissions),
    decisive: decisiveChecks.permissions,
  },
  {
    id: "4.3.2",
    title: { en: "Unauthorized access", ja: "不正アクセス" },
    checks: gatherChecks(
      checkGroups.apiTokens,
      "rbac/anonymous-subject",
      "rbac/everybody-subject",
      "rbac/masters-subject",
    ),
    canOnlyFail: true,
    note: {
      en: "Sign-in of people to the orchestrator, its directory and multi-factor authentication were not looked at.",
      ja: "オーケストレーターへの利用者のサインイン（ディレクトリ連携、多要素認証など）は確認していません。",
    },
  },
  {
    id: "4.3.3",
    title: {
      en: "Poorly separated inter-container network traffic",
      ja: "コンテナ間ネットワークトラフィックの不十分な分離",
    },
    checks: gatherChecks(checkGroups.connections, checkGroups.encryptionInTransit, "workload/host-port"),
    decisive: decisiveChecks.separation,
  },
  {
    id: "4.3.4",
    title: { en: "Mixing of workload sensitivity levels", ja: "ワークロードの機微性レベルの混合" },
    checks: gatherChecks(checkGroups.separation),
    canOnlyFail: true,
    note: {
      en: "Only services that the security policy describes have a sensitivity level.",
      ja: "機微性レベルを評価できるのは、セキュリティポリシーに定義されたサービスだけです。",
    },
  },
  {
    id: "4.3.5",
    title: { en: "Orchestrator node trust", ja: "オーケストレータノードの信頼" },
    checks: gatherChecks("rbac/approve-certificates", "rbac/reach-kubelets", "workload/node-credential-mounted"),
    canOnlyFail: true,
    note: {
      en: "How nodes join the cluster and encrypt their traffic is a setting of the cluster.",
      ja: "ノードの参加方法やノード間通信の暗号化は、クラスターの設定で確認してください。",
    },
  },
  {
    id: "4.4.1",
    title: { en: "Vulnerabilities within the runtime software", ja: "ランタイムソフトウェア内の脆弱性" },
    checks: [],
    note: {
      en: "The runtime is software of the nodes.",
      ja: "ランタイムはノードのソフトウェアです。ノードを検査してください。",
    },
  },
  {
    id: "4.4.2",
    title: { en: "Unbounded network access from containers", ja: "コンテナからの無制限のネットワークアクセス" },
    checks: gatherChecks(checkGroups.connections),
    decisive: decisiveChecks.outwards,
  },
  {
    id: "4.4.3",
    title: { en: "Insecure container runtime configurations", ja: "セキュアでないコンテナランタイムの設定" },
    checks: gatherChecks(checkGroups.privileges, checkGroups.kernelLimits, checkGroups.nodeAccess),
  },
  {
    id: "4.4.4",
    title: { en: "App vulnerabilities", ja: "アプリの脆弱性" },
    checks: gatherChecks(checkGroups.writableFiles, checkGroups.rootUser, "vulnerability/*"),
    canOnlyFail: true,
    note: {
      en: "Shows how much an intruder could do; behaviour at run time was not watched.",
      ja: "侵入された場合の影響を抑える設定を評価します。実行時の挙動は監視していません。",
    },
  },
  {
    id: "4.4.5",
    title: { en: "Rogue containers", ja: "未承認コンテナ" },
    checks: gatherChecks(
      "data-class/unsigned-images-admitted",
      "rbac/create-workloads",
      "reliability/naked-pod",
      "supply/untrusted-registry",
    ),
    canOnlyFail: true,
    note: {
      en: "What runs beside the given manifests only the cluster shows.",
      ja: "検査したマニフェスト以外に何が動作しているかは、クラスターで確認してください。",
    },
  },
  {
    id: "4.5.1",
    title: { en: "Large attack surface", ja: "大きなアタックサーフェス" },
    checks: gatherChecks("workload/ssh-server"),
    canOnlyFail: true,
    note: { en: "The host's operating system was not looked at.", ja: "ホスト OS は確認していません。" },
  },
  {
    id: "4.5.2",
    title: { en: "Shared kernel", ja: "共有カーネル" },
    checks: gatherChecks(checkGroups.sandboxes, checkGroups.kernelLimits),
  },
  {
    id: "4.5.3",
    title: { en: "Host OS component vulnerabilities", ja: "ホスト OS コンポーネントの脆弱性" },
    checks: [],
    note: { en: "The host's operating system was not looked at.", ja: "ホスト OS は確認していません。" },
  },
  {
    id: "4.5.4",
    title: { en: "Improper user access rights", ja: "不適切なユーザアクセス権" },
    checks: gatherChecks("workload/host-pid", "workload/node-credential-mounted", "workload/runtime-socket"),
    canOnlyFail: true,
    note: {
      en: "Sign-in of people to the hosts was not looked at.",
      ja: "ホストへの利用者のサインインは確認していません。",
    },
  },
  {
    id: "4.5.5",
    title: { en: "Host OS file system tampering", ja: "ホスト OS ファイルシステムの改ざん" },
    checks: gatherChecks(
      "workload/host-path",
      "workload/host-path-sensitive",
      "workload/host-path-writable",
      "workload/mount-propagation",
      "workload/runtime-socket",
    ),
  },
  {
    id: "4.6",
    title: { en: "Hardware countermeasures", ja: "ハードウェアによる対策" },
    checks: [],
    note: {
      en: "Measured boot and attestation are a matter of the machines.",
      ja: "メジャードブートや構成証明は、ハードウェアとノードの設定で確認してください。",
    },
  },
];
