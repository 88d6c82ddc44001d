import type { Text } from "../../../platform/src/contract/text.ts";
import type { Language } from "./language.ts";
import { useLanguage } from "./shown-language.tsx";

/** A text whose English depends on a number: the value `count`. */
export interface CountedText {
  readonly en: { readonly one: string; readonly other: string };
  readonly ja: string;
}

type TextTable = Readonly<Record<string, Text | CountedText>>;

/** Values that stand in a text as `{{name}}`. */
export type TextValues = Readonly<Record<string, string | number>>;
/** Gives a text of a table, with its values. */
export type Translate<Key extends string> = (key: Key, values?: TextValues) => string;
/** The texts of one part of the pages, in both languages. */
export type Texts<Key extends string> = Readonly<Record<Language, Translate<Key>>>;

/** Makes the texts of one part of the pages. */
export function defineTexts<const Table extends TextTable>(table: Table): Texts<Extract<keyof Table, string>> {
  return {
    en: (key, values = {}) => fill(chooseEnglish(table[key], values), values),
    ja: (key, values = {}) => fill(table[key]?.ja ?? "", values),
  };
}

/** Gives the texts of one part in the language of the page; shows them anew when it changes. */
export function useTexts<Key extends string>(texts: Texts<Key>): Translate<Key> {
  return texts[useLanguage()];
}

/** Gives the side of a text that the reader reads. */
export function useText(): (text: Text) => string {
  return sides[useLanguage()];
}

const sides: Readonly<Record<Language, (text: Text) => string>> = {
  en: (text) => text.en,
  ja: (text) => text.ja,
};

/** English has two forms (CLDR 48, plural rules): one for 1 as a whole number, the other for everything else. */
function chooseEnglish(text: Text | CountedText | undefined, { count }: TextValues): string {
  if (text === undefined) return "";
  if (typeof text.en === "string") return text.en;
  return count === 1 ? text.en.one : text.en.other;
}

/** Values are put in as they are: React shows them as texts, and what looks like a name in them stays what it is. */
function fill(template: string, values: TextValues): string {
  if (!template.includes("{{")) return template;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}
