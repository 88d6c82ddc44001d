import { packageIndexUpdates } from "../../semantics/package-calls/index-updates.ts";
import { defineDockerfileCheck } from "./define.ts";

export const packageIndexUpdateAlone = defineDockerfileCheck({
  id: "dockerfile/package-index-update-alone",
  aliases: ["trivy:DS-0017", "trivy:AVD-DS-0017", "checkov:CKV_DOCKER_5", "dockle:CIS-DI-0007"],
  title: { en: "RUN that only updates the package index", ja: "パッケージインデックスの更新だけを行う RUN" },
  severity: "medium",
  why: {
    en: "The layer with the index is cached, and later builds use it however old it is. They install old versions with known vulnerabilities, or fail because the repository no longer has those versions.",
    ja: "インデックスを含むレイヤーはキャッシュされます。次回以降のビルドでは古いインデックスがそのまま使われ、既知の脆弱性を含む古いバージョンがインストールされたり、リポジトリから削除されたバージョンを取得しようとしてビルドが失敗したりします。",
  },
  remediation: {
    en: "Update and install in one RUN: `apt-get update && apt-get install …`.",
    ja: "`apt-get update && apt-get install …` のように、更新とインストールを 1 つの RUN で行ってください。",
  },
  sources: [
    "CIS Docker Benchmark 1.6.0, 4.7",
    'Docker documentation, "Building best practices": apt-get',
    "Trivy DS-0017",
    "Checkov CKV_DOCKER_5",
    "Dockle CIS-DI-0007",
  ],
  examples: {
    fail: [
      "FROM ubuntu:24.04\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends mysql-client && rm -rf /var/lib/apt/lists/*",
      'FROM ubuntu:24.04\nRUN ["apt-get", "update"]',
      "FROM ubuntu:24.04\nRUN apt-get update && adduser mike",
      "FROM alpine:3.22\nRUN apk update",
      "FROM fedora:42\nRUN dnf update -y",
      "FROM opensuse/leap:15.6\nRUN zypper up -y",
      "FROM debian:12\r\nRUN apt-get update\r\nRUN apt-get install -y \\\r\n  curl\r\n",
    ],
    pass: [
      "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y mysql-client",
      "FROM ubuntu:24.04\nRUN apt-get update -y; apt-get upgrade -y",
      "FROM alpine:3.22\nRUN apk --update add easy-rsa",
      "FROM centos:8\nRUN yum update -y && yum -y install java-11-openjdk",
      "FROM debian:12\nRUN apt-get update && ./install-packages.sh",
      "FROM maven:3.9\nRUN sbt update && /scripts/run.sh update",
      "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update",
      "FROM ubuntu:24.04\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF",
      "FROM debian:12\nRUN apt-get update && xargs apt-get install -y < packages.txt",
      "FROM fedora:42\nRUN dnf update -y httpd",
    ],
  },
  evaluate(build) {
    return packageIndexUpdates(build);
  },
});
