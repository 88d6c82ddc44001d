import { yarnCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const yarnCacheLeft = defineDockerfileCheck({
  id: "dockerfile/yarn-cache-left",
  aliases: ["hadolint:DL3060"],
  title: { en: "Cache of yarn left in the image", ja: "イメージに残った yarn のキャッシュ" },
  severity: "low",
  why: {
    en: "yarn keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "yarn が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `yarn cache clean`, or keep the directory that `yarn cache dir` prints in a cache mount.",
    ja: "RUN の最後で `yarn cache clean` を実行するか、`yarn cache dir` が出力するディレクトリをキャッシュマウントにしてください。",
  },
  sources: ['Yarn documentation, "yarn cache"', "hadolint DL3060"],
  examples: {
    fail: [
      "FROM node:24\nRUN yarn install --frozen-lockfile",
      "FROM node:24\nRUN yarn",
      "FROM node:24 AS base\nRUN yarn add left-pad@1.3.0\nFROM base\nRUN node --version",
    ],
    pass: [
      "FROM node:24\nRUN yarn install --frozen-lockfile && yarn cache clean",
      "FROM node:24\nRUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install",
      "FROM node:24 AS build\nRUN yarn install\nFROM node:24\nCOPY --from=build /app/dist /app",
      "FROM node:24\nENV YARN_CACHE_FOLDER=/yarn\nRUN --mount=type=cache,target=/yarn yarn install",
      "FROM node:24\nRUN yarn install && rm -rf /usr/local/share/.cache",
      "FROM node:24\nRUN yarn run build && yarn --version",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, yarnCache, { command: () => "yarn cache clean" });
  },
});
