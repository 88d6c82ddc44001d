import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of coming back from a provider of sign-on. */
export const signOnTexts = defineTexts({
  title: { en: "Single sign-on", ja: "シングルサインオン" },
  failed: { en: "Signing in did not succeed", ja: "サインインできませんでした" },
  again: { en: "Back to signing in", ja: "サインインに戻る" },
  preview: {
    en: "On trial: the provider says {{email}}, and the role would be {{role}}. Nobody was signed in.",
    ja: "試行の結果: メールアドレスは {{email}}、ロールは {{role}} です。サインインは行われていません。",
  },
  nothing: { en: "nothing", ja: "なし" },
  domainNotProved: {
    en: "The domain of this address is not proved: nobody comes in for the first time with it.",
    ja: "このメールアドレスのドメインは確認されていません。初回のサインインはできません。",
  },
  claims: { en: "What the provider says", ja: "プロバイダーの応答" },
  claim: { en: "Claim", ja: "項目" },
  value: { en: "Value", ja: "値" },
  back: { en: "Back to the settings", ja: "設定に戻る" },
});
