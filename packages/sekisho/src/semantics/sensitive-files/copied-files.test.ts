import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { copiedFiles, destinationOf } from "./copied-files.ts";

const files = ["conf/a.env", "conf/deep/b.env", "x/y/c.env", "top.env"];

// Expected values by hand from the Dockerfile reference, COPY: a directory is copied without its own name, a file with it.
test.each([
  { name: "a file", copy: "COPY top.env /srv/", expected: { "top.env": "/srv/top.env" } },
  {
    name: "a directory",
    copy: "COPY conf /srv",
    expected: { "conf/a.env": "/srv/a.env", "conf/deep/b.env": "/srv/deep/b.env" },
  },
  {
    name: "a directory in a variable",
    copy: "ARG DIR=./conf/\nCOPY $DIR /srv",
    expected: { "conf/a.env": "/srv/a.env", "conf/deep/b.env": "/srv/deep/b.env" },
  },
  { name: "a pattern of files", copy: "COPY conf/*.env /srv/", expected: { "conf/a.env": "/srv/a.env" } },
  {
    name: "a pattern of directories",
    copy: "COPY co* /srv/",
    expected: { "conf/a.env": "/srv/a.env", "conf/deep/b.env": "/srv/deep/b.env" },
  },
  { name: "a pattern below another", copy: "COPY x/*/c.env /srv/", expected: { "x/y/c.env": "/srv/c.env" } },
  {
    name: "everything",
    copy: "COPY . .",
    expected: {
      "conf/a.env": "/app/conf/a.env",
      "conf/deep/b.env": "/app/conf/deep/b.env",
      "x/y/c.env": "/app/x/y/c.env",
      "top.env": "/app/top.env",
    },
  },
  { name: "an unknown directory", copy: "ARG DIR\nCOPY $DIR /srv", expected: {} },
])("$name lies where COPY puts it", ({ copy, expected }) => {
  const syntax = parseDockerfile(createSourceText("Dockerfile", `FROM debian:13\nWORKDIR /app\n${copy}\n`));
  const context = { isKnown: true, ignores: undefined, files };
  const build = buildModel(syntax, { context, today: "2026-01-31" });

  const places = copiedFiles(build, () => true)
    .filter(({ path }) => files.includes(path))
    .map((file) => [file.path, destinationOf(file)]);

  expect(Object.fromEntries(places)).toEqual(expected);
});
