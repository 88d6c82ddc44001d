import { describe, expect, test } from "vitest";
import { parseImageReference } from "../image-reference/image-reference.ts";
import type { BaseImage } from "./base-image.ts";
import { findBaseImage, knownRepositories } from "./find-base-image.ts";
import { endOfLifeOn } from "./support.ts";

function find(text: string): BaseImage | undefined {
  const reference = parseImageReference(text);
  if (reference === undefined) throw new Error(`no reference: ${text}`);
  return findBaseImage(reference);
}

function get(text: string): BaseImage {
  const image = find(text);
  if (image === undefined) throw new Error(`not known: ${text}`);
  return image;
}

// Debian and Ubuntu code names: debian.org/releases, wiki.ubuntu.com/Releases. Others: the READMEs of the images.
test.each([
  { name: "debian:bookworm-slim", id: "debian", release: "12", shell: "dash", bash: true, manager: "apt" },
  { name: "debian:12.5", id: "debian", release: "12.5", shell: "dash", bash: true, manager: "apt" },
  { name: "debian:latest", id: "debian", release: undefined, shell: "dash", bash: true, manager: "apt" },
  { name: "ubuntu:jammy-20240101", id: "ubuntu", release: "22.04", shell: "dash", bash: true, manager: "apt" },
  { name: "alpine:3.20.1", id: "alpine-linux", release: "3.20.1", shell: "busybox", bash: false, manager: "apk" },
  { name: "node:20-alpine3.19", id: "alpine-linux", release: "3.19", shell: "busybox", bash: false, manager: "apk" },
  { name: "node:20", id: "debian", release: undefined, shell: "dash", bash: true, manager: "apt" },
  { name: "bash:5", id: "alpine-linux", release: undefined, shell: "busybox", bash: true, manager: "apk" },
  {
    name: "eclipse-temurin:21-jre-ubi9-minimal",
    id: "rhel",
    release: "9",
    shell: "bash",
    bash: true,
    manager: "microdnf",
  },
  { name: "amazonlinux:2", id: "amazon-linux", release: "2", shell: "bash", bash: true, manager: "yum" },
  { name: "amazonlinux:2023", id: "amazon-linux", release: "2023", shell: "bash", bash: true, manager: "dnf" },
  { name: "amazoncorretto:17-al2023", id: "amazon-linux", release: "2023", shell: "bash", bash: true, manager: "dnf" },
  { name: "almalinux:8", id: "almalinux", release: "8", shell: "bash", bash: true, manager: "dnf" },
  { name: "amazonlinux:2023", id: "amazon-linux", release: "2023", shell: "bash", bash: true, manager: "dnf" },
  { name: "centos:7", id: "centos", release: "7", shell: "bash", bash: true, manager: "yum" },
  {
    name: "quay.io/centos/centos:stream9",
    id: "centos-stream",
    release: "9",
    shell: "bash",
    bash: true,
    manager: "dnf",
  },
  { name: "rockylinux:9.3-minimal", id: "rocky-linux", release: "9.3", shell: "bash", bash: true, manager: "dnf" },
  {
    name: "registry.access.redhat.com/ubi8/ubi-minimal:8.9",
    id: "rhel",
    release: "8",
    shell: "bash",
    bash: true,
    manager: "microdnf",
  },
  {
    name: "registry.access.redhat.com/ubi9-micro",
    id: "rhel",
    release: "9",
    shell: "bash",
    bash: true,
    manager: "none",
  },
  { name: "gcr.io/distroless/cc-debian12", id: "debian", release: "12", shell: "none", bash: false, manager: "none" },
  {
    name: "nvidia/cuda:12.4.1-runtime-ubuntu22.04",
    id: "ubuntu",
    release: "22.04",
    shell: "dash",
    bash: true,
    manager: "apt",
  },
  { name: "opensuse/leap:15.6", id: "opensuse", release: "15.6", shell: "bash", bash: true, manager: "zypper" },
])("the system of $name", ({ name, id, release, shell, bash, manager }) => {
  const image = get(name);

  expect(image.distribution).toEqual({ id, release });
  expect([image.shell, image.hasBash, image.packageManager]).toEqual([shell, bash, manager]);
});

