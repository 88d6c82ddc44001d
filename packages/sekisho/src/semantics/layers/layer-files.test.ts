import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { layerFiles } from "./layer-files.ts";

// Expected values by hand, from the Dockerfile reference (ADD, COPY), curl(1) and wget(1).
test.each([
  { name: "file to a name", line: "COPY app.jar /srv/a.jar", expected: ["/srv/a.jar"] },
  { name: "file into a directory", line: "COPY dist/app.jar /opt/", expected: ["/opt/app.jar"] },
  { name: "relative to WORKDIR", line: "COPY app.jar lib/", expected: ["/srv/lib/app.jar"] },
  { name: "pattern", line: "COPY *.jar /opt/", expected: [] },
  { name: "unknown variable", line: "ARG dir\nCOPY app.jar $dir/", expected: [] },
  { name: "address to a name", line: "ADD https://example.com/a.tgz /tmp/b.tgz", expected: ["/tmp/b.tgz"] },
  { name: "address into a directory", line: "ADD https://example.com/x/a.tgz?v=1 /tmp/", expected: ["/tmp/a.tgz"] },
  { name: "address without a name", line: "ADD https://example.com /tmp/", expected: [] },
  { name: "curl", line: "RUN curl -fsSLo /tmp/a https://example.com/a", expected: ["/tmp/a"] },
  { name: "curl of several", line: "RUN curl -o a x -o /b y", expected: ["/srv/a", "/b"] },
  { name: "curl into another directory", line: "RUN curl --output-dir /tmp -o a https://example.com/a", expected: [] },
  { name: "wget with a cluster", line: "RUN wget -qO /tmp/a https://example.com/a", expected: ["/tmp/a"] },
  { name: "curl with its own option", line: "RUN curl -fsSL -o a.tgz https://example.com/a", expected: ["/srv/a.tgz"] },
  { name: "wget", line: "RUN wget -q -O /tmp/a.tgz https://example.com/a", expected: ["/tmp/a.tgz"] },
  { name: "wget to standard output", line: "RUN wget -qO- https://example.com/a | tar x", expected: [] },
  { name: "thrown away", line: "RUN curl -o /dev/null https://example.com", expected: [] },
  { name: "behind cd", line: "RUN cd /tmp && curl -o a https://example.com/a", expected: [] },
])("$name", ({ line, expected }) => {
  const syntax = parseDockerfile(createSourceText("Dockerfile", `FROM debian:12\nWORKDIR /srv\n${line}\n`));
  const context = { isKnown: false, ignores: undefined, files: undefined };
  const build = buildModel(syntax, { context, today: "2026-01-31" });

  expect(layerFiles(build).map(({ path }) => path)).toEqual(expected);
});
