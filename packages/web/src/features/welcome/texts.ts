import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the page that a link leads to. */
export const welcomeTexts = defineTexts({
  title: { en: "Choose your password", ja: "パスワードの設定" },
  name: { en: "Your name", ja: "名前" },
  password: { en: "Password", ja: "パスワード" },
  hint: {
    en: "At least 12 characters. Four words with blanks between them are easy to keep in mind.",
    ja: "12 文字以上。空白で区切った 4 つの単語は覚えやすく安全です。",
  },
  submit: { en: "Save and sign in", ja: "保存してサインイン" },
  unreachable: {
    en: "The platform does not answer. Nothing you entered was lost.",
    ja: "プラットフォームに接続できません。入力した内容は失われていません。",
  },
});
