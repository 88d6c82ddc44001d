/** A cell of a table; numbers stand at the right. */
export type DocumentCell = string | number;

/** A table with a heading for each column. */
export interface DocumentTable {
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly DocumentCell[])[];
}

/** A column of a table. */
export interface DocumentColumn {
  readonly title: string;
  /** Share of the width; the sum need not be anything. */
  readonly width: number;
}

/** A part of a document; each has a bookmark. */
export interface DocumentSection {
  readonly heading: string;
  /** 1 for chapters, 2 for what stands below them. */
  readonly level: 1 | 2;
  readonly paragraphs: readonly string[];
  readonly table?: DocumentTable;
}

/** Something that people read from the first page to the last, whatever it is written as. */
export interface ReadableDocument {
  readonly language: "en" | "ja";
  readonly title: string;
  /** Lines below the title: whose, of when, for what. */
  readonly facts: readonly string[];
  readonly sections: readonly DocumentSection[];
}

/** Signs that turn the direction of text round or are not seen: what is shown would not be what is there. */
const deceivingSigns = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Makes a text from outside one line of signs that are seen. */
export function visibleText(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, " ").replaceAll(deceivingSigns, "\u{fffd}");
}
