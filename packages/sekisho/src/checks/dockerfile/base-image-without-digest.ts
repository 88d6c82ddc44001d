import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { externalBases } from "../../semantics/stages/external-bases.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageWithoutDigest = defineDockerfileCheck({
  id: "dockerfile/base-image-without-digest",
  aliases: [],
  title: { en: "Base image without a digest", ja: "ダイジェストを固定していないベースイメージ" },
  severity: "info",
  why: {
    en: "The owner of a tag, or an attacker with the owner's account, can point it to another image at any time. Only a digest fixes the content and makes the build repeatable.",
    ja: "タグは、所有者や、そのアカウントを奪った攻撃者が、いつでも別のイメージに付け替えられます。内容を固定し、同じビルドを再現できるようにするのはダイジェストだけです。",
  },
  remediation: {
    en: "Add the digest after the tag, `FROM debian:13-slim@sha256:…`, and let Renovate or Dependabot keep both up to date.",
    ja: "`FROM debian:13-slim@sha256:…` のようにタグの後にダイジェストを付け、Renovate や Dependabot で両方を継続的に更新してください。",
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
