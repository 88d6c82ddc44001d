import { familiarName, familiarRepository, hubRepository } from "../../semantics/image-reference/image-reference.ts";
import { externalBases } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageFromUnofficialPublisher = defineDockerfileCheck({
  id: "dockerfile/base-image-from-unofficial-publisher",
  aliases: [],
  title: { en: "Base image from an unknown publisher", ja: "提供元を確認できないベースイメージ" },
  severity: "low",
  why: {
    en: "Anyone can publish on Docker Hub. Miners and back doors have been found in such images many times, and the others are rarely rebuilt when their distribution gets fixes.",
    ja: "Docker Hub には誰でもイメージを公開できます。こうしたイメージからは、マイニングプログラムやバックドアが繰り返し見つかっています。問題のないイメージでも、ディストリビューションの修正が反映されないことがよくあります。",
  },
  remediation: {
    en: "Use the official image or the one from the software's vendor, or build your own from them. Add publishers that you trust to the parameter `publishers`.",
    ja: "公式イメージ、またはソフトウェアの開発元のイメージを使用するか、それらを基に独自にビルドしてください。信頼する提供元は、パラメーター `publishers` に追加できます。",
  },
  sources: ["NIST SP 800-190, 3.1.5 and 4.1.5", "CIS Docker Benchmark 1.6.0, 4.2"],
  parameters: {
    publishers: {
      type: "string-list",
      description: {
        en: "Namespaces of Docker Hub that are trusted, for example `my-company`.",
        ja: "信頼する Docker Hub の名前空間。例: `my-company`",
      },
      default: [],
    },
  },
  examples: {
    fail: [
      "FROM johndoe/java:8",
      "FROM docker.io/johndoe/java:8 AS build",
      { dockerfile: "FROM johndoe/java:8", parameters: { publishers: ["example"] } },
    ],
    pass: [
      "FROM eclipse-temurin:21-jre",
      "FROM grafana/grafana:12.2.0",
      "FROM registry.example.com/johndoe/java:8",
      { dockerfile: "FROM example/java:8", parameters: { publishers: ["example"] } },
      "FROM public.ecr.aws/docker/library/debian:13",
      "ARG IMAGE\nFROM $IMAGE",
    ],
  },
  evaluate(build, { publishers }) {
    return externalBases(build).flatMap(({ known, reference, stage, word }) => {
      const repository = hubRepository(reference);
      const namespace = repository?.slice(0, repository.indexOf("/"));
      if (namespace === undefined || namespace === "library" || publishers.includes(namespace)) return [];
      if (known !== undefined && known.publisher !== "community") return [];
      return [
        {
          message: {
            en: `${familiarName(reference)} is neither an official image nor known to come from the software's vendor.`,
            ja: `${familiarName(reference)} は公式イメージではなく、開発元のイメージとしても確認できません。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${stage.subject}/image:${familiarRepository(reference)}`,
        },
      ];
    });
  },
});
