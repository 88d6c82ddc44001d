import type { Text } from "../../model/text.ts";
import type { YamlProblemCode } from "./syntax.ts";

const texts: Readonly<Record<YamlProblemCode, Text>> = {
  "duplicate-key": {
    en: "This key stands twice in its map; the last value counts",
    ja: "同じマップにキーが重複しているため、最後の値が有効になります",
  },
  "tab-indentation": { en: "Expected blanks as indentation", ja: "インデントには半角スペースが必要です" },
  "bad-indentation": {
    en: "Expected the indentation of a key or item before",
    ja: "前のキーまたは項目と同じインデントが必要です",
  },
  "unclosed-quote": { en: "Expected a closing quote", ja: "閉じ引用符が必要です" },
  "unclosed-flow": { en: "Expected a closing bracket", ja: "閉じ括弧が必要です" },
  "unknown-anchor": { en: "Expected the name of an anchor above", ja: "先に定義されたアンカーの名前が必要です" },
  "alias-loop": { en: "Expected an alias of another value than its own", ja: "自分自身以外を指すエイリアスが必要です" },
  "too-deep": { en: "Expected at most 200 levels", ja: "入れ子は 200 段までです" },
  "too-many-values": { en: "Expected at most 2,000,000 values", ja: "値は 2,000,000 個までです" },
  "too-many-documents": {
    en: "Expected at most maxYamlDocuments = 500,000 documents in a file, so the rest of it is left out",
    ja: "1 ファイルのドキュメント数が上限 maxYamlDocuments（500,000）を超えたため、これ以降は読み取っていません",
  },
  template: {
    en: "Expected YAML, not a template: render it first (helm template), or name the chart's directory",
    ja: "テンプレートではなく YAML が必要です。先にレンダリングする（helm template）か、チャートのディレクトリを指定してください",
  },
  "unexpected-text": { en: "Expected a key, a value or the end of the line", ja: "キー、値または行末が必要です" },
  "bad-escape": { en: "Expected an escape that YAML knows", ja: "YAML で使えるエスケープ文字が必要です" },
  "bad-directive": { en: "Expected a directive that YAML knows", ja: "YAML のディレクティブが必要です" },
};

/** Says what was expected where YAML could not be read. */
export function yamlSourceProblemText(code: YamlProblemCode): Text {
  return texts[code];
}
