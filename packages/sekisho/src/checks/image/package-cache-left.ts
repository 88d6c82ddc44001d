import type { Text } from "../../model/text.ts";
import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { defineImageCheck } from "./define.ts";

/** What a package manager keeps for its next run. */
interface PackageCacheFiles {
  readonly id: string;
  readonly name: Text;
  /** Matches paths of its files. */
  readonly pattern: RegExp;
  readonly removal: string;
}

/** Sources: the manuals of the package managers, "FILES" and their settings for caches. */
const caches: readonly PackageCacheFiles[] = [
  cache(
    "apt-lists",
    { en: "package lists of apt", ja: "apt のパッケージリスト" },
    /^var\/lib\/apt\/lists\/(?!lock$|partial$|auxfiles)/,
    "rm -rf /var/lib/apt/lists/*",
  ),
  cache(
    "apt-archives",
    { en: "packages of apt", ja: "apt のパッケージ" },
    /^var\/cache\/apt\/(?:archives\/.+\.deb|(?:src)?pkgcache\.bin)$/,
    "apt-get clean",
  ),
  cache(
    "apk",
    { en: "index of apk", ja: "apk のインデックス" },
    /^(?:var\/cache\/apk|etc\/apk\/cache)\//,
    "apk add --no-cache",
  ),
  cache(
    "dnf",
    { en: "metadata and packages of dnf and yum", ja: "dnf および yum のメタデータとパッケージ" },
    /^var\/cache\/(?:dnf|libdnf5|yum|tdnf)\/.*\.(?:solvx?|xml|gz|zst|xz|bz2|sqlite|rpm|zck)$/,
    "dnf clean all",
  ),
  cache(
    "zypper",
    { en: "metadata and packages of zypper", ja: "zypper のメタデータとパッケージ" },
    /^var\/cache\/zypp\/(?:raw|solv|packages)\//,
    "zypper clean --all",
  ),
  cache(
    "pacman",
    { en: "packages of pacman", ja: "pacman のパッケージ" },
    /^var\/(?:cache\/pacman\/pkg|lib\/pacman\/sync)\//,
    "pacman -Scc",
  ),
  cache(
    "npm",
    { en: "cache of npm", ja: "npm のキャッシュ" },
    /(?:^|\/)\.npm\/_(?:cacache|npx)\//,
    "npm cache clean --force",
  ),
  cache(
    "yarn",
    { en: "cache of Yarn", ja: "Yarn のキャッシュ" },
    /(?:^|\/)(?:\.cache\/yarn|\.yarn\/berry\/cache)\/|^usr\/local\/share\/\.cache\/yarn\//,
    "yarn cache clean",
  ),
  cache(
    "pnpm",
    { en: "store of pnpm", ja: "pnpm のストア" },
    /(?:^|\/)(?:\.local\/share\/pnpm\/store|\.pnpm-store)\//,
    "pnpm store prune",
  ),
  cache("pip", { en: "cache of pip", ja: "pip のキャッシュ" }, /(?:^|\/)\.cache\/pip\//, "pip install --no-cache-dir"),
  cache("uv", { en: "cache of uv", ja: "uv のキャッシュ" }, /(?:^|\/)\.cache\/uv\//, "uv cache clean"),
  cache(
    "poetry",
    { en: "cache of Poetry", ja: "Poetry のキャッシュ" },
    /(?:^|\/)\.cache\/pypoetry\//,
    "poetry cache clear --all .",
  ),
  cache(
    "conda",
    { en: "packages of conda", ja: "conda のパッケージ" },
    /(?:^|\/)(?:conda|mambaforge|miniforge3|miniconda3?|anaconda3?)\/pkgs\/[^/]+\.(?:conda|tar\.bz2)$/,
    "conda clean -afy",
  ),
  cache(
    "gem",
    { en: "downloaded gems", ja: "ダウンロードした gem" },
    /(?:^|\/)gems\/(?:[^/]+\/)?cache\/[^/]+\.gem$/,
    'rm -rf "$(gem env gemdir)"/cache',
  ),
  cache(
    "composer",
    { en: "cache of Composer", ja: "Composer のキャッシュ" },
    /(?:^|\/)\.(?:cache\/composer|composer\/cache)\//,
    "composer clear-cache",
  ),
  cache(
    "go",
    { en: "caches of Go", ja: "Go のキャッシュ" },
    /(?:^|\/)(?:\.cache\/go-build|go\/pkg\/mod\/cache)\//,
    "go clean -cache -modcache",
  ),
  cache(
    "cargo",
    { en: "registry of Cargo", ja: "Cargo のレジストリ" },
    /(?:^|\/)(?:\.cargo|usr\/local\/cargo)\/(?:registry\/(?:cache|index)|git\/db)\//,
    'rm -rf "$CARGO_HOME"/registry',
  ),
  cache(
    "maven",
    { en: "repository of Maven", ja: "Maven のリポジトリ" },
    /(?:^|\/)\.m2\/repository\//,
    "--mount=type=cache,target=/root/.m2",
  ),
  cache(
    "gradle",
    { en: "caches of Gradle", ja: "Gradle のキャッシュ" },
    /(?:^|\/)\.gradle\/(?:caches|wrapper|daemon)\//,
    "--mount=type=cache,target=/root/.gradle",
  ),
  cache(
    "nuget",
    { en: "packages of NuGet", ja: "NuGet のパッケージ" },
    /(?:^|\/)(?:\.nuget\/packages|\.local\/share\/NuGet\/(?:v3|http)-cache)\//,
    "dotnet nuget locals all --clear",
  ),
];

/** A word that the path of every cache has: few paths are compared with the patterns. */
const telling = /cache|pacman|\/lists\/|pkgs\/|\.npm\/|store|\.cargo|cargo\/|\.m2\/|\.gradle|nuget/i;

const kilobyte = 1000;
const maxNamed = 5;

export const packageCacheLeft = defineImageCheck({
  id: "image/package-cache-left",
  aliases: ["dockle:DKL-DI-0004", "dockle:DKL-DI-0005"],
  title: {
    en: "Cache of a package manager left in the image",
    ja: "イメージに残ったパッケージマネージャーのキャッシュ",
  },
  severity: "low",
  why: {
    en: "A package manager keeps this data for its next run, which an image never has. It makes the image larger to store, send and scan.",
    ja: "パッケージマネージャーが次回の実行のために保存したものですが、イメージでは次回はありません。保存、転送、スキャンの負担が増えるだけです。",
  },
  remediation: {
    en: "Delete the cache in the RUN that fills it, or keep it in a cache mount: `RUN --mount=type=cache,target=…`. Deleting it in a later RUN does not shrink the image.",
    ja: "キャッシュは、それを作成した RUN の中で削除するか、`RUN --mount=type=cache,target=…` でキャッシュマウントに置いてください。後の RUN で削除しても、イメージは小さくなりません。",
  },
  sources: ["Docker documentation, Building best practices: apt-get", "Dockle DKL-DI-0004", "Dockle DKL-DI-0005"],
  parameters: {
    maxKilobytes: {
      type: "integer",
      description: {
        en: "Kilobytes of one cache that are allowed.",
        ja: "キャッシュ 1 種類あたりのサイズの上限（キロバイト）。",
      },
      default: 100,
    },
  },
  examples: {
    fail: [
      {
        layers: [
          {
            "var/lib/apt/lists/deb.debian.org_debian_dists_trixie_main_binary-amd64_Packages": {
              content: "x",
              size: 9_000_000,
            },
          },
        ],
      },
      { layers: [{ "var/cache/apk/APKINDEX.066df28d.tar.gz": { content: "x", size: 2_000_000 } }] },
      { layers: [{ "root/.cache/pip/http-v2/a/b": { content: "x", size: 3_000_000 } }] },
      {
        layers: [{ "root/.npm/_cacache/content-v2/a": { content: "x", size: 5000 } }],
        parameters: { maxKilobytes: 1 },
      },
    ],
    pass: [
      { layers: [{ "var/lib/apt/lists/lock": "", "var/lib/apt/lists/partial": { isDirectory: true } }] },
      { layers: [{ "app/cache/data": { content: "x", size: 9_000_000 }, "var/cache/apk/a": "small" }] },
      {
        layers: [
          { "var/cache/apk/APKINDEX.066df28d.tar.gz": { content: "x", size: 2_000_000 } },
          { "var/cache/apk/.wh.APKINDEX.066df28d.tar.gz": "" },
        ],
      },
    ],
  },
  evaluate(image, { maxKilobytes }) {
    const found = new Map<PackageCacheFiles, TreeFile[]>();
    for (const file of filesOf(image)) {
      if (file.entry.type !== "file" || !telling.test(file.path)) continue;
      const owner = caches.find(({ pattern }) => pattern.test(file.path));
      const files = owner === undefined ? undefined : found.get(owner);
      if (files !== undefined) files.push(file);
      else if (owner !== undefined) found.set(owner, [file]);
    }
    return [...found].flatMap(([{ id, name, removal }, files]) => {
      let bytes = 0;
      for (const { entry } of files) bytes += entry.size;
      const [first, ...others] = files.toSorted((left, right) => right.entry.size - left.entry.size);
      if (first === undefined || bytes <= maxKilobytes * kilobyte) return [];
      const size = Math.ceil(bytes / kilobyte);
      return [
        {
          message: {
            en: `${files.length} files of the ${name.en} take ${size} kB. They are avoided or deleted with \`${removal}\`.`,
            ja: `${name.ja}が ${files.length} 個のファイル、${size} kB を占めています。\`${removal}\` で削除または抑止できます。`,
          },
          subject: `cache:${id}`,
          evidence: [placeOf(first), ...others.slice(0, maxNamed - 1).map(placeOf)],
        },
      ];
    });
  },
});

function cache(id: string, name: Text, pattern: RegExp, removal: string): PackageCacheFiles {
  return { id, name, pattern, removal };
}
