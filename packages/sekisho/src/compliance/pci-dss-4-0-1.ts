import { checkGroups, decisiveChecks, gatherChecks } from "./check-groups.ts";
import { ofCluster, organisational, partial } from "./control-notes.ts";
import { defineFramework } from "./framework.ts";

/** PCI DSS: the requirements that containers and their configuration can speak about. Titles are ours; the numbers are the standard's. */
export const pciDss401 = defineFramework({
  id: "pci-dss@4.0.1",
  title: { en: "PCI DSS 4.0.1", ja: "PCI DSS 4.0.1" },
  version: "4.0.1",
  source:
    "PCI Security Standards Council, Payment Card Industry Data Security Standard, version 4.0.1, June 2024, https://www.pcisecuritystandards.org",
  controls: [
    {
      id: "1.2.1",
      title: {
        en: "Configuration standards for network controls",
        ja: "ネットワークセキュリティコントロールの設定基準",
      },
      checks: [],
      note: organisational,
    },
    {
      id: "1.3.1",
      title: {
        en: "Inbound traffic to the cardholder data environment is limited",
        ja: "カード会員データ環境への内向き通信の制限",
      },
      checks: gatherChecks(
        "data-class/unlimited-ingress",
        "network/exposed-service",
        "network/namespace-not-isolated",
        "workload/host-network",
      ),
      decisive: decisiveChecks.separation,
      note: partial,
    },
    {
      id: "1.3.2",
      title: {
        en: "Outbound traffic from the cardholder data environment is limited",
        ja: "カード会員データ環境からの外向き通信の制限",
      },
      checks: gatherChecks(
        "data-class/unlimited-egress",
        "network/namespace-not-isolated",
        "network/unlimited-egress",
        "workload/host-network",
      ),
      decisive: decisiveChecks.outwards,
      note: partial,
    },
    {
      id: "1.4.1",
      title: {
        en: "Controls stand between trusted and untrusted networks",
        ja: "信頼できるネットワークとできないネットワークの分離",
      },
      checks: gatherChecks(checkGroups.connections, checkGroups.separation),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "2.2.1",
      title: { en: "Configuration standards cover all system components", ja: "システムコンポーネントの設定基準" },
      checks: gatherChecks(
        checkGroups.privileges,
        checkGroups.nodeAccess,
        checkGroups.kernelLimits,
        checkGroups.rootUser,
      ),
      note: partial,
    },
    {
      id: "2.2.2",
      title: { en: "Vendor default accounts are managed", ja: "ベンダーが設けた既定のアカウントの管理" },
      checks: gatherChecks(checkGroups.weakAccounts),
    },
    {
      id: "2.2.3",
      title: { en: "Functions of different security levels are isolated", ja: "セキュリティレベルの異なる機能の分離" },
      checks: gatherChecks(checkGroups.separation, checkGroups.sandboxes),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "2.2.4",
      title: { en: "Only necessary services and functions are there", ja: "必要なサービスと機能のみの有効化" },
      checks: gatherChecks(checkGroups.needlessSoftware),
      note: partial,
    },
    {
      id: "2.2.5",
      title: { en: "Insecure services are justified and secured", ja: "安全でないサービスの正当化と保護" },
      checks: gatherChecks("dockerfile/ssh-port-exposed", "image/risky-port-exposed", "workload/ssh-server"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "2.2.6",
      title: { en: "System security parameters prevent misuse", ja: "システムセキュリティパラメータの設定" },
      checks: gatherChecks(checkGroups.privileges, checkGroups.kernelLimits),
      note: partial,
    },
    {
      id: "2.2.7",
      title: { en: "Administrative access is encrypted", ja: "管理アクセスの暗号化" },
      checks: [],
      note: ofCluster,
    },
    {
      id: "3.5.1",
      title: { en: "Stored account numbers are unreadable", ja: "保存された PAN の判読不能化" },
      checks: gatherChecks(checkGroups.encryptionAtRest),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "3.6.1",
      title: { en: "Keys of stored account data are protected", ja: "保存データの鍵の保護" },
      checks: gatherChecks(checkGroups.keyManagement, checkGroups.credentials),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "4.2.1",
      title: { en: "Strong cryptography protects account numbers in transit", ja: "転送時の PAN の強力な暗号化" },
      checks: gatherChecks(
        checkGroups.encryptionInTransit,
        "dockerfile/curl-without-tls-verification",
        "dockerfile/wget-without-tls-verification",
      ),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "5.2.1",
      title: { en: "Malware protection is deployed", ja: "マルウェア対策の導入" },
      checks: gatherChecks(checkGroups.malware),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "6.2.4",
      title: { en: "Software engineering prevents common attacks", ja: "一般的な攻撃を防ぐ開発手法" },
      checks: [],
      note: organisational,
    },
    {
      id: "6.3.1",
      title: { en: "Vulnerabilities are identified and ranked", ja: "脆弱性の特定とランク付け" },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "6.3.2",
      title: { en: "An inventory of software components is kept", ja: "ソフトウェアコンポーネントの一覧の維持" },
      checks: [],
      note: organisational,
    },
    {
      id: "6.3.3",
      title: { en: "Security patches are installed", ja: "セキュリティパッチの適用" },
      checks: gatherChecks(checkGroups.knownFlaws),
      decisive: decisiveChecks.knownFlaws,
      note: partial,
    },
    {
      id: "6.5.3",
      title: { en: "Pre-production and production are separated", ja: "本番環境とそれ以外の環境の分離" },
      checks: gatherChecks(checkGroups.separation),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "6.5.4",
      title: { en: "Roles are separated between environments", ja: "環境間の役割と機能の分離" },
      checks: gatherChecks(checkGroups.permissions),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "7.2.1",
      title: { en: "Access follows need and least privilege", ja: "必要最小限のアクセス制御モデル" },
      checks: gatherChecks(checkGroups.permissions),
      decisive: decisiveChecks.permissions,
      note: partial,
    },
    {
      id: "7.2.2",
      title: { en: "Access is assigned by job and least privilege", ja: "職務と最小権限に基づくアクセス権の割り当て" },
      checks: gatherChecks(checkGroups.permissions),
      decisive: decisiveChecks.permissions,
      note: partial,
    },
    {
      id: "7.2.5",
      title: {
        en: "Accounts of applications and systems have least privilege",
        ja: "アプリケーションとシステムのアカウントの最小権限",
      },
      checks: gatherChecks(checkGroups.apiTokens, checkGroups.permissions, checkGroups.privileges),
      decisive: decisiveChecks.permissions,
    },
    {
      id: "8.2.2",
      title: { en: "Shared and generic accounts are exceptions", ja: "共有アカウントの制限" },
      checks: gatherChecks("rbac/anonymous-subject", "rbac/everybody-subject", "rbac/masters-subject"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "8.3.2",
      title: {
        en: "Authentication factors are unreadable in storage and transit",
        ja: "認証要素の保存時と転送時の保護",
      },
      checks: gatherChecks(checkGroups.credentials, checkGroups.keyManagement),
      decisive: decisiveChecks.keptSecrets,
    },
    {
      id: "8.6.2",
      title: {
        en: "No passwords in scripts, configuration or code",
        ja: "スクリプト、設定、ソースコードへのパスワードの埋め込み禁止",
      },
      checks: gatherChecks(checkGroups.credentials),
    },
    { id: "10.2.1", title: { en: "Audit logs are enabled", ja: "監査ログの有効化" }, checks: [], note: ofCluster },
    {
      id: "10.3.2",
      title: { en: "Audit logs are protected from change", ja: "監査ログの改ざん防止" },
      checks: gatherChecks("rbac/delete-events"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "11.3.1",
      title: { en: "Internal vulnerability scans are performed", ja: "内部脆弱性スキャンの実施" },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "11.5.2",
      title: { en: "Changes to critical files are detected", ja: "重要ファイルの変更の検出" },
      checks: gatherChecks(checkGroups.writableFiles),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "12.10.1",
      title: { en: "An incident response plan exists", ja: "インシデント対応計画" },
      checks: [],
      note: organisational,
    },
  ],
});
