import type { Text } from "../../model/text.ts";
import type { ImageContent } from "../../semantics/image/image-content.ts";
import { defineImageCheck } from "./define.ts";

/** Variables that list directories, with what is searched there. */
const searchPaths: ReadonlyMap<string, Text> = new Map([
  ["PATH", { en: "programs", ja: "プログラム" }],
  ["LD_LIBRARY_PATH", { en: "libraries", ja: "ライブラリ" }],
]);

export const unsafeSearchPath = defineImageCheck({
  id: "image/unsafe-search-path",
  aliases: [],
  title: { en: "Search path that others can write to", ja: "第三者が書き込める検索パス" },
  severity: "medium",
  why: {
    en: "Whoever can write to a directory of the path puts a program or library of a well-known name there, and the next one who calls it, root too, runs that instead.",
    ja: "検索パスのディレクトリに書き込める者は、よく使われる名前のプログラムやライブラリを置けます。次に呼び出した者は、root であってもそれを実行してしまいます。",
  },
  remediation: {
    en: "Keep to absolute directories that only root can write to: `ENV PATH=/app/bin:/usr/local/bin:/usr/bin:/bin`. Delete empty parts (`::`, `:` at the end) and `.`: they mean the current directory.",
    ja: "`ENV PATH=/app/bin:/usr/local/bin:/usr/bin:/bin` のように、root だけが書き込める絶対パスに限定してください。空の要素（`::` や末尾の `:`）と `.` は現在のディレクトリを意味するため、削除します。",
  },
  sources: ["MITRE ATT&CK, T1574.007", "ld.so(8), LD_LIBRARY_PATH", "POSIX.1-2024, 8.3 PATH"],
  examples: {
    fail: [
      { configuration: { environment: ["PATH=/usr/bin:."] } },
      { configuration: { environment: ["PATH=/usr/bin::/bin"] } },
      { configuration: { environment: ["PATH=/tmp/bin:/usr/bin"] } },
      { configuration: { environment: ["LD_LIBRARY_PATH=/opt/lib:"] } },
      {
        configuration: { environment: ["PATH=/opt/bin:/usr/bin"] },
        layers: [{ "opt/bin": { isDirectory: true, mode: 0o777 } }],
      },
    ],
    pass: [
      { configuration: { environment: ["PATH=/usr/local/bin:/usr/bin:/bin"] } },
      {
        configuration: { environment: ["PATH=/opt/bin:/usr/bin", "MANPATH=:"] },
        layers: [{ "opt/bin": { isDirectory: true, mode: 0o755 } }],
      },
      { configuration: { environment: ["PATH=", "LD_LIBRARY_PATH="] } },
    ],
  },
  evaluate(image) {
    const environment = image.inventory.image?.configuration.environment ?? [];
    return environment.flatMap((assignment, index) => {
      const equals = assignment.indexOf("=");
      const name = assignment.slice(0, Math.max(0, equals));
      const searched = searchPaths.get(name);
      const value = assignment.slice(equals + 1);
      if (searched === undefined || value === "") return [];
      const parts = new Set(value.split(":").slice(0, 256));
      return [...parts].flatMap((directory) => {
        const reason = problemOf(image, directory);
        if (reason === undefined) return [];
        const shown = directory === "" ? '""' : directory;
        return [
          {
            message: {
              en: `${name} makes the system look for ${searched.en} in ${shown}, ${reason.en}.`,
              ja: `${name} により、${searched.ja}が ${shown} からも検索されます（${reason.ja}）。`,
            },
            subject: `variable:${name}/directory:${directory}`,
            evidence: [{ pointer: `/config/Env/${index}`, excerpt: assignment.slice(0, 200) }] as const,
          },
        ];
      });
    });
  },
});

function problemOf({ tree }: ImageContent, directory: string): Text | undefined {
  if (directory === "") return { en: "which means the current directory", ja: "現在のディレクトリを意味します" };
  if (!directory.startsWith("/")) {
    return { en: "which depends on the current directory", ja: "現在のディレクトリによって変わります" };
  }
  if (/^\/(?:var\/)?tmp(?:\/|$)|^\/dev\/shm(?:\/|$)/.test(directory)) {
    return { en: "a directory for temporary files", ja: "一時ファイル用のディレクトリです" };
  }
  const entry = tree.resolve(directory.slice(1))?.entry;
  if (entry?.type !== "directory" || (entry.mode & 0o002) === 0) return undefined;
  return { en: "which every user can write to", ja: "すべてのユーザーが書き込めます" };
}
