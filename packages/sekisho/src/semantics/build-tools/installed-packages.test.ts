import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { buildModel } from "../stages/build-model.ts";
import { compileCallsInTarget } from "./compile-calls.ts";
import { keptPackages } from "./installed-packages.ts";
import { isBuildPackage } from "./tool-packages.ts";

function buildOf(text: string): DockerfileBuild {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-09-01",
  });
}

/** Expected values: counted by hand, by the manuals of apt-get and apk. */
describe("keptPackages", () => {
  test.each([
    {
      name: "what is installed",
      text: "FROM debian:13\nRUN apt-get install -y curl gcc=4:14.2",
      expected: ["curl", "gcc"],
    },
    {
      name: "not what is removed",
      text: "FROM debian:13\nRUN apt-get install -y curl gcc && apt-get purge -y gcc",
      expected: ["curl"],
    },
    {
      name: "what was removed before",
      text: "FROM debian:13\nRUN apt-get purge -y gcc; apt-get install -y gcc",
      expected: ["gcc"],
    },
    {
      name: "not a virtual group that is deleted",
      text: "FROM alpine:3.22\nRUN apk add -t .d gcc && apk del .d",
      expected: [],
    },
    { name: "a virtual group that stays", text: "FROM alpine:3.22\nRUN apk add --virtual=.d gcc", expected: ["gcc"] },
    {
      name: "not those of a build stage",
      text: "FROM debian:13 AS b\nRUN apt-get install -y gcc\nFROM debian:13",
      expected: [],
    },
    {
      name: "those of the stage below",
      text: "FROM debian:13 AS b\nRUN apt-get install -y gcc\nFROM b",
      expected: ["gcc"],
    },
    { name: "no packages of a language", text: "FROM python:3.14\nRUN pip install curl", expected: [] },
  ])("$name", ({ text, expected }) => {
    expect(keptPackages(buildOf(text)).map(({ reference }) => reference.name)).toEqual(expected);
  });
});

describe("compileCallsInTarget", () => {
  test.each([
    { name: "mvn -q clean package", expected: true },
    { name: "./gradlew --no-daemon :app:bootJar", expected: true },
    { name: "go build ./...", expected: true },
    { name: "go mod download", expected: false },
    { name: "npm run build:prod", expected: true },
    { name: "npm run start", expected: false },
    { name: "yarn build", expected: true },
    { name: "make", expected: true },
    { name: "make --version", expected: false },
    { name: "dotnet publish -c Release", expected: true },
    { name: "dotnet restore", expected: false },
    { name: "mvn dependency:go-offline", expected: false },
  ])("$name", ({ name, expected }) => {
    expect(compileCallsInTarget(buildOf(`FROM debian:13\nRUN ${name}\n`)).length > 0).toBe(expected);
  });
});

describe("isBuildPackage", () => {
  test.each([
    { name: "build-essential", expected: true },
    { name: "libpq-dev", expected: true },
    { name: "openssl-devel", expected: true },
    { name: "openjdk-21-jdk-headless", expected: true },
    { name: "openjdk-21-jre-headless", expected: false },
    { name: "libpq5", expected: false },
    { name: "makeself", expected: false },
  ])("$name", ({ name, expected }) => {
    expect(isBuildPackage(name)).toBe(expected);
  });
});
