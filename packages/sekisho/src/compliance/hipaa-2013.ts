import { checkGroups, decisiveChecks, gatherChecks } from "./check-groups.ts";
import { ofCluster, organisational, partial } from "./control-notes.ts";
import { defineFramework } from "./framework.ts";

/** The technical safeguards of the HIPAA Security Rule, and the administrative ones that configuration can speak about. */
export const hipaa2013 = defineFramework({
  id: "hipaa@2013",
  title: { en: "HIPAA Security Rule", ja: "HIPAA セキュリティ規則" },
  version: "2013",
  source:
    "45 CFR part 164 subpart C, as amended by the Omnibus Rule of 2013, https://www.ecfr.gov/current/title-45/part-164/subpart-C",
  controls: [
    {
      id: "164.308(a)(1)(ii)(A)",
      title: { en: "Risk analysis", ja: "リスク分析" },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.308(a)(1)(ii)(B)",
      title: { en: "Risk management", ja: "リスク管理" },
      checks: gatherChecks(
        checkGroups.knownFlaws,
        checkGroups.privileges,
        checkGroups.nodeAccess,
        checkGroups.kernelLimits,
      ),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.308(a)(1)(ii)(D)",
      title: { en: "Information system activity review", ja: "情報システムの利用状況の確認" },
      checks: [],
      note: ofCluster,
    },
    {
      id: "164.308(a)(3)(i)",
      title: { en: "Workforce security", ja: "要員のアクセス管理" },
      checks: gatherChecks(checkGroups.permissions),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.308(a)(4)(i)",
      title: { en: "Information access management", ja: "情報アクセスの管理" },
      checks: gatherChecks(checkGroups.permissions, checkGroups.separation),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.308(a)(5)(ii)(B)",
      title: { en: "Protection from malicious software", ja: "不正ソフトウェアからの保護" },
      checks: gatherChecks(checkGroups.malware, checkGroups.unverifiedSoftware),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.308(a)(5)(ii)(D)",
      title: { en: "Password management", ja: "パスワード管理" },
      checks: gatherChecks(checkGroups.credentials, checkGroups.weakAccounts),
    },
    {
      id: "164.308(a)(6)(i)",
      title: { en: "Security incident procedures", ja: "セキュリティインシデントの手順" },
      checks: [],
      note: organisational,
    },
    {
      id: "164.308(a)(7)(i)",
      title: { en: "Contingency plan", ja: "緊急時対応計画" },
      checks: gatherChecks(checkGroups.availability),
      canOnlyFail: true,
      note: partial,
    },
    { id: "164.308(a)(8)", title: { en: "Evaluation", ja: "評価" }, checks: [], note: organisational },
    {
      id: "164.310(d)(1)",
      title: { en: "Device and media controls", ja: "機器と媒体の管理" },
      checks: gatherChecks(checkGroups.encryptionAtRest),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(a)(1)",
      title: { en: "Access control", ja: "アクセス制御" },
      checks: gatherChecks(checkGroups.permissions, checkGroups.apiTokens, checkGroups.connections),
      decisive: decisiveChecks.permissions,
      note: partial,
    },
    {
      id: "164.312(a)(2)(i)",
      title: { en: "Unique user identification", ja: "一意の利用者識別" },
      checks: gatherChecks("rbac/anonymous-subject", "rbac/everybody-subject", "rbac/masters-subject"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(a)(2)(iv)",
      title: { en: "Encryption and decryption", ja: "暗号化と復号" },
      checks: gatherChecks(checkGroups.encryptionAtRest, checkGroups.keyManagement),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(b)",
      title: { en: "Audit controls", ja: "監査の仕組み" },
      checks: gatherChecks("rbac/delete-events"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(c)(1)",
      title: { en: "Integrity", ja: "完全性" },
      checks: gatherChecks(checkGroups.writableFiles, checkGroups.unverifiedSoftware, checkGroups.unfixedImages),
      note: partial,
    },
    {
      id: "164.312(d)",
      title: { en: "Person or entity authentication", ja: "主体の認証" },
      checks: gatherChecks("rbac/anonymous-subject", "rbac/create-tokens"),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(e)(1)",
      title: { en: "Transmission security", ja: "伝送のセキュリティ" },
      checks: gatherChecks(checkGroups.encryptionInTransit),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "164.312(e)(2)(ii)",
      title: { en: "Encryption in transit", ja: "転送時の暗号化" },
      checks: gatherChecks(checkGroups.encryptionInTransit),
      canOnlyFail: true,
      note: partial,
    },
  ],
});
