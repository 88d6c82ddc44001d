import type { Analyzer, AnalyzerScope } from "../../packages/sekisho/src/analyzers/define.ts";
import { analyzers } from "../../packages/sekisho/src/analyzers/registry.ts";
import { formatByteSize } from "../../packages/sekisho/src/model/byte-size.ts";
import type { Text } from "../../packages/sekisho/src/model/text.ts";
import { page, table } from "./markdown.ts";

const families = {
  account: { en: "Users and groups", ja: "ユーザーとグループ" },
  binary: { en: "Programs and libraries", ja: "プログラムとライブラリ" },
  language: { en: "Packages that are installed", ja: "インストール済みのパッケージ" },
  lockfile: { en: "Packages that a source tree declares", ja: "ソースツリーで宣言されたパッケージ" },
  malware: { en: "Signs of malware", ja: "マルウェアの兆候" },
  os: { en: "Distributions and their packages", ja: "ディストリビューションとそのパッケージ" },
  secret: { en: "Secrets", ja: "シークレット" },
} as const satisfies Record<string, Text>;

const scopes = {
  installed: { en: "images, root file systems", ja: "イメージ、ルートファイルシステム" },
  declared: { en: "source trees", ja: "ソースツリー" },
  everywhere: { en: "everywhere", ja: "すべて" },
} as const satisfies Record<AnalyzerScope, Text>;

const columns = [
  "ID",
  "Version / バージョン",
  "Finds / 検出するもの",
  "Package types / パッケージの種類",
  "Where / 対象",
  "Files / ファイル",
  "Limit / 上限",
];

/** Writes the list of all analyzers: what each finds, in which files, up to which size. */
export function analyzerPage(): string {
  const known = Object.entries<Text>(families);
  const unknown = analyzers.find(({ id }) => !known.some(([family]) => id.startsWith(`${family}/`)));
  if (unknown !== undefined) throw new Error(`${unknown.id}: its family has no title in tools/docs/analyzer-page.ts`);
  return page([
    "# Analyzers / 解析器",
    `${analyzers.length} analyzers read every layer in one pass. A file that is larger than the limit is named in a diagnostic. The version is a part of the cache's key: whoever changes what an analyzer gives raises it.`,
    `${analyzers.length} 個の解析器が、各レイヤーを 1 回の読み取りで解析します。上限を超えるファイルは診断メッセージで示します。バージョンはキャッシュのキーの一部で、解析結果が変わるときに上げます。`,
    ...known.flatMap(([family, title]) => [
      `## ${title.en} / ${title.ja}`,
      table(columns, analyzers.filter(({ id }) => id.startsWith(`${family}/`)).map(row)),
    ]),
  ]);
}

function row(analyzer: Analyzer): readonly string[] {
  const { id, version, finds, packageTypes = [], scope } = analyzer;
  const isWhole = analyzer.kind === "file";
  return [
    `\`${id}\``,
    String(version),
    finds.join(", "),
    packageTypes.join(", ") || "–",
    `${scopes[scope].en} / ${scopes[scope].ja}`,
    isWhole ? analyzer.paths.map((glob) => `\`${glob}\``).join("<br>") : "told by their content / 内容で判別",
    isWhole ? formatByteSize(analyzer.maxBytes) : "–",
  ];
}
