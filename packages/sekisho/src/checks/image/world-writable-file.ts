import { filesOf, nameOf, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

export const worldWritableFile = defineImageCheck({
  id: "image/world-writable-file",
  aliases: [],
  title: { en: "File that every user can change", ja: "すべてのユーザーが書き換えられるファイル" },
  severity: "medium",
  severityReason: {
    en: "High for a file that others run or obey: a program, a library, or one below /etc.",
    ja: "プログラム、ライブラリ、/etc 以下のファイルなど、ほかのユーザーの動作に影響するものは「高」です。",
  },
  why: {
    en: "Any process in the container, including that of an attacker without privileges, can replace the content that others read or run later.",
    ja: "攻撃者の権限のないプロセスを含め、コンテナ内のどのプロセスからも、ほかのユーザーが後で読み込む内容や実行する内容を書き換えられます。",
  },
  remediation: {
    en: "Give write permission only to the owner (`chmod o-w FILE`), and make the service's user the owner of what it writes: `COPY --chown=10001:10001 …`.",
    ja: "`chmod o-w FILE` で、書き込み権限を所有者だけに与えてください。サービスが書き込むファイルは、`COPY --chown=10001:10001 …` でそのユーザーの所有にします。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.8", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      { layers: [{ "app/data.json": { content: "{}", mode: 0o666 } }] },
      { layers: [{ "etc/passwd": { content: "root:x:0:0::/root:/bin/sh\n", mode: 0o666 } }] },
      { layers: [{ "entrypoint.sh": { content: "#!/bin/sh\n", mode: 0o777 } }] },
    ],
    pass: [
      { layers: [{ "app/data.json": { content: "{}", mode: 0o664 } }] },
      { layers: [{ "bin/sh": { linkTo: "dash", mode: 0o777 } }] },
      { layers: [{ tmp: { isDirectory: true, mode: 0o1777 } }] },
    ],
  },
  evaluate(image) {
    return filesOf(image).flatMap((file) => {
      const { path, entry } = file;
      if ((entry.type !== "file" && entry.type !== "hardlink") || (entry.mode & 0o002) === 0) return [];
      const mode = (entry.mode & 0o7777).toString(8).padStart(4, "0");
      return [
        {
          message: {
            en: `/${path} has the mode ${mode}: every user can write to it.`,
            ja: `/${path} のモードは ${mode} で、すべてのユーザーが書き込めます。`,
          },
          subject: `file:/${path}`,
          severity: isObeyed(path, entry.mode) ? ("high" as const) : ("medium" as const),
          evidence: [{ ...placeOf(file), excerpt: mode }],
        },
      ];
    });
  },
});

function isObeyed(path: string, mode: number): boolean {
  return (mode & 0o111) !== 0 || path.startsWith("etc/") || /\.so(?:\.[\d.]+)?$/.test(nameOf(path));
}
