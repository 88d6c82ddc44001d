import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the pages of network and permissions. */
export const networkTexts = defineTexts({
  title: { en: "Network and permissions", ja: "ネットワークと権限" },
  maps: { en: "What was looked at", ja: "確認した対象" },
  name: { en: "Name", ja: "名前" },
  project: { en: "Project", ja: "プロジェクト" },
  workloads: { en: "Workloads", ja: "ワークロード" },
  connections: { en: "Connections", ja: "通信" },
  subjects: { en: "Subjects", ja: "主体" },
  received: { en: "Received", ja: "受信日時" },
  none: { en: "Nothing was sent yet", ja: "データはまだありません" },
  noneNext: {
    en: "Scan manifests and send what was found: who may connect to whom and who may do what comes with it.",
    ja: "マニフェストをスキャンして結果を送信すると、通信と権限の状況もあわせて表示されます。",
  },
  partly: {
    en: "There was more than a map takes: what stands here is true, but not all of it.",
    ja: "データが上限を超えたため、一部だけを表示しています。",
  },
  network: { en: "Who may connect to whom", ja: "通信の許可状況" },
  permissions: { en: "Who may do what", ja: "権限の一覧" },
  administrators: { en: "Who can become administrator", ja: "管理者権限に到達できる主体" },
  subject: { en: "Who", ja: "主体" },
  runs: { en: "Runs as", ja: "使用するワークロード" },
  way: { en: "How", ja: "経路" },
  step: { en: "{{does}} → {{to}}", ja: "{{does}} → {{to}}" },
});
