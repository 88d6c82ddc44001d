import { checkGroups, gatherChecks } from "./check-groups.ts";
import { ofCluster, organisational, partial } from "./control-notes.ts";
import { defineFramework } from "./framework.ts";

/** NIST Cybersecurity Framework 2.0: the subcategories that containers and their configuration can speak about. */
export const nistCsf20 = defineFramework({
  id: "nist-csf@2.0",
  title: { en: "NIST Cybersecurity Framework 2.0", ja: "NIST サイバーセキュリティフレームワーク 2.0" },
  version: "2.0",
  source:
    "NIST CSWP 29, The NIST Cybersecurity Framework (CSF) 2.0, February 2024, https://doi.org/10.6028/NIST.CSWP.29",
  controls: [
    {
      id: "GV.PO-01",
      title: { en: "Policy for managing risks", ja: "リスク管理の方針" },
      checks: [],
      note: organisational,
    },
    {
      id: "GV.SC-05",
      title: { en: "Requirements for suppliers", ja: "サプライヤーへの要求事項" },
      checks: gatherChecks(checkGroups.untrustedImages),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "ID.AM-02",
      title: { en: "Inventory of software and services", ja: "ソフトウェアとサービスの資産台帳" },
      checks: [],
      note: organisational,
    },
    {
      id: "ID.AM-05",
      title: { en: "Assets are prioritised by criticality", ja: "重要度に基づく資産の優先順位付け" },
      checks: gatherChecks(checkGroups.separation),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "ID.AM-07",
      title: { en: "Inventory of data and its classes", ja: "データとその区分の台帳" },
      checks: [],
      note: organisational,
    },
    {
      id: "ID.RA-01",
      title: { en: "Vulnerabilities are identified", ja: "脆弱性の特定と記録" },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "ID.RA-09",
      title: { en: "Authenticity of software is assessed before use", ja: "利用前のソフトウェアの真正性の評価" },
      checks: gatherChecks(checkGroups.unverifiedSoftware, checkGroups.untrustedImages),
    },
    {
      id: "PR.AA-01",
      title: { en: "Identities and credentials are managed", ja: "ID と認証情報の管理" },
      checks: gatherChecks(checkGroups.credentials, checkGroups.keyManagement, checkGroups.apiTokens),
      note: partial,
    },
    {
      id: "PR.AA-03",
      title: { en: "Users, services and hardware are authenticated", ja: "利用者、サービス、機器の認証" },
      checks: gatherChecks("rbac/anonymous-subject"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "PR.AA-05",
      title: { en: "Permissions follow least privilege", ja: "最小権限に基づくアクセス権の管理" },
      checks: gatherChecks(checkGroups.permissions, checkGroups.privileges, checkGroups.rootUser),
    },
    {
      id: "PR.DS-01",
      title: { en: "Data at rest is protected", ja: "保存データの保護" },
      checks: gatherChecks(checkGroups.encryptionAtRest, checkGroups.credentials),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "PR.DS-02",
      title: { en: "Data in transit is protected", ja: "転送データの保護" },
      checks: gatherChecks(checkGroups.encryptionInTransit),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "PR.DS-10",
      title: { en: "Data in use is protected", ja: "使用中のデータの保護" },
      checks: gatherChecks(checkGroups.sandboxes, checkGroups.separation),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "PR.DS-11",
      title: { en: "Backups are made and tested", ja: "バックアップの作成と検証" },
      checks: [],
      note: organisational,
    },
    {
      id: "PR.PS-01",
      title: { en: "Configuration management is applied", ja: "構成管理の適用" },
      checks: gatherChecks(checkGroups.privileges, checkGroups.nodeAccess, checkGroups.kernelLimits),
      note: partial,
    },
    {
      id: "PR.PS-02",
      title: { en: "Software is maintained, replaced and removed", ja: "ソフトウェアの保守、更新、削除" },
      checks: gatherChecks(checkGroups.knownFlaws, checkGroups.needlessSoftware, "manifest/outdated-api-version"),
      note: partial,
    },
    { id: "PR.PS-04", title: { en: "Log records are generated", ja: "ログの生成" }, checks: [], note: ofCluster },
    {
      id: "PR.PS-05",
      title: { en: "Unauthorised software is prevented", ja: "未承認のソフトウェアの防止" },
      checks: gatherChecks(checkGroups.writableFiles, checkGroups.untrustedImages, checkGroups.unverifiedSoftware),
      note: partial,
    },
    {
      id: "PR.PS-06",
      title: { en: "Secure software development is practised", ja: "安全なソフトウェア開発の実践" },
      checks: gatherChecks(checkGroups.credentials, checkGroups.unfixedImages),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "PR.IR-01",
      title: { en: "Networks are protected from unauthorised use", ja: "ネットワークの不正利用からの保護" },
      checks: gatherChecks(checkGroups.connections),
      note: partial,
    },
    {
      id: "PR.IR-03",
      title: { en: "Resilience requirements are met", ja: "回復力の要件の達成" },
      checks: gatherChecks(checkGroups.availability),
      note: partial,
    },
    {
      id: "PR.IR-04",
      title: { en: "Resource capacity ensures availability", ja: "可用性を確保するリソースの容量" },
      checks: gatherChecks(checkGroups.resources),
      note: partial,
    },
    { id: "DE.CM-01", title: { en: "Networks are monitored", ja: "ネットワークの監視" }, checks: [], note: ofCluster },
    {
      id: "DE.CM-09",
      title: { en: "Hardware, software and data are monitored", ja: "ハードウェア、ソフトウェア、データの監視" },
      checks: gatherChecks(checkGroups.malware),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "RS.MA-01",
      title: { en: "The incident response plan is executed", ja: "インシデント対応計画の実行" },
      checks: [],
      note: organisational,
    },
    {
      id: "RC.RP-01",
      title: { en: "The recovery plan is executed", ja: "復旧計画の実行" },
      checks: [],
      note: organisational,
    },
  ],
});
