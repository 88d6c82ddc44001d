import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";

/** One thing that is wrong, or doubtful, in a configuration file. */
export interface ConfigurationProblem extends OffsetRange {
  readonly level: "error" | "warning";
  readonly text: Text;
}

/** Where reading has got to: the setting's name for messages, and the list that collects what is wrong. */
export interface Place {
  /** `exceptions[0].paths`; empty at the top. */
  readonly name: string;
  readonly problems: ConfigurationProblem[];
}

/** Gives the place of a setting inside another one. */
export function inside(place: Place, key: string): Place {
  return { name: place.name === "" ? key : `${place.name}.${key}`, problems: place.problems };
}

/** Gives the place of an item of a list, counted from 0. */
export function atIndex(place: Place, index: number): Place {
  return { name: `${place.name}[${index}]`, problems: place.problems };
}

/** Records a problem; the setting's name is put before its text. */
export function report(place: Place, level: ConfigurationProblem["level"], range: OffsetRange, text: Text): void {
  const prefix = place.name === "" ? "" : `${place.name}: `;
  place.problems.push({
    level,
    start: range.start,
    end: range.end,
    text: { en: `${prefix}${text.en}`, ja: `${prefix}${text.ja}` },
  });
}

/** Says what was expected and what stands there instead, with the word that was most likely meant. */
export function mismatch(expected: Text, got: Text, closest?: string): Text {
  const hint = closest === undefined ? { en: "", ja: "" } : didYouMean(closest);
  return {
    en: `expected ${expected.en}, got ${got.en}${hint.en}`,
    ja: `${expected.ja}を想定しましたが、${got.ja}が指定されています。${hint.ja}`,
  };
}

/** Offers the word that was most likely meant, to stand behind a message. */
export function didYouMean(word: string): Text {
  return { en: `; did you mean ${word}?`, ja: `「${word}」の誤りではありませんか。` };
}
