import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the page that asks who you are. */
export const signInTexts = defineTexts({
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
  byPasskey: { en: "Use a passkey", ja: "パスキーを使用" },
  noPasskey: {
    en: "No passkey was shown. Try again, or sign in another way.",
    ja: "パスキーを確認できませんでした。もう一度試すか、別の方法でサインインしてください。",
  },
  secondTitle: { en: "One more step", ja: "多要素認証" },
  code: { en: "Code of your app, or a recovery code", ja: "認証アプリのコードまたはリカバリーコード" },
  recoveryCode: { en: "Recovery code", ja: "リカバリーコード" },
  codeHint: { en: "The app shows six digits.", ja: "認証アプリに表示される 6 桁の数字です。" },
  back: { en: "Back", ja: "戻る" },
});
