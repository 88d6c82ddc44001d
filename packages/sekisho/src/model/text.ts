/** A language that every text for people exists in. */
export type Language = "en" | "ja";

/** One text for people, in every language of the product. A check without Japanese does not compile. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}
