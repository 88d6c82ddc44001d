import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";

/** Says that references lead to nothing. */
export function unknownReferences(names: readonly string[]): Text {
  const [first = "", ...others] = names;
  if (others.length === 0) {
    return {
      en: `A reference leads to nothing in the document: "${quote(first)}".`,
      ja: `文書内に存在しない要素への参照があります: ${quote(first)}`,
    };
  }
  return {
    en: `${names.length} references lead to nothing in the document, the first one to "${quote(first)}".`,
    ja: `文書内に存在しない要素への参照が ${names.length} 件あります。最初の参照先は「${quote(first)}」です。`,
  };
}
