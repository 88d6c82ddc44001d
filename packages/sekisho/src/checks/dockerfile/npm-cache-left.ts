import { npmCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const npmCacheLeft = defineDockerfileCheck({
  id: "dockerfile/npm-cache-left",
  aliases: [],
  title: { en: "Cache of npm left in the image", ja: "イメージに残った npm のキャッシュ" },
  severity: "low",
  why: {
    en: "npm keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "npm が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `npm cache clean --force`, or keep `/root/.npm` in a cache mount.",
    ja: "RUN の最後で `npm cache clean --force` を実行するか、`/root/.npm` をキャッシュマウントにしてください。",
  },
  sources: ['npm documentation, "npm-cache"', 'Docker documentation, "Optimize cache usage in builds"'],
  examples: {
    fail: [
      "FROM node:24\nRUN npm ci --omit=dev",
      "FROM node:24\nRUN npm install -g typescript@5.9.3",
      'FROM node:24\nRUN ["npm", "ci"]',
    ],
    pass: [
      "FROM node:24\nRUN npm ci --omit=dev && npm cache clean --force",
      "FROM node:24\nRUN --mount=type=cache,target=/root/.npm npm ci",
      "FROM node:24\nUSER node\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci",
      "FROM node:24 AS build\nRUN npm ci\nFROM node:24\nCOPY --from=build /app/dist /app",
      "FROM node:24\nRUN npm ci && rm -rf ~/.npm",
      "FROM node:24\nRUN npm run build",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, npmCache, { command: () => "npm cache clean --force" });
  },
});
