import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { aptArchives, aptLists } from "../../semantics/package-caches/system-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptListsLeft = defineDockerfileCheck({
  id: "dockerfile/apt-lists-left",
  aliases: ["hadolint:DL3009", "dockle:DKL-DI-0005"],
  title: { en: "Package lists of apt left in the image", ja: "イメージに残った apt のパッケージリスト" },
  severity: "low",
  why: {
    en: "apt-get keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "apt-get が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `rm -rf /var/lib/apt/lists/*`, or keep the lists in a cache mount: `--mount=type=cache,target=/var/lib/apt/lists`.",
    ja: "RUN の最後で `rm -rf /var/lib/apt/lists/*` を実行するか、`--mount=type=cache,target=/var/lib/apt/lists` でキャッシュマウントにしてください。",
  },
  sources: ['Docker documentation, "Building best practices": apt-get', "hadolint DL3009", "Dockle DKL-DI-0005"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nRUN apt-get update \\\n    && apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*",
      "FROM debian:12 AS base\nRUN apt-get update; apt-get install -y curl\nFROM base\nRUN curl --version",
      "FROM debian:12\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF",
      "FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl",
      "FROM debian:12\r\nRUN apt-get update && \\\r\n    apt-get install -y curl\r\n",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/cache/apt /var/lib/{apt,dpkg,cache,log}/",
      "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked apt-get update && apt-get install -y curl",
      "FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl",
      "FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12\nCOPY --from=build /app /app",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && cd /var/lib && rm -rf apt dpkg cache log",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && apt-get distclean",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && find /var/lib/apt/lists -type f -delete",
    ],
  },
  evaluate(build) {
    return [
      ...shippedCaches(build, aptLists, { command: () => "rm -rf /var/lib/apt/lists/*" }),
      ...shippedCaches(build, aptArchives, { command: () => "apt-get clean" }),
    ].sort((left, right) => left.range.start - right.range.start);
  },
});
