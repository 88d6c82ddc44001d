import { familiarName, type ImageReference } from "../../semantics/image-reference/image-reference.ts";
import { externalBases, replaceImage } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageDeprecated = defineDockerfileCheck({
  id: "dockerfile/base-image-deprecated",
  aliases: [],
  title: { en: "Base image was given up by its publisher", ja: "提供が終了したベースイメージ" },
  severity: "medium",
  why: {
    en: "The image is not built any more: neither the software nor the distribution below it gets fixes, and one day the tag is gone.",
    ja: "イメージはもうビルドされません。ソフトウェアにも、その下のディストリビューションにも修正は提供されず、いずれタグ自体がなくなります。",
  },
  remediation: {
    en: "Move to the successor that the publisher names.",
    ja: "提供元が案内している後継のイメージに移行してください。",
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
            en: `${familiarName(reference)} is not maintained any more. Successors: ${successors.join(", ")}.`,
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
