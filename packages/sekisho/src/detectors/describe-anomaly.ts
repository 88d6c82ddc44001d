import { quote } from "../model/quote.ts";
import type { Text } from "../model/text.ts";
import type { ExplainedAnomaly } from "./alert.ts";
import type { ComparedValue, Comparison } from "./baseline.ts";
import type { DimensionName } from "./baseline-dimensions.ts";

const names: Readonly<Record<DimensionName, Text>> = {
  action: { en: "action", ja: "操作" },
  namespace: { en: "namespace", ja: "名前空間" },
  "user-agent": { en: "client", ja: "クライアント" },
  network: { en: "network", ja: "ネットワーク" },
  image: { en: "image", ja: "イメージ" },
  hour: { en: "time of the week", ja: "時間帯" },
};

/** Says what of an event is unusual, how rare it is, what it was compared with, and since when that was learned. */
export function describeAnomaly(comparison: Comparison): ExplainedAnomaly {
  const { score, values, events, sinceMs } = comparison;
  const unusual = values.filter(({ seen }) => seen !== "usual");
  const since = new Date(sinceMs).toISOString().slice(0, "YYYY-MM-DD".length);
  return {
    score,
    unusual: unusualText(values),
    rarity: {
      en: `${unusual.map((value) => `${names[value.name].en}: ${value.seen}`).join(", ")}${ofPeers(unusual, "en")}`,
      ja: `${unusual.map((value) => `${names[value.name].ja}: ${value.seen === "never" ? "初めて" : "まれ"}`).join("、")}${ofPeers(unusual, "ja")}`,
    },
    baseline: {
      en: `${events} requests of this caller, and those of others like it`,
      ja: `この主体のリクエスト ${events} 件と、同種の主体のリクエスト`,
    },
    learned: { en: `since ${since}`, ja: `${since} から学習` },
    dimensions: values.map(({ name, value, seen }) => ({ name, value, seen })),
  };
}

/** Names what is not usual in an event, with its values. */
export function unusualText(values: readonly ComparedValue[]): Text {
  const unusual = values.filter(({ seen }) => seen !== "usual");
  return {
    en: unusual.map(({ name, value }) => `${names[name].en} ${quote(value)}`).join(", "),
    ja: unusual.map(({ name, value }) => `${names[name].ja} ${quote(value)}`).join("、"),
  };
}

function ofPeers(unusual: readonly ComparedValue[], language: "en" | "ja"): string {
  if (!unusual.some(({ isUsualForPeers }) => isUsualForPeers)) return "";
  return language === "en" ? "; partly usual for others like it" : "（一部は同種の主体では通常）";
}
