/** A text that a person reads, in both languages; the same shape as the scanner's. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}
