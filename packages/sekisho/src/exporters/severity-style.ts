import type { Severity } from "../model/severity.ts";
import type { Text } from "../model/text.ts";

/** How a severity looks. It is never told by colour alone. */
export interface SeverityStyle {
  readonly word: Text;
  readonly mark: string;
  /** The mark where only ASCII can be shown. */
  readonly plainMark: string;
  /** Colour on a light page, at least 4.5 : 1 on white. */
  readonly light: string;
  /** Colour on a dark page. */
  readonly dark: string;
  /** Parameters of the terminal's SGR sequence. */
  readonly terminal: string;
}

/** How a flaw looks that nobody rated. */
export const unratedStyle: Pick<SeverityStyle, "word" | "mark" | "plainMark"> = {
  word: { en: "unrated", ja: "不明" },
  mark: "?",
  plainMark: "?",
};

/** Marks, words and colours of all severities; the palette is safe for colour-blind eyes. */
export const severityStyles: Readonly<Record<Severity, SeverityStyle>> = {
  critical: {
    word: { en: "critical", ja: "緊急" },
    mark: "◆",
    plainMark: "X",
    light: "#8B1A2B",
    dark: "#FF8A8F",
    terminal: "1;31",
  },
  high: {
    word: { en: "high", ja: "高" },
    mark: "▲",
    plainMark: "!",
    light: "#C2410C",
    dark: "#FFA463",
    terminal: "31",
  },
  medium: {
    word: { en: "medium", ja: "中" },
    mark: "●",
    plainMark: "*",
    light: "#A16207",
    dark: "#F2C94C",
    terminal: "33",
  },
  low: { word: { en: "low", ja: "低" }, mark: "▽", plainMark: "-", light: "#1D6FA5", dark: "#7CC4F4", terminal: "36" },
  info: {
    word: { en: "info", ja: "情報" },
    mark: "○",
    plainMark: "i",
    light: "#5B6470",
    dark: "#A9B2BD",
    terminal: "90",
  },
};
