import type { Text } from "../model/text.ts";

/** Why a control is not assessed: it asks for what people do. */
export const organisational: Text = {
  en: "Only the organisation can show it: neither files nor images hold it.",
  ja: "ファイルやイメージからは確認できないため、組織の手順や記録で評価してください。",
};

/** Why a control is not assessed: it asks for a setting that no file or image holds. */
export const ofCluster: Text = {
  en: "It is a setting of the cluster or its nodes.",
  ja: "クラスターやノードの設定です。設定そのものを確認してください。",
};

/** What checks of files and images leave to people. */
export const partial: Text = {
  en: "Shows what files and images hold; processes and records are for people to judge.",
  ja: "ファイルとイメージの内容だけを評価します。手順や記録は別途確認してください。",
};
