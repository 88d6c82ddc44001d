import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { filesOf, findOwners, isPublished, nameOf, placeOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { isBallast, isRecipe } from "../../semantics/sensitive-files/file-kinds.ts";
import { defineImageCheck } from "./define.ts";

interface UnneededKind {
  readonly name: Text;
  readonly severity: Severity;
}

const repository: UnneededKind = {
  name: {
    en: "the history of a repository, with all that was ever deleted from it",
    ja: "リポジトリの履歴（過去に削除した内容を含む）",
  },
  severity: "medium",
};
const coreDump: UnneededKind = {
  name: { en: "a core dump, with the memory of a process", ja: "コアダンプ（プロセスのメモリ内容を含む）" },
  severity: "medium",
};
const backup: UnneededKind = {
  name: { en: "a backup of an editor or package manager", ja: "エディターまたはパッケージマネージャーのバックアップ" },
  severity: "info",
};
const recipe: UnneededKind = {
  name: { en: "a recipe for an image or pipeline", ja: "イメージやパイプラインの定義" },
  severity: "info",
};
const ballast: UnneededKind = {
  name: { en: "a cache or setting of a developer's tool", ja: "開発用ツールのキャッシュまたは設定" },
  severity: "info",
};
const leftover: UnneededKind = {
  name: { en: "a leftover in a directory for temporary files", ja: "一時ファイル用ディレクトリに残されたファイル" },
  severity: "info",
};

export const unneededFile = defineImageCheck({
  id: "image/unneeded-file",
  aliases: ["dockle:DKL-LI-0003"],
  title: { en: "File that no container needs", ja: "コンテナに不要なファイル" },
  severity: "info",
  severityReason: {
    en: "Medium for the history of a repository and for core dumps, which hold what was deleted or secret.",
    ja: "リポジトリの履歴とコアダンプは、削除した内容や秘密情報を含むおそれがあるため「中」です。",
  },
  why: {
    en: "Such files make the image larger and tell an intruder how it was made. Histories and core dumps hold passwords that were deleted long ago.",
    ja: "イメージが大きくなるだけでなく、侵入者に作成方法を知られる手がかりになります。履歴やコアダンプには、削除したはずのパスワードが残っていることがあります。",
  },
  remediation: {
    en: "Name it in `.dockerignore`, or copy only what the service needs. Delete what a RUN makes within that RUN.",
    ja: "`.dockerignore` に記載するか、サービスに必要なものだけをコピーしてください。RUN で作成したファイルは、同じ RUN の中で削除します。",
  },
  sources: ["Docker documentation, Building best practices: Exclude with .dockerignore", "Dockle DKL-LI-0003"],
  examples: {
    fail: [
      { layers: [{ "app/.git/HEAD": "ref: refs/heads/main\n", "app/.git/config": "[core]\n" }] },
      { layers: [{ "app/Dockerfile": "FROM scratch\n" }] },
      { layers: [{ "core.4711": { content: "x", size: 1_000_000 } }] },
      { layers: [{ "etc/app.conf~": "x" }] },
      { layers: [{ "tmp/build/a.o": "x" }] },
    ],
    pass: [
      { layers: [{ "app/server": "x", "app/node_modules/a/.idea/x.xml": "x" }] },
      { layers: [{ "app/.git/HEAD": "x" }, { "app/.wh..git": "" }] },
      { layers: [{ "usr/share/doc/a/Dockerfile": "x", tmp: { isDirectory: true, mode: 0o1777 } }] },
      { layers: [{ "usr/lib/python3.13/core.py": "x", "app/core/index.js": "x" }] },
    ],
  },
  evaluate(image) {
    const found = new Map<string, { readonly file: TreeFile; readonly kind: UnneededKind }>();
    for (const file of filesOf(image)) {
      const kind = kindOf(file);
      if (kind === undefined || isPublished(file.path)) continue;
      // What lies in such a directory goes without saying.
      if (!isBelowAny(file.path, found)) found.set(file.path, { file, kind });
    }
    const owners = findOwners(
      image,
      [...found.values()].map(({ file }) => file),
    );
    return [...found.values()].flatMap(({ file, kind }) => {
      if (owners.has(file.path)) return [];
      return [
        {
          message: {
            en: `/${file.path} is ${kind.name.en}.`,
            ja: `/${file.path} は${kind.name.ja}です。`,
          },
          subject: `file:/${file.path}`,
          severity: kind.severity,
          evidence: [placeOf(file)] as const,
        },
      ];
    });
  },
});

function kindOf({ path, entry }: TreeFile): UnneededKind | undefined {
  const name = nameOf(path);
  const isDirectory = entry.type === "directory";
  if (isDirectory && /^\.(?:git|svn|hg|bzr)$/.test(name)) return repository;
  if (isDirectory) {
    if (/^(?:var\/)?tmp\/[^/]+$/.test(path)) return leftover;
    return name.startsWith(".") && isBallast(path) ? ballast : undefined;
  }
  if (entry.type !== "file") return undefined;
  if (/^(?:vg)?core\.\d{1,7}$/.test(name) || (name === "core" && entry.size >= 65_536)) return coreDump;
  if (/(?:~|\.sw[op]|\.dpkg-(?:old|dist|new|bak)|\.rpm(?:save|new|orig)|\.bak|\.orig)$/.test(name)) return backup;
  if (/^(?:var\/)?tmp\/[^/]+$/.test(path) && entry.size > 0) return leftover;
  if (/docker|container|compose|^\.git|^\.circleci/i.test(name) && isRecipe(path)) return recipe;
  return /^(?:\.|thumbs|npm-|yarn-|lerna-)/i.test(name) && isBallast(path) ? ballast : undefined;
}

function isBelowAny(path: string, found: ReadonlyMap<string, unknown>): boolean {
  if (found.size === 0) return false;
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    if (found.has(path.slice(0, slash))) return true;
  }
  return false;
}
