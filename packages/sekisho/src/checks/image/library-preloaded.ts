import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck, type ImageViolation } from "./define.ts";

const preloadFile = "etc/ld.so.preload";
const variables = ["LD_PRELOAD", "LD_AUDIT"] as const;

export const libraryPreloaded = defineImageCheck({
  id: "image/library-preloaded",
  aliases: [],
  title: { en: "Library loaded into every program", ja: "すべてのプログラムに読み込まれるライブラリ" },
  severity: "high",
  severityReason: {
    en: "High for /etc/ld.so.preload and for a library in a directory for temporary files, low for a variable that names a library of the system: allocators are loaded in that way.",
    ja: "/etc/ld.so.preload と、一時ファイル用ディレクトリのライブラリは「高」です。システムのライブラリを指す変数は、メモリアロケーターなどの正当な用途があるため「低」です。",
  },
  why: {
    en: "The library runs in every program of the container, with its rights. User-mode rootkits hide files and processes in this way.",
    ja: "このライブラリは、コンテナ内のすべてのプログラムの中で、そのプログラムの権限で動作します。ユーザーモードのルートキットは、この方法でファイルやプロセスを隠します。",
  },
  remediation: {
    en: "Delete the setting. If the service needs the library, set the variable for that service alone, in its entrypoint.",
    ja: "設定を削除してください。サービスに必要なライブラリであれば、エントリーポイントで、そのサービスに対してだけ変数を設定します。",
  },
  sources: ["ld.so(8)", "MITRE ATT&CK, T1574.006"],
  examples: {
    fail: [
      { layers: [{ "etc/ld.so.preload": "/usr/lib/libhide.so\n" }] },
      { configuration: { environment: ["LD_PRELOAD=/tmp/x.so"] } },
      { configuration: { environment: ["LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"] } },
    ],
    pass: [
      { layers: [{ "etc/ld.so.preload": "" }] },
      { configuration: { environment: ["LD_PRELOAD=", "LD_LIBRARY_PATH=/opt/lib"] } },
    ],
  },
  evaluate(image) {
    const file = filesOf(image).find(({ path }) => path === preloadFile);
    const found: ImageViolation[] = [];
    if (file !== undefined && (file.entry.size > 0 || file.entry.type === "symlink")) {
      found.push({
        message: {
          en: "/etc/ld.so.preload is not empty: what it names is loaded into every program.",
          ja: "/etc/ld.so.preload が空ではありません。記載されたライブラリがすべてのプログラムに読み込まれます。",
        },
        subject: `file:/${preloadFile}`,
        evidence: [placeOf(file)],
      });
    }
    const environment = image.inventory.image?.configuration.environment ?? [];
    return [...found, ...environment.flatMap(judgeVariable)];
  },
});

function judgeVariable(assignment: string, index: number): readonly ImageViolation[] {
  const name = variables.find((candidate) => assignment.startsWith(`${candidate}=`));
  const value = name === undefined ? "" : assignment.slice(name.length + 1).trim();
  if (name === undefined || value === "") return [];
  const isOfSystem = value.split(/[:\s]+/).every((path) => /^(?:\/usr|\/lib|\/opt|lib)[\w./+-]*$/.test(path));
  return [
    {
      message: {
        en: `${name} loads ${value} into every program.`,
        ja: `${name} により、${value} がすべてのプログラムに読み込まれます。`,
      },
      subject: `variable:${name}`,
      severity: isOfSystem ? "low" : "high",
      evidence: [{ pointer: `/config/Env/${index}`, excerpt: assignment.slice(0, 200) }],
    },
  ];
}
