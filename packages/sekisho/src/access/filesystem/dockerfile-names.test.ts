import { describe, expect, test } from "vitest";
import { beginsWithInstruction, judgeName, looksLikeDockerfile } from "./dockerfile-names.ts";

describe("judgeName", () => {
  test.each([
    { name: "Dockerfile", expected: "dockerfile" },
    { name: "Dockerfile.dev", expected: "dockerfile" },
    { name: "web.Dockerfile", expected: "dockerfile" },
    { name: "web.dockerfile", expected: "dockerfile" },
    { name: "Containerfile", expected: "dockerfile" },
    { name: "Containerfile.arm", expected: "dockerfile" },
    { name: "Dockerfile.md", expected: "perhaps" },
    { name: "Dockerfile.j2", expected: "perhaps" },
    { name: "dockerfile-dev", expected: "perhaps" },
    { name: "Dockerfile_prod", expected: "perhaps" },
    { name: "app.docker", expected: "perhaps" },
    { name: "build", expected: "perhaps" },
    { name: "Dockerfile.dockerignore", expected: "other" },
    { name: "README", expected: "other" },
    { name: "Makefile", expected: "other" },
    { name: "dockerfile.go", expected: "other" },
    { name: "dockerfile-parser.test.ts", expected: "other" },
    { name: "main.py", expected: "other" },
    { name: ".dockerignore", expected: "other" },
  ])("$name", ({ name, expected }) => {
    expect(judgeName(name)).toBe(expected);
  });
});

describe("first lines", () => {
  test.each([
    { name: "FROM", head: "FROM debian:12\n", expected: true },
    {
      name: "comments, ARG, FROM",
      head: "\uFEFF# syntax=x\r\n\r\nARG V=1\r\nFROM --platform=linux/amd64 a:$V AS b\r\n",
      expected: true,
    },
    { name: "lower case", head: "from a\n", expected: true },
    { name: "Python", head: "from os import path\n", expected: false },
    { name: "SQL", head: "FROM users WHERE x = 1;\n", expected: false },
    { name: "mail", head: "From someone@example.com Mon Sep 17\n", expected: false },
    { name: "a shell script", head: "#!/bin/sh\nset -e\n", expected: false },
    { name: "ARG alone", head: "ARG A\n", expected: false },
    { name: "a fragment", head: "RUN a\n", expected: false },
    { name: "binary", head: "FROM a\n\0", expected: false },
    { name: "nothing", head: "", expected: false },
  ])("$name", ({ head, expected }) => {
    expect(looksLikeDockerfile(head)).toBe(expected);
  });

  test.each([
    { name: "a fragment", head: "# x\nRUN a\n", expected: true },
    { name: "another text", head: "running\n", expected: false },
  ])("of a named file: $name", ({ head, expected }) => {
    expect(beginsWithInstruction(head)).toBe(expected);
  });
});
