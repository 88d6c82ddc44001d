import { defineTexts } from "../texts/define-texts.ts";

/** Texts of showing one's password once more. */
export const proofTexts = defineTexts({
  title: { en: "Your password once more", ja: "パスワードの確認" },
  hint: {
    en: "This is delicate: show your password again. It holds for ten minutes.",
    ja: "重要な変更のため、パスワードをもう一度入力してください。確認は 10 分間有効です。",
  },
  password: { en: "Password", ja: "パスワード" },
  confirm: { en: "Confirm", ja: "確認" },
});
