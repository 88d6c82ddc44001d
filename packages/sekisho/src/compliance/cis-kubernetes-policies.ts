import type { Text } from "../model/text.ts";
import { checkGroups, decisiveChecks, gatherChecks } from "./check-groups.ts";
import { type Control, defineFramework, type Framework } from "./framework.ts";

type Body = Omit<Control, "id">;

const admissionNote: Text = {
  en: "Shows the workloads that were given; whether admission refuses others is a matter of the cluster.",
  ja: "検査したワークロードの設定を評価します。ほかのワークロードを拒否するかどうかは、クラスターのアドミッション制御で確認してください。",
};

const clusterNote: Text = {
  en: "Only the cluster itself shows it.",
  ja: "クラスターの設定で確認してください。",
};

function control(title: Text, ...checks: readonly string[]): Body {
  return { title, checks: gatherChecks(checks) };
}

/** A demand on what is admitted, answered by what was given. */
function admission(title: Text, ...checks: readonly string[]): Body {
  return { ...control(title, ...checks), note: admissionNote };
}

/** Whoever may do everything has every single power, too. */
const everyPower = ["rbac/cluster-admin", "rbac/wildcard"];

/** A demand that few have a power. */
function power(title: Text, ...checks: readonly string[]): Body {
  return { ...control(title, ...checks, ...everyPower), decisive: checks };
}

const permissions: readonly Body[] = [
  {
    ...control(
      { en: "cluster-admin is bound only where it is needed", ja: "cluster-admin の利用を必要最小限にすること" },
      "rbac/anonymous-subject",
      "rbac/everybody-subject",
      "rbac/masters-subject",
      ...everyPower,
    ),
    decisive: decisiveChecks.permissions,
  },
  power({ en: "Few may read Secrets", ja: "Secret を読み取れる主体を最小限にすること" }, "rbac/read-secrets"),
  control({ en: "Roles use no wildcards", ja: "ロールでワイルドカードを使用しないこと" }, "rbac/wildcard"),
  power({ en: "Few may create pods", ja: "Pod を作成できる主体を最小限にすること" }, "rbac/create-workloads"),
  control(
    { en: "Default service accounts are not used", ja: "default サービスアカウントを使用しないこと" },
    "rbac/default-account-with-cloud-identity",
    "rbac/default-service-account",
    "workload/default-service-account",
  ),
  control(
    {
      en: "Tokens are mounted only where they are needed",
      ja: "サービスアカウントのトークンを必要な Pod だけにマウントすること",
    },
    "workload/service-account-mounts-token",
    "workload/service-account-token",
  ),
  control(
    { en: "Nobody is in the group system:masters", ja: "system:masters グループを使用しないこと" },
    "rbac/masters-subject",
  ),
  power(
    { en: "Few may bind, impersonate or escalate", ja: "bind、impersonate、escalate の権限を制限すること" },
    "rbac/change-roles",
    "rbac/escalation-path",
    "rbac/impersonate",
  ),
  power(
    { en: "Few may create persistent volumes", ja: "PersistentVolume を作成できる主体を最小限にすること" },
    "rbac/create-persistent-volumes",
  ),
  power(
    { en: "Few may reach kubelets through nodes/proxy", ja: "nodes/proxy を利用できる主体を最小限にすること" },
    "rbac/reach-kubelets",
  ),
  power(
    { en: "Few may approve certificates", ja: "証明書署名要求を承認できる主体を最小限にすること" },
    "rbac/approve-certificates",
  ),
  power(
    { en: "Few may change admission webhooks", ja: "Webhook の設定を変更できる主体を最小限にすること" },
    "rbac/change-admission-webhooks",
  ),
  power(
    {
      en: "Few may create tokens of service accounts",
      ja: "サービスアカウントのトークンを発行できる主体を最小限にすること",
    },
    "rbac/create-tokens",
  ),
];

const mechanism: Body = {
  title: { en: "A mechanism enforces pod security", ja: "Pod のセキュリティを強制する仕組みの導入" },
  checks: [],
  note: clusterNote,
};

const beforeCapabilities: readonly Body[] = [
  mechanism,
  admission({ en: "No privileged containers", ja: "特権コンテナの制限" }, "workload/privileged"),
  admission(
    { en: "No containers in the node's process namespace", ja: "ホストの PID 名前空間の共有の制限" },
    "workload/host-pid",
  ),
  admission(
    { en: "No containers in the node's IPC namespace", ja: "ホストの IPC 名前空間の共有の制限" },
    "workload/host-ipc",
  ),
  admission(
    { en: "No containers in the node's network", ja: "ホストのネットワークの共有の制限" },
    "workload/host-network",
  ),
  admission(
    { en: "No containers that may gain privileges", ja: "権限昇格を許可するコンテナの制限" },
    "workload/privilege-escalation",
  ),
  admission(
    { en: "No containers that run as root", ja: "root で実行されるコンテナの制限" },
    "workload/root-not-refused",
    "workload/root-user",
  ),
  admission(
    { en: "No containers with NET_RAW", ja: "NET_RAW ケーパビリティを持つコンテナの制限" },
    "workload/capabilities-kept",
    "workload/capability-added",
  ),
];

