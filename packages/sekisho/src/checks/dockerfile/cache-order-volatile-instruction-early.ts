import { volatileArguments } from "../../semantics/cache-order/volatile-arguments.ts";
import { defineDockerfileCheck } from "./define.ts";

export const cacheOrderVolatileInstructionEarly = defineDockerfileCheck({
  id: "dockerfile/cache-order-volatile-instruction-early",
  aliases: [],
  title: {
    en: "Value that changes per build above an installation",
    ja: "インストールより前にある、ビルドごとに変わる値",
  },
  severity: "info",
  why: {
    en: "Every RUN depends on all ARGs above it in its stage, whether it reads them or not. With a commit ID or a build date above the installation, no build ever takes the packages from the cache.",
    ja: "RUN は、値を参照するかどうかにかかわらず、同じステージでそれより前にあるすべての ARG に依存します。コミット ID やビルド日時がパッケージのインストールより前にあると、インストール結果のキャッシュがまったく使われません。",
  },
  remediation: {
    en: "Move the ARG, and the LABEL or ENV that uses it, below the installations.",
    ja: "ARG と、それを使う LABEL や ENV を、インストールより後に移動してください。",
  },
  sources: ['Dockerfile reference, "ARG: Impact on build caching"'],
  examples: {
    fail: [
      "FROM debian:12\nARG GIT_COMMIT\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nLABEL org.opencontainers.image.revision=$GIT_COMMIT",
      "FROM node:24\nARG BUILD_DATE\nLABEL org.opencontainers.image.created=$BUILD_DATE\nCOPY package*.json ./\nRUN npm ci",
      "FROM debian:12\r\nARG VCS_REF=main\r\nRUN apt-get update && apt-get install -y curl\r\nRUN echo ${VCS_REF} > /version\r\n",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nARG GIT_COMMIT\nLABEL org.opencontainers.image.revision=$GIT_COMMIT",
      "FROM debian:12\nARG NODE_VERSION=24\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nARG GIT_COMMIT\nRUN echo $GIT_COMMIT > /version\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nARG CACHEBUST\nRUN apt-get update && apt-get install -y curl",
    ],
  },
  evaluate(build) {
    return volatileArguments(build);
  },
});