// The READMEs and Dockerfiles of the images.
test.each([
  { name: "node:22", user: "root", unprivileged: "node" },
  { name: "postgres:17", user: "root", unprivileged: "postgres" },
  { name: "memcached:1", user: "memcache", unprivileged: undefined },
  { name: "jenkins/jenkins:lts", user: "jenkins", unprivileged: undefined },
  { name: "grafana/grafana", user: "grafana", unprivileged: undefined },
  { name: "gcr.io/distroless/static", user: "root", unprivileged: "nonroot" },
  { name: "gcr.io/distroless/static:nonroot", user: "nonroot", unprivileged: "nonroot" },
  { name: "gcr.io/distroless/static:debug-nonroot", user: "nonroot", unprivileged: "nonroot" },
  { name: "docker:27-rootless", user: "rootless", unprivileged: "rootless" },
  { name: "mcr.microsoft.com/dotnet/aspnet:8.0", user: "root", unprivileged: "app" },
  { name: "mcr.microsoft.com/dotnet/aspnet:6.0", user: "root", unprivileged: undefined },
  { name: "mcr.microsoft.com/dotnet/runtime-deps:9.0-noble-chiseled", user: "app", unprivileged: "app" },
  { name: "cgr.dev/chainguard/node", user: "65532", unprivileged: undefined },
  { name: "bitnami/redis", user: "1001", unprivileged: undefined },
  { name: "registry.access.redhat.com/ubi9/nodejs-20", user: undefined, unprivileged: undefined },
  { name: "selenium/standalone-chrome", user: "seluser", unprivileged: undefined },
])("the users of $name", ({ name, user, unprivileged }) => {
  const image = get(name);

  expect([image.user?.name, image.unprivilegedUser?.name]).toEqual([user, unprivileged]);
});

test("Windows images have neither shell nor Linux users", () => {
  expect(get("mcr.microsoft.com/windows/servercore:ltsc2022")).toMatchObject({
    platform: "windows",
    user: { name: "ContainerAdministrator" },
    distribution: { id: "windows-server", release: "2022" },
    workdir: undefined,
  });
  expect(get("golang:1.22-nanoserver-1809")).toMatchObject({
    platform: "windows",
    distribution: { id: "windows-server", release: "2019" },
    alternatives: [],
  });
});

describe("support", () => {
  // Dates: endoflife.date; wiki.debian.org/LTS; nodejs/Release.
  test.each([
    { name: "node:16", day: "2026-01-31", ended: ["nodejs 16 2023-09-11"] },
    { name: "node:lts-gallium", day: "2026-01-31", ended: ["nodejs 16 2023-09-11"] },
    { name: "node:22", day: "2026-01-31", ended: [] },
    { name: "node:latest", day: "2026-01-31", ended: [] },
    { name: "python:3.8-slim-buster", day: "2026-01-31", ended: ["python 3.8 2024-10-07", "debian 10 2024-06-30"] },
    { name: "python:2", day: "2026-01-31", ended: ["python 2.7 2020-01-01"] },
    { name: "python:3", day: "2026-01-31", ended: [] },
    // The tag moves on to releases that the data do not know yet.
    { name: "python:3", day: "2099-01-01", ended: [] },
    { name: "debian:bullseye", day: "2026-08-30", ended: [] },
    { name: "debian:bullseye", day: "2026-08-31", ended: ["debian 11 2026-08-31"] },
    { name: "ubuntu:18.04", day: "2026-01-31", ended: ["ubuntu 18.04 2023-05-31"] },
    { name: "alpine:3.12", day: "2022-04-30", ended: [] },
    { name: "alpine:3.12", day: "2022-05-01", ended: ["alpine-linux 3.12 2022-05-01"] },
    { name: "centos:7.9.2009", day: "2026-01-31", ended: ["centos 7 2024-06-30"] },
    { name: "centos:8", day: "2026-01-31", ended: ["centos 8 2021-12-31"] },
    {
      name: "php:7.4-fpm-alpine3.16",
      day: "2026-01-31",
      ended: ["php 7.4 2022-11-28", "alpine-linux 3.16 2024-05-23"],
    },
    { name: "public.ecr.aws/docker/library/node:14", day: "2026-01-31", ended: ["nodejs 14 2023-04-30"] },
    { name: "registry.access.redhat.com/ubi7/ubi", day: "2026-01-31", ended: ["rhel 7 2024-06-30"] },
    { name: "haskell:9.0", day: "2026-01-31", ended: ["ghc 9.0 undefined"] },
  ])("of $name on $day", ({ name, day, ended }) => {
    const found = endOfLifeOn(get(name), day).map(({ product, cycle, endedOn }) => `${product} ${cycle} ${endedOn}`);

    expect(found).toEqual(ended);
  });
});

