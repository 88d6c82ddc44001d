import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the page that asks who you are. */
export const signInTexts = defineTexts("sign-in", {
  title: { en: "Sign in to Sekisho", ja: "Sekisho にサインイン" },
  tenant: { en: "Tenant", ja: "テナント" },
  email: { en: "E-mail address", ja: "メールアドレス" },
  password: { en: "Password", ja: "パスワード" },
  submit: { en: "Sign in", ja: "サインイン" },
  otherTenant: { en: "Another tenant", ja: "別のテナント" },
  hint: {
    en: "At the first start the server prints an account and its password.",
    ja: "初回起動時に、アカウントとパスワードがサーバーの端末に表示されます。",
  },
  unreachable: {
    en: "The platform does not answer. Is it running?",
    ja: "プラットフォームに接続できません。起動しているか確認してください。",
  },
});
