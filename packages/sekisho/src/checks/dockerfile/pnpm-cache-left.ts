import { pnpmStore } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pnpmCacheLeft = defineDockerfileCheck({
  id: "dockerfile/pnpm-cache-left",
  aliases: [],
  title: { en: "Store of pnpm left in the image", ja: "イメージに残った pnpm のストア" },
  severity: "info",
  severityReason: {
    en: "The packages in the store are hard links to those in node_modules and take up no extra space. Only unused packages and metadata are superfluous.",
    ja: "ストア内のパッケージは node_modules とハードリンクで共有されるため、容量は二重になりません。余分になるのは、使われていないパッケージとメタデータです。",
  },
  why: {
    en: "pnpm keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "pnpm が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Keep the store in a cache mount: `--mount=type=cache,id=pnpm,target=/pnpm/store`, or end the RUN with `pnpm store prune`.",
    ja: "`--mount=type=cache,id=pnpm,target=/pnpm/store` でストアをキャッシュマウントにするか、RUN の最後で `pnpm store prune` を実行してください。",
  },
  sources: ['pnpm documentation, "Working with Docker"'],
  examples: {
    fail: [
      "FROM node:24\nRUN pnpm install --frozen-lockfile",
      "FROM node:24\nRUN corepack enable && pnpm add -g serve@14.2.5",
    ],
    pass: [
      "FROM node:24\nENV PNPM_HOME=/pnpm\nRUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile",
      "FROM node:24\nRUN pnpm install --frozen-lockfile && pnpm store prune",
      "FROM node:24 AS build\nRUN pnpm install\nFROM node:24\nCOPY --from=build /app/dist /app",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, pnpmStore, { command: () => "pnpm store prune" });
  },
});
