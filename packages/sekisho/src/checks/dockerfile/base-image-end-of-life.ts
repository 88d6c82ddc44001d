import { endOfLifeOn } from "../../semantics/base-images/support.ts";
import { findSupportedReference } from "../../semantics/base-images/supported-tag.ts";
import { familiarName } from "../../semantics/image-reference/image-reference.ts";
import { externalBases, replaceImage } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageEndOfLife = defineDockerfileCheck({
  id: "dockerfile/base-image-end-of-life",
  aliases: [],
  title: { en: "Base image gets no more security fixes", ja: "セキュリティ修正が終了したベースイメージ" },
  severity: "high",
  severityReason: {
    en: "Medium in a stage that the final image does not contain, although its results still come from old compilers and libraries.",
    ja: "最終イメージに含まれないステージの場合は「中」です。ただし、成果物は古いコンパイラーやライブラリから作られます。",
  },
  why: {
    en: "Vulnerabilities found from now on are never fixed. Scanners may even report fewer of them, because nobody publishes advisories for an ended release, and the image looks safer than it is.",
    ja: "今後見つかる脆弱性は修正されません。終了したリリースにはセキュリティアドバイザリも発行されないため、スキャンの検出件数が減り、実際よりも安全に見えることがあります。",
  },
  remediation: {
    en: "Change the tag in FROM to a supported release, for example `debian:13-slim`, and note its end of support in a comment.",
    ja: "FROM のタグを、`debian:13-slim` のようなサポート中のリリースに変更してください。次の移行に備えて、サポート終了日をコメントに残しておきます。",
  },
  sources: ["endoflife.date", "NIST SP 800-190, 3.1.1 and 4.1.1"],
  examples: {
    fail: [
      "FROM debian:9",
      "FROM node:16-alpine AS build\nRUN npm ci\nFROM nginx:1.29\nCOPY --from=build /app /usr/share/nginx/html",
      "FROM amazonlinux:2",
      "FROM python:3.8-slim-buster",
      "FROM centos:7",
      "ARG RELEASE=18.04\nFROM ubuntu:${RELEASE}",
    ],
    pass: [
      "FROM debian:13-slim",
      "FROM amazonlinux:2023",
      "FROM registry.example.com/debian:9",
      "FROM debian:latest",
      "FROM debian:13 AS base\nFROM base",
      "FROM scratch",
    ],
  },
  evaluate(build) {
    return externalBases(build).flatMap((base) => {
      const { stage, known, reference, word } = base;
      const [ended] = known === undefined ? [] : endOfLifeOn(known, build.today, build.calendar);
      if (known === undefined || ended === undefined) return [];
      const successor = findSupportedReference(reference, known, build);
      const edit = successor === undefined ? undefined : replaceImage(base, successor);
      const since = ended.endedOn;
      const paid =
        ended.extendedUntil !== undefined && ended.extendedUntil > build.today ? ended.extendedUntil : undefined;
      return [
        {
          message: {
            en: `${familiarName(reference)}: support of ${ended.product} ${ended.cycle} ended${since === undefined ? "" : ` on ${since}`}${paid === undefined ? "" : `; extended support must be paid for, until ${paid}`}.`,
            ja: `${familiarName(reference)} の ${ended.product} ${ended.cycle} は、${since === undefined ? "すでに" : `${since} に`}サポートが終了しました${paid === undefined ? "" : `（有償の延長サポートは ${paid} まで）`}。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${stage.subject}/image:${known.name}`,
          severity: stage.isInTarget ? ("high" as const) : ("medium" as const),
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});
