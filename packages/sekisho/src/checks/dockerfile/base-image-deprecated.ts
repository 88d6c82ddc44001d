import { familiarName, type ImageReference } from "../../semantics/image-reference/image-reference.ts";
import { externalBases, replaceImage } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageDeprecated = defineDockerfileCheck({
  id: "dockerfile/base-image-deprecated",
  aliases: [],
  title: { en: "Base image is no longer maintained", ja: "提供が終了したベースイメージ" },
  severity: "medium",
  why: {
    en: "The publisher no longer builds this image. Neither the software nor its distribution gets security fixes, and the tag may disappear.",
    ja: "このイメージは、提供元によるビルドが終了しています。ソフトウェアにもディストリビューションにもセキュリティ修正が提供されず、タグが削除される可能性もあります。",
  },
  remediation: {
    en: "Replace it in FROM by the successor that the message names.",
    ja: "FROM のイメージを、メッセージに示した後継のイメージに置き換えてください。",
  },
  sources: ["Docker Hub, deprecation notices of the official images"],
  examples: {
    fail: [
      "FROM openjdk:17-jdk-slim",
      "FROM openjdk:11-jre AS runtime",
      "FROM java:8",
      "FROM centos:7",
      "FROM openjdk:8u212-jre-alpine",
    ],
    pass: ["FROM eclipse-temurin:17-jre", "FROM example/openjdk:17", "FROM rockylinux:9", "FROM scratch"],
  },
  evaluate(build) {
    return externalBases(build).flatMap((base) => {
      const { known, reference, stage, word } = base;
      if (known?.deprecated === undefined) return [];
      const { successors } = known.deprecated;
      const successor = successors.includes("eclipse-temurin") ? temurinFor(reference) : undefined;
      const edit = successor === undefined ? undefined : replaceImage(base, successor);
      return [
        {
          message: {
            en: `${familiarName(reference)} is no longer maintained. Successors: ${successors.join(", ")}.`,
            ja: `${familiarName(reference)} は保守されていません。後継は ${successors.join("、")} です。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${stage.subject}/image:${known.name}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** Java releases with long-term support that Eclipse Temurin has. */
const temurinReleases: readonly string[] = ["8", "11", "17", "21", "25"];

/** `openjdk:17-jdk-slim` → `eclipse-temurin:17-jdk`: the same release and kind; Alpine stays Alpine. */
function temurinFor({ tag, digest }: ImageReference): string | undefined {
  const release = /^(\d+)(?:[.u-]|$)/.exec(tag ?? "")?.[1];
  if (release === undefined || digest !== undefined || !temurinReleases.includes(release)) return undefined;
  const words = (tag ?? "").split("-");
  if (words.some((word) => /windows|nanoserver|oracle/.test(word))) return undefined;
  const kind = words.includes("jre") ? "jre" : "jdk";
  return `eclipse-temurin:${release}-${kind}${words.some((word) => word.startsWith("alpine")) ? "-alpine" : ""}`;
}
