import type { DocumentForm, Importer } from "../../packages/sekisho/src/importers/define.ts";
import { importers } from "../../packages/sekisho/src/scan/import/import-reports.ts";
import { page, table } from "./markdown.ts";

const forms: Readonly<Record<DocumentForm, string>> = {
  json: "JSON, JSON Lines, YAML",
  xml: "XML",
  csv: "CSV",
  lines: "text / テキスト",
};

/** Writes the list of all importers: what each reads, how it is known, what is mapped and what is not. */
export function importerPage(): string {
  return page([
    "# Importers / 取り込めるレポート",
    `\`sekisho import FILE\` reads the reports of ${importers.length} tools and exchange formats. What wrote a file is found out from its content; \`--from ID\` says it. [How to use it](../guide/import.md).`,
    `\`sekisho import FILE\` は、${importers.length} 種類のツールと交換形式のレポートを取り込みます。ファイルを作成したツールは内容から判別します。\`--from ID\` で指定することもできます。[使い方](../guide/import.ja.md)`,
    "Every thing that a report says becomes a finding, is counted as passed, or is told as left out or unreadable: nothing is dropped silently. Other documents of CSV and JSON are read by a mapping ([JSON Schema](import-mapping.schema.json)).",
    "レポートの各項目は、検出事項、問題なし、対象外、読み取り不可のいずれかとして必ず記録されます。そのほかの CSV と JSON は、対応付けファイル（[JSON Schema](import-mapping.schema.json)）で取り込めます。",
    "A member that an object of JSON has twice is told (`import/doubled`) around the entries: of single values the last one counts, entries of all lists are read. Inside an entry the last one counts as well, untold: entries are read by the JSON parser of the platform, which does not say it, and a second look at every byte would make large reports slower.",
    "JSON のオブジェクトに同じ名前のメンバーが複数ある場合、項目の外側については診断（`import/doubled`）として報告します。単独の値は最後のものを採用し、配列の項目はすべて読み取ります。項目の内側でも最後のものを採用しますが、報告は行いません。項目は実行環境の JSON パーサーで読み取っており、重複は通知されません。すべてのバイトを再度調べると、大きなレポートの取り込みが遅くなるためです。",
    table(["ID", "Tool / ツール", "Reads / 読み取る文書", "Form / 形式"], importers.map(row)),
    ...importers.flatMap(describe),
  ]);
}

function row({ id, name, reads, variants }: Importer): readonly string[] {
  const used = [...new Set(variants.map(({ form }) => forms[form]))];
  return [`[\`${id}\`](#${id})`, name, reads.join("<br>"), used.join("<br>")];
}

function describe({ id, name, mapped, variants }: Importer): readonly string[] {
  const rows = variants.map((variant) => [
    variant.name,
    variant.signs
      .filter(({ at, isAbsent }) => at !== "" && isAbsent !== true)
      .map(
        ({ at, equals }) => `\`${at}${equals === undefined ? "" : ` = ${[equals].flat().slice(0, 3).join(" | ")}`}\``,
      )
      .join(" "),
  ]);
  return [
    `## ${id}`,
    `${name}. ${mapped.en}`,
    mapped.ja,
    table(["Document / 文書", "Known by / 判別に使う箇所"], rows),
  ];
}
