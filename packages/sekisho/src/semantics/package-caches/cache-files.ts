import type { Text } from "../../model/text.ts";

/** What a package manager keeps for its next run. */
export interface PackageCacheFiles {
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

/** Finds the cache of a package manager that a file of an image belongs to. */
export function findPackageCache(path: string): PackageCacheFiles | undefined {
  return telling.test(path) ? caches.find(({ pattern }) => pattern.test(path)) : undefined;
}

function cache(id: string, name: Text, pattern: RegExp, removal: string): PackageCacheFiles {
  return { id, name, pattern, removal };
}
