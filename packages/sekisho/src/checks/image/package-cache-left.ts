import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { findPackageCache, type PackageCacheFiles } from "../../semantics/package-caches/cache-files.ts";
import { defineImageCheck } from "./define.ts";

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
    ja: "パッケージマネージャーが次回の実行に備えて保存したものですが、イメージでは再び使われることがありません。保存、転送、スキャンの負担が増えるだけです。",
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
      const owner = file.entry.type === "file" ? findPackageCache(file.path) : undefined;
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
