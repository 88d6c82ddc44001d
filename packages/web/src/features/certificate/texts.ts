import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of certificates of deletion. */
export const certificateTexts = defineTexts({
  title: { en: "Certificate of deletion", ja: "削除証明書" },
  meaning: {
    en: "Whoever asked for a tenant to be deleted got a receipt. With it the certificate can be read, without signing in.",
    ja: "テナントの削除を申請したときの受領番号で、サインインせずに証明書を確認できます。",
  },
  receipt: { en: "Receipt", ja: "受領番号" },
  read: { en: "Read certificate", ja: "証明書を表示" },
  fact: { en: "Fact", ja: "項目" },
  value: { en: "Value", ja: "値" },
  tenant: { en: "Tenant", ja: "テナント" },
  asked: { en: "Asked for", ja: "申請" },
  erased: { en: "Deleted", ja: "削除日時" },
  rows: { en: "Rows deleted", ja: "削除した行数" },
  documents: { en: "Documents deleted", ja: "削除した文書数" },
  sha256: { en: "SHA-256 of the certificate", ja: "証明書の SHA-256" },
  whole: { en: "The certificate as it was signed over", ja: "証明書の原文" },
  signIn: { en: "To the sign-in page", ja: "サインイン画面へ" },
});
