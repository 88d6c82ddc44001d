import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { externalBases, replaceImage } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const officialImageFromMirror = defineDockerfileCheck({
  id: "dockerfile/official-image-from-mirror",
  aliases: [],
  title: { en: "Official image pulled from Docker Hub", ja: "Docker Hub から取得される公式イメージ" },
  severity: "info",
  why: {
    en: "Docker Hub limits the number of pulls per IP address, so builds of a whole company behind one address can stop suddenly. Docker publishes the same official images, with the same digests, in Amazon ECR Public.",
    ja: "Docker Hub には IP アドレスごとの取得回数制限があり、同じアドレスを共有する組織のビルドが突然止まることがあります。Docker は、同じ公式イメージを同じダイジェストで Amazon ECR Public にも公開しています。",
  },
  remediation: {
    en: "Write `FROM public.ecr.aws/docker/library/…`, or pull through a cache in your own registry.",
    ja: "`FROM public.ecr.aws/docker/library/…` と記述するか、自社レジストリのプルスルーキャッシュを利用してください。",
  },
  sources: [
    "Docker blog, Docker Official Images on Amazon ECR Public",
    "Docker documentation, Docker Hub usage and limits",
  ],
  examples: {
    fail: [
      "FROM debian:13-slim",
      "FROM docker.io/library/node:24 AS build",
      `FROM amazoncorretto:21-al2023-headless@sha256:${"0".repeat(64)}`,
    ],
    pass: [
      "FROM public.ecr.aws/docker/library/debian:13-slim",
      "FROM ghcr.io/example/app:1",
      "FROM example/app:1",
      "FROM scratch",
    ],
  },
  evaluate(build) {
    return externalBases(build).flatMap((base) => {
      const { known, reference, stage, word } = base;
      if (known?.mirror === undefined || reference.registry !== "docker.io") return [];
      const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
      const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
      const copy = `${known.mirror}${tag}${digest}`;
      const edit = replaceImage(base, copy);
      return [
        {
          message: {
            en: `${familiarName(reference)} is also available as ${copy}.`,
            ja: `${familiarName(reference)} は、${copy} としても取得できます。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${stage.subject}/image:${familiarRepository(reference)}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});