// The READMEs of the images and of GoogleContainerTools/distroless.
test.each([
  { name: "node:22", expected: ["node:22-slim", "gcr.io/distroless/nodejs22-debian13:nonroot"] },
  { name: "node", expected: ["node:slim"] },
  { name: "debian", expected: ["debian:stable-slim", "gcr.io/distroless/base-debian13:nonroot"] },
  { name: "node:22-bookworm", expected: ["node:22-bookworm-slim", "gcr.io/distroless/nodejs22-debian13:nonroot"] },
  { name: "node:22-alpine", expected: ["gcr.io/distroless/nodejs22-debian13:nonroot"] },
  { name: "node:16-slim", expected: [] },
  {
    name: "mirror.gcr.io/library/python:3.13",
    expected: ["mirror.gcr.io/library/python:3.13-slim", "gcr.io/distroless/python3-debian13:nonroot"],
  },
  { name: "eclipse-temurin:21", expected: ["eclipse-temurin:21-jre", "gcr.io/distroless/java21-debian13:nonroot"] },
  {
    name: "eclipse-temurin:21-jdk-jammy",
    expected: ["eclipse-temurin:21-jre-jammy", "gcr.io/distroless/java21-debian13:nonroot"],
  },
  { name: "eclipse-temurin:21-jre", expected: ["gcr.io/distroless/java21-debian13:nonroot"] },
  { name: "golang:1.24-alpine", expected: ["gcr.io/distroless/static-debian13:nonroot"] },
  { name: "nginx:1.29", expected: ["nginxinc/nginx-unprivileged:1.29"] },
  { name: "alpine:3.22", expected: [] },
])("alternatives to $name", ({ name, expected }) => {
  expect(get(name).alternatives.map(({ reference }) => reference)).toEqual(expected);
});

test.each([
  { name: "golang:1.24", isBuildImage: true },
  { name: "maven:3-eclipse-temurin-21", isBuildImage: true },
  { name: "eclipse-temurin:21-jdk", isBuildImage: true },
  { name: "eclipse-temurin:21-jre", isBuildImage: false },
  { name: "swift:6.0", isBuildImage: true },
  { name: "swift:6.0-slim", isBuildImage: false },
  { name: "nvidia/cuda:12.4.1-devel-ubuntu22.04", isBuildImage: true },
  { name: "nvidia/cuda:12.4.1-runtime-ubuntu22.04", isBuildImage: false },
  { name: "mcr.microsoft.com/dotnet/sdk:8.0", isBuildImage: true },
  { name: "mcr.microsoft.com/dotnet/aspnet:8.0", isBuildImage: false },
  { name: "node:22", isBuildImage: false },
])("$name brings build tools: $isBuildImage", ({ name, isBuildImage }) => {
  expect(get(name).isBuildImage).toBe(isBuildImage);
});

test.each([
  { name: "openjdk:11", successors: ["eclipse-temurin", "amazoncorretto", "sapmachine"] },
  { name: "java:8", successors: ["eclipse-temurin", "amazoncorretto"] },
  { name: "centos:7", successors: ["rockylinux", "almalinux", "quay.io/centos/centos"] },
  { name: "node:22", successors: undefined },
])("successors of $name", ({ name, successors }) => {
  expect(get(name).deprecated?.successors).toEqual(successors);
});

test.each([
  { name: "node:22", publisher: "docker-official", mirror: "public.ecr.aws/docker/library/node" },
  { name: "grafana/grafana", publisher: "maker", mirror: undefined },
  { name: "nginxinc/nginx-unprivileged", publisher: "maker", mirror: "public.ecr.aws/nginx/nginx-unprivileged" },
  { name: "linuxserver/sonarr", publisher: "community", mirror: undefined },
])("$name is from: $publisher", ({ name, publisher, mirror }) => {
  expect(get(name)).toMatchObject({ publisher, mirror });
});

test.each([
  { name: "an unknown image", text: "example.com/node:20" },
  { name: "a user's image of an official name", text: "someone/node:20" },
  { name: "a name from Object", text: "constructor" },
  { name: "a tag from Object", text: "nope:constructor" },
])("does not know $name", ({ text }) => {
  expect(find(text)).toBeUndefined();
});

test("a tag that is named like a property of Object means nothing", () => {
  expect(get("node:constructor").distribution).toEqual({ id: "debian", release: undefined });
});

test("a digest without tag says nothing about the release", () => {
  expect(get(`node@sha256:${"0".repeat(64)}`)).toMatchObject({ tag: undefined, support: [] });
});

test("every repository of the tables can be found by its name, and every successor", () => {
  for (const name of knownRepositories()) {
    const image = get(name);
    expect(image.name).toBe(name);
    for (const successor of image.deprecated?.successors ?? []) expect(parseImageReference(successor)).toBeDefined();
  }
  expect(knownRepositories().length).toBeGreaterThan(200);
});
