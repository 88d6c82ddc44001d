import { useTranslation } from "react-i18next";
import type { Text } from "../../../platform/src/contract/text.ts";
import { i18n } from "./i18n.ts";

/** A text whose English depends on a number: the value `count`. */
export interface CountedText {
  readonly en: { readonly one: string; readonly other: string };
  readonly ja: string;
}

type TextTable = Readonly<Record<string, Text | CountedText>>;

/** The texts of one part of the pages, in both languages. */
export interface Texts<Key extends string> {
  readonly namespace: string;
  /** Only there for its type. */
  readonly keys: readonly Key[];
}

/** Values that stand in a text as `{{name}}`. */
export type TextValues = Readonly<Record<string, string | number>>;
/** Gives a text in the language of the page. */
export type Translate<Key extends string> = (key: Key, values?: TextValues) => string;

/** Registers the texts of one part of the pages. */
export function defineTexts<const Table extends TextTable>(
  namespace: string,
  table: Table,
): Texts<Extract<keyof Table, string>> {
  const en: Record<string, string> = {};
  const ja: Record<string, string> = {};
  for (const [key, text] of Object.entries(table)) {
    if (typeof text.en === "string") {
      en[key] = text.en;
      ja[key] = text.ja;
    } else {
      en[`${key}_one`] = text.en.one;
      en[`${key}_other`] = text.en.other;
      ja[`${key}_other`] = text.ja;
    }
  }
  i18n.addResourceBundle("en", namespace, en);
  i18n.addResourceBundle("ja", namespace, ja);
  return { namespace, keys: [] };
}

/** Gives the texts of one part in the language of the page; shows them anew when it changes. */
export function useTexts<Key extends string>({ namespace }: Texts<Key>): Translate<Key> {
  const { t } = useTranslation(namespace, { i18n });
  return (key, values) => {
    // Its keys are checked here; the library's own types would be worked out for every call.
    const name: string = key;
    return t(name, { ...values });
  };
}

/** Gives the side of a text that the reader reads. */
export function useText(): (text: Text) => string {
  const { i18n: shown } = useTranslation(undefined, { i18n });
  return (text) => (shown.language === "ja" ? text.ja : text.en);
}
