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
  newPassword: { en: "Choose a new password", ja: "新しいパスワードの設定" },
  invited: {
    en: "You are invited to {{tenant}} as {{email}}.",
    ja: "{{tenant}} に {{email}} として招待されています。",
  },
  forAccount: { en: "For {{email}} at {{tenant}}.", ja: "{{tenant}} の {{email}} のパスワードを設定します。" },
  until: { en: "The link is good until {{moment}}.", ja: "リンクの有効期限は {{moment}} です。" },
  orPassword: { en: "Or choose a password:", ja: "または、パスワードを設定してください。" },
  gone: { en: "This link is good no more", ja: "このリンクは使用できません" },
  goneNext: {
    en: "It was used, taken back, or is older than seven days. Ask whoever invited you for another one.",
    ja: "使用済み、取り消し済み、または有効期限（7 日間）が切れています。招待した担当者に再発行を依頼してください。",
  },
  signIn: { en: "To the sign-in page", ja: "サインイン画面へ" },
});