const added = admission(
  { en: "No containers with added capabilities", ja: "ケーパビリティを追加したコンテナの制限" },
  "workload/capability-added",
  "workload/needless-capability",
);

const assigned = admission(
  { en: "No containers with capabilities", ja: "ケーパビリティを持つコンテナの制限" },
  "workload/capabilities-kept",
  "workload/capability-added",
);

const afterCapabilities: readonly Body[] = [
  admission(
    { en: "No Windows HostProcess containers", ja: "Windows HostProcess コンテナの制限" },
    "workload/windows-host-process",
  ),
  admission(
    { en: "No HostPath volumes", ja: "hostPath ボリュームの制限" },
    "workload/host-path",
    "workload/host-path-sensitive",
    "workload/host-path-writable",
    "workload/node-credential-mounted",
    "workload/runtime-socket",
  ),
  admission({ en: "No ports of the node", ja: "hostPort の制限" }, "workload/host-port"),
];

const network: readonly Body[] = [
  {
    title: { en: "The network plug-in enforces network policies", ja: "ネットワークポリシーに対応した CNI の使用" },
    checks: [],
    note: clusterNote,
  },
  {
    ...control(
      { en: "Every namespace has network policies", ja: "すべての名前空間へのネットワークポリシーの定義" },
      ...checkGroups.connections,
    ),
    decisive: decisiveChecks.separation,
  },
];

const secrets: readonly Body[] = [
  control(
    {
      en: "Secrets are mounted as files rather than set as variables",
      ja: "Secret を環境変数ではなくファイルとして渡すこと",
    },
    ...checkGroups.secretVariables,
  ),
  {
    ...control(
      { en: "Secrets are kept outside the cluster", ja: "外部のシークレット管理の利用" },
      ...checkGroups.keyManagement,
    ),
    note: {
      en: "Asked of services whose data class demands it.",
      ja: "鍵管理システムを要求するデータ区分のサービスについて評価します。",
    },
  },
];

const provenance: Body = {
  ...control(
    { en: "Admission verifies where images come from", ja: "アドミッション制御によるイメージの来歴の検証" },
    "data-class/unsigned-images-admitted",
    "supply/untrusted-registry",
  ),
  canOnlyFail: true,
  note: clusterNote,
};

const general: readonly Body[] = [
  control(
    { en: "Namespaces part what is administered apart", ja: "名前空間による管理境界の設定" },
    ...checkGroups.separation,
  ),
  control(
    { en: "Pods have a seccomp profile", ja: "Pod への seccomp プロファイルの設定" },
    "workload/seccomp-not-set",
    "workload/seccomp-unconfined",
  ),
  control(
    { en: "Pods and containers have a security context", ja: "Pod とコンテナへの securityContext の適用" },
    ...checkGroups.privileges,
    ...checkGroups.rootUser.filter((id) => id.startsWith("workload/")),
    "workload/seccomp-not-set",
    "workload/writable-root-filesystem",
  ),
  control(
    { en: "The default namespace is not used", ja: "default 名前空間を使用しないこと" },
    "manifest/default-namespace",
  ),
];

/** How the versions number chapter 5, as kube-bench has it. */
interface Numbering {
  readonly version: string;
  /** Whether added and kept capabilities are two controls. */
  readonly hasAddedCapabilities: boolean;
  readonly generalSection: "5.6" | "5.7";
}

const numberings: readonly Numbering[] = [
  { version: "1.8.0", hasAddedCapabilities: true, generalSection: "5.7" },
  { version: "1.9.0", hasAddedCapabilities: true, generalSection: "5.7" },
  { version: "1.10.0", hasAddedCapabilities: true, generalSection: "5.7" },
  { version: "1.11.1", hasAddedCapabilities: true, generalSection: "5.6" },
  { version: "1.12.0", hasAddedCapabilities: false, generalSection: "5.6" },
];

/** Chapter 5 of the CIS Kubernetes Benchmark, version by version. Titles are ours; the numbers are kube-bench's. */
export const cisKubernetesPolicies: readonly Framework[] = numberings.map((numbering, index) => {
  const { version, hasAddedCapabilities, generalSection } = numbering;
  const capabilities = hasAddedCapabilities ? [added, assigned] : [assigned];
  return defineFramework({
    id: `cis-kubernetes@${version}`,
    title: {
      en: `CIS Kubernetes Benchmark ${version}, chapter 5: policies`,
      ja: `CIS Kubernetes Benchmark ${version} 第 5 章: ポリシー`,
    },
    version,
    source: `Center for Internet Security, CIS Kubernetes Benchmark v${version}, https://www.cisecurity.org/benchmark/kubernetes`,
    ...(index < numberings.length - 1 ? { isSuperseded: true } : {}),
    controls: [
      ...numbered("5.1", permissions),
      ...numbered("5.2", [...beforeCapabilities, ...capabilities, ...afterCapabilities]),
      ...numbered("5.3", network),
      ...numbered("5.4", secrets),
      ...numbered("5.5", [provenance]),
      ...numbered(generalSection, general),
    ],
  });
});

function numbered(section: string, bodies: readonly Body[]): readonly Control[] {
  return bodies.map((body, index) => ({ id: `${section}.${index + 1}`, ...body }));
}
