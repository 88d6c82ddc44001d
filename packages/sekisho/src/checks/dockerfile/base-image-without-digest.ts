import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { externalBases } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageWithoutDigest = defineDockerfileCheck({
  id: "dockerfile/base-image-without-digest",
  aliases: [],
  title: { en: "Base image can change behind its tag", ja: "タグの指す内容が変わり得るベースイメージ" },
  severity: "info",
  why: {
    en: "A tag is a name that its owner, or who stole the owner's account, can give to another image at any time. Only a digest says which bytes are meant, and makes a build repeatable.",
    ja: "タグは、所有者や、そのアカウントを奪った者が、いつでも別のイメージに付け替えられる名前です。どの内容を指すかを固定し、ビルドを再現可能にするのはダイジェストだけです。",
  },
  remediation: {
    en: "Add the digest behind the tag, `FROM debian:13-slim@sha256:…`, and let Renovate or Dependabot keep both up to date.",
    ja: "`FROM debian:13-slim@sha256:…` のようにタグの後にダイジェストを付け、Renovate や Dependabot で両方を更新してください。",
  },
  sources: ["Docker documentation, Building best practices: Pin base image versions", "NIST SP 800-190, 4.1.5"],
  examples: {
    fail: ["FROM debian:13-slim", "ARG TAG=1.25\nFROM golang:${TAG} AS build", "FROM ghcr.io/example/app:1"],
    pass: [
      `FROM debian:13-slim@sha256:${"0".repeat(64)}`,
      "FROM debian",
      "FROM scratch",
      "FROM golang:1.25@sha256:$DIGEST AS build\nFROM build",
    ],
  },
  evaluate(build) {
    return externalBases(build).flatMap(({ known, reference, stage, word }) => {
      if (reference.tag === undefined || reference.digest !== undefined) return [];
      return [
        {
          message: {
            en: `${familiarName(reference)} has no digest.`,
            ja: `${familiarName(reference)} にダイジェストがありません。`,
          },
          range: { start: word.start, end: word.end },
          // A mirror of an official image is the same image.
          subject: `${stage.subject}/image:${known?.name ?? familiarRepository(reference)}`,
        },
      ];
    });
  },
});
