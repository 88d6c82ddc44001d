import { checkGroups, gatherChecks } from "./check-groups.ts";
import { organisational, partial } from "./control-notes.ts";
import { defineFramework } from "./framework.ts";

/** Articles 25 and 32 of the General Data Protection Regulation, paragraph by paragraph. */
export const gdpr2016 = defineFramework({
  id: "gdpr@2016",
  title: { en: "GDPR, articles 25 and 32", ja: "GDPR 第 25 条、第 32 条" },
  version: "2016",
  source: "Regulation (EU) 2016/679 of 27 April 2016, https://eur-lex.europa.eu/eli/reg/2016/679/oj",
  controls: [
    {
      id: "25(1)",
      title: { en: "Data protection by design", ja: "設計段階からのデータ保護" },
      checks: gatherChecks(
        checkGroups.privileges,
        checkGroups.rootUser,
        checkGroups.nodeAccess,
        checkGroups.kernelLimits,
      ),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "25(2)",
      title: { en: "Data protection by default", ja: "既定でのデータ保護" },
      checks: gatherChecks(checkGroups.permissions, checkGroups.connections, checkGroups.apiTokens),
      canOnlyFail: true,
      note: partial,
    },
    { id: "25(3)", title: { en: "Certification", ja: "認証の仕組み" }, checks: [], note: organisational },
    {
      id: "32(1)(a)",
      title: { en: "Pseudonymisation and encryption", ja: "仮名化と暗号化" },
      checks: gatherChecks(checkGroups.encryptionAtRest, checkGroups.encryptionInTransit, checkGroups.keyManagement),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "32(1)(b)",
      title: { en: "Confidentiality, integrity, availability and resilience", ja: "機密性、完全性、可用性、回復力" },
      checks: gatherChecks(
        checkGroups.credentials,
        checkGroups.separation,
        checkGroups.writableFiles,
        checkGroups.resources,
        checkGroups.availability,
      ),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "32(1)(c)",
      title: { en: "Restoring availability after an incident", ja: "インシデント後の可用性の回復" },
      checks: gatherChecks(checkGroups.availability),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "32(1)(d)",
      title: { en: "Regular testing of the measures", ja: "対策の定期的な検証" },
      checks: gatherChecks(checkGroups.knownFlaws),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "32(2)",
      title: { en: "Risks of loss, change and disclosure are considered", ja: "消失、改変、漏えいのリスクの考慮" },
      checks: gatherChecks(checkGroups.credentials, checkGroups.malware, checkGroups.untrustedImages),
      canOnlyFail: true,
      note: partial,
    },
    {
      id: "32(3)",
      title: { en: "Codes of conduct and certification", ja: "行動規範と認証" },
      checks: [],
      note: organisational,
    },
    {
      id: "32(4)",
      title: { en: "Persons act on instruction only", ja: "指示に基づくデータの取り扱い" },
      checks: gatherChecks(checkGroups.permissions),
      canOnlyFail: true,
      note: partial,
    },
  ],
});
