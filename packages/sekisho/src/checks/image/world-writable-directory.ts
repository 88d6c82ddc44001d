import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

const stickyBit = 0o1000;

export const worldWritableDirectory = defineImageCheck({
  id: "image/world-writable-directory",
  aliases: [],
  title: {
    en: "Directory that every user can write to, without the sticky bit",
    ja: "スティッキービットがなく、すべてのユーザーが書き込めるディレクトリ",
  },
  severity: "medium",
  why: {
    en: "Any user in the container can delete and replace the files of others in it: with a link to another place, a program of the same name, or other configuration.",
    ja: "コンテナ内のどのユーザーも、ほかのユーザーのファイルを削除し、別の場所へのリンク、同名のプログラム、別の設定などに置き換えられます。",
  },
  remediation: {
    en: "Make the service's user the owner (`chown 10001:10001 DIR && chmod 755 DIR`). A directory that all share needs the sticky bit: `chmod 1777 DIR`.",
    ja: "`chown 10001:10001 DIR && chmod 755 DIR` で、サービスのユーザーを所有者にしてください。全員で共有する場合は、`chmod 1777 DIR` でスティッキービットを設定します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.8", "chmod(1), Restricted deletion flag"],
  examples: {
    fail: [
      { layers: [{ "app/data": { isDirectory: true, mode: 0o777 } }] },
      { layers: [{ tmp: { isDirectory: true, mode: 0o1777 } }, { tmp: { isDirectory: true, mode: 0o777 } }] },
    ],
    pass: [
      { layers: [{ tmp: { isDirectory: true, mode: 0o1777 } }] },
      { layers: [{ "app/data": { isDirectory: true, mode: 0o775 } }] },
    ],
  },
  evaluate(image) {
    return filesOf(image).flatMap((file) => {
      const { path, entry } = file;
      const isOpen = entry.type === "directory" && (entry.mode & 0o002) !== 0 && (entry.mode & stickyBit) === 0;
      if (!isOpen) return [];
      const mode = (entry.mode & 0o7777).toString(8).padStart(4, "0");
      return [
        {
          message: {
            en: `The directory /${path} has the mode ${mode}: every user can replace the files in it.`,
            ja: `ディレクトリ /${path} のモードは ${mode} で、すべてのユーザーが中のファイルを置き換えられます。`,
          },
          subject: `file:/${path}`,
          evidence: [{ ...placeOf(file), excerpt: mode }],
        },
      ];
    });
  },
});
