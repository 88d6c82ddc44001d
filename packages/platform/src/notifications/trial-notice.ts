import type { Notice } from "../contract/notice.ts";

/** Makes a notice that tells nothing but that notices arrive. */
export function trialNotice(messageId: string, at: string): Notice {
  return {
    cause: `trial:${messageId}`,
    title: { en: "Sekisho: a message on trial", ja: "Sekisho: テスト通知" },
    rules: [],
    at,
    counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    findings: [],
    lines: [
      {
        en: "Somebody tried whether messages arrive here. They do.",
        ja: "通知が届くことを確認するためのメッセージです。設定は正しく機能しています。",
      },
    ],
    path: "/settings",
  };
}
