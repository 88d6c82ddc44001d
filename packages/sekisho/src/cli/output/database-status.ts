import { columnsOf, padEndColumns } from "../../exporters/width/columns.ts";
import { wrap } from "../../exporters/width/wrap.ts";
import type { Language, Text } from "../../model/text.ts";
import type { DatabaseStatus, SourceStatus } from "../../scan/database/database-status.ts";

const pageColumns = 80;
const gap = 2;

const headings: readonly Text[] = [
  { en: "Source", ja: "情報源" },
  { en: "Data of", ja: "データの時点" },
  { en: "Age", ja: "経過" },
  { en: "Rows", ja: "件数" },
  { en: "Size", ja: "サイズ" },
  { en: "Licence", ja: "ライセンス" },
];

const words = {
  demonstration: {
    en: "Demonstration database: old data that comes with the program. Make one of your own with: sekisho db update",
    ja: "デモ用データベースです。プログラムに付属する古いデータのため、sekisho db update で自分のデータベースを作成してください。",
  },
  signedBy: { en: "Signed by", ja: "署名鍵" },
  made: { en: "Made", ja: "作成日時" },
  folder: { en: "Folder", ja: "フォルダー" },
  unknown: { en: "unknown", ja: "不明" },
  stale: {
    en: "could not be renewed; earlier data is used",
    ja: "更新に失敗したため、以前のデータを使用しています。",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Prints what is known of a database as a table, 80 columns wide. */
export function printDatabaseStatus(status: DatabaseStatus, language: Language): string {
  const lines: string[] = [];
  if (status.origin === "demonstration") lines.push(...wrap(words.demonstration[language], pageColumns), "");
  lines.push(`${words.folder[language]}: ${status.folder}`);
  lines.push(`${words.made[language]}: ${status.created} (${status.sequence}), ${sizeText(status.bytes)}`);
  if (status.signedBy !== undefined) lines.push(`${words.signedBy[language]}: ${status.signedBy}`);
  const table = [
    headings.map((heading) => heading[language]),
    ...status.sources.map((source) => cells(source, language)),
  ];
  lines.push("", ...printTable(table));
  for (const source of status.sources) {
    if (source.isStale) lines.push(...wrap(`${source.source}: ${words.stale[language]}`, pageColumns));
  }
  return `${lines.join("\n")}\n`;
}

function cells(source: SourceStatus, language: Language): readonly string[] {
  return [
    source.source,
    source.dataDate?.slice(0, 10) ?? words.unknown[language],
    ageText(source.ageDays, language),
    String(source.rows),
    sizeText(source.bytes),
    source.license,
  ];
}

/** The last column is broken into lines where it does not fit. */
function printTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = headings.map((_heading, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ""))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap, 0);
  return rows.flatMap((row) => {
    const start = row
      .slice(0, -1)
      .map((cell, column) => padCell(cell, { column, width: widths[column] ?? 0 }))
      .join(" ".repeat(gap));
    const [first = "", ...rest] = wrap(row.at(-1) ?? "", Math.max(pageColumns - before, 12));
    return [`${start}${" ".repeat(gap)}${first}`.trimEnd(), ...rest.map((line) => `${" ".repeat(before)}${line}`)];
  });
}

/** Numbers stand at the right. */
function padCell(cell: string, { column, width }: { readonly column: number; readonly width: number }): string {
  const isNumber = column >= 2 && column <= 4;
  return isNumber ? " ".repeat(Math.max(0, width - columnsOf(cell))) + cell : padEndColumns(cell, width);
}

function ageText(days: number | undefined, language: Language): string {
  if (days === undefined) return words.unknown[language];
  return language === "ja" ? `${days} 日` : `${days} d`;
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
