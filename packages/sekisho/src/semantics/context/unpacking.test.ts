import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { findUnpacking } from "./unpacking.ts";

// Expected values by hand, from tar(1): which call unpacks a whole archive, and where to.
test.each([
  { name: "letters without dash", run: "tar xzf /tmp/a.tgz", expected: [["a.tgz", "/srv", true]] },
  { name: "letters with dash", run: "tar -xvf a.tar -C /opt", expected: [["a.tar", "/opt", true]] },
  { name: "long options", run: "tar --extract --file=a.tar --directory opt", expected: [["a.tar", "/srv/opt", true]] },
  { name: "options apart", run: "tar -x -f a.tar", expected: [["a.tar", "/srv", true]] },
  {
    name: "with mkdir and rm around it",
    run: "mkdir -p /opt && tar -xf /a.tar -C /opt && rm -f /a.tar",
    expected: [["a.tar", "/opt", true]],
  },
  { name: "with something else around it", run: "make && tar -xf /a.tar", expected: [["a.tar", "/srv", false]] },
  { name: "stripped", run: "tar -xf /a.tar --strip-components=1", expected: [] },
  { name: "one member only", run: "tar -xf /a.tar bin/app", expected: [] },
  { name: "listed", run: "tar -tf /a.tar", expected: [] },
  { name: "packed", run: "tar -czf /a.tar.gz /srv", expected: [] },
  { name: "from standard input", run: "curl https://example.com/a.tar | tar -x", expected: [] },
  { name: "without arguments", run: "tar", expected: [] },
])("$name", ({ run, expected }) => {
  const syntax = parseDockerfile(createSourceText("Dockerfile", `FROM debian:12\nWORKDIR /srv\nRUN ${run}\n`));
  const context = { isKnown: false, ignores: undefined, files: undefined };
  const build = buildModel(syntax, { context, today: "2026-01-31" });
  expect(
    findUnpacking(build.steps).map(({ archive, directory, isAllOfItsStep }) => [archive, directory, isAllOfItsStep]),
  ).toEqual(expected);
});
