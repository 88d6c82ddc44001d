import type { ErrorCode } from "yaml";
import type { Text } from "../../model/text.ts";

const texts: Readonly<Record<ErrorCode, Text>> = {
  ALIAS_PROPS: { en: "an alias carries no anchor and no tag", ja: "エイリアスにはアンカーもタグも付けられません。" },
  BAD_ALIAS: { en: "the alias names no anchor before it", ja: "エイリアスが指すアンカーが、それより前にありません。" },
  BAD_COLLECTION_TYPE: { en: "the tag does not fit this collection", ja: "タグがこのコレクションに適合しません。" },
  BAD_DIRECTIVE: { en: "the directive is not understood", ja: "ディレクティブを解釈できません。" },
  BAD_DQ_ESCAPE: {
    en: "the escape sequence in double quotes is unknown",
    ja: "二重引用符内のエスケープシーケンスが不明です。",
  },
  BAD_INDENT: { en: "the indentation does not fit the lines around it", ja: "前後の行とインデントが合っていません。" },
  BAD_PROP_ORDER: { en: "anchor and tag stand in the wrong place", ja: "アンカーまたはタグの位置が正しくありません。" },
  BAD_SCALAR_START: {
    en: "a plain text cannot start with this character: quote it",
    ja: "引用符のない文字列はこの文字で始められません。引用符で囲んでください。",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: "a nested mapping starts in the middle of a line",
    ja: "行の途中で入れ子のマッピングが始まっています。",
  },
  BLOCK_IN_FLOW: {
    en: "a block collection stands inside brackets",
    ja: "括弧の中にブロック形式のコレクションがあります。",
  },
  DUPLICATE_KEY: { en: "the key stands here for the second time", ja: "同じキーが重複しています。" },
  IMPOSSIBLE: { en: "the text is not YAML", ja: "YAML として解釈できません。" },
  KEY_OVER_1024_CHARS: { en: "the key is longer than 1,024 characters", ja: "キーが 1,024 文字を超えています。" },
  MISSING_CHAR: {
    en: "a character is missing: a closing quote or bracket, a colon or a blank",
    ja: "文字が不足しています。引用符や括弧の閉じ忘れ、コロンや空白の有無を確認してください。",
  },
  MULTILINE_IMPLICIT_KEY: { en: "the key runs over several lines", ja: "キーが複数行にわたっています。" },
  MULTIPLE_ANCHORS: { en: "one value carries several anchors", ja: "1 つの値に複数のアンカーが付いています。" },
  MULTIPLE_DOCS: {
    en: "expected one document, got another one behind `---`",
    ja: "ドキュメントは 1 つと想定しましたが、`---` の後に別のドキュメントがあります。",
  },
  MULTIPLE_TAGS: { en: "one value carries several tags", ja: "1 つの値に複数のタグが付いています。" },
  NON_STRING_KEY: { en: "the key is not a text", ja: "キーが文字列ではありません。" },
  RESOURCE_EXHAUSTION: {
    en: "the document is nested too deeply or is too large",
    ja: "入れ子が深すぎるか、ドキュメントが大きすぎます。",
  },
  TAB_AS_INDENT: {
    en: "a tab cannot indent YAML: use blanks",
    ja: "タブではインデントできません。空白を使ってください。",
  },
  TAG_RESOLVE_FAILED: { en: "the tag is unknown or does not fit the value", ja: "タグが不明か、値に適合しません。" },
  UNEXPECTED_TOKEN: { en: "this text is not expected here", ja: "ここにあるはずのない文字列です。" },
};

/**
 * Says what is wrong with a YAML document.
 *
 * @param detail The parser's own words, English; their first line follows in brackets because it names the characters.
 */
export function yamlProblemText(code: ErrorCode, detail: string): Text {
  const text = texts[code];
  const firstLine = detail.split("\n", 1)[0] ?? "";
  return {
    en: `YAML: ${text.en} (${firstLine})`,
    ja: `YAML の構文エラー: ${text.ja}（${firstLine}）`,
  };
}
