import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { npmCache, pipCache } from "./language-caches.ts";
import { leftCaches, shippedCaches, shippedStages } from "./package-caches.ts";
import { aptArchives, dnfCache, yumCache } from "./system-caches.ts";

function buildOf(text: string, files?: readonly string[]) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: files !== undefined, files },
    today: "2026-01-31",
  });
}

// Dockerfile reference, "FROM" and "COPY --from": what a stage's filesystem is made of.
test.each([
  { name: "the last stage", text: "FROM a AS one\nFROM b AS two", expected: ["stage:two"] },
  { name: "its base", text: "FROM a AS one\nFROM one AS two", expected: ["stage:one", "stage:two"] },
  {
    name: "a stage copied as a whole",
    text: "FROM a AS one\nFROM scratch AS two\nCOPY --from=one / /",
    expected: ["stage:one", "stage:two"],
  },
  {
    name: "the base of such a stage",
    text: "FROM a AS one\nFROM one AS two\nFROM scratch AS last\nCOPY --from=1 / /",
    expected: ["stage:last", "stage:one", "stage:two"],
  },
  {
    name: "no stage that files are taken from",
    text: "FROM a AS one\nFROM b AS two\nCOPY --from=one /app /app",
    expected: ["stage:two"],
  },
])("counts $name as shipped", ({ text, expected }) => {
  expect([...shippedStages(buildOf(text))].map(({ subject }) => subject).toSorted()).toEqual(expected);
});

test("makes a remark of a cache that the target does not contain", () => {
  const build = buildOf("FROM a AS one\nRUN pip install x\nFROM b");
  const remedy = { option: "--no-cache-dir" };
  expect(leftCaches(build, pipCache, remedy).map(({ severity }) => severity)).toEqual(["info"]);
  expect(shippedCaches(build, pipCache, remedy)).toEqual([]);
});

test.each([
  {
    name: "one RUN with two installations",
    cache: dnfCache,
    text: "FROM a\nRUN dnf install -y x && dnf install -y y",
    expected: 1,
  },
  {
    name: "two managers in one RUN",
    cache: dnfCache,
    text: "FROM a\nRUN dnf install -y x && microdnf install -y y",
    expected: 2,
  },
  {
    name: "every call where an option helps",
    cache: pipCache,
    text: "FROM a\nRUN pip install x && pip install y",
    expected: 2,
  },
  {
    name: "the call before a cleaning alone not",
    cache: pipCache,
    text: "FROM a\nRUN pip install x && pip cache purge && pip install y",
    expected: 1,
  },
  {
    name: "a cache moved to a mount",
    cache: npmCache,
    text: "FROM a\nENV npm_config_cache=/c\nRUN --mount=type=cache,target=/c npm ci",
    expected: 0,
  },
  {
    name: "a cache that an option moves",
    cache: npmCache,
    text: "FROM a\nRUN npm ci --cache /c && rm -rf /c",
    expected: 0,
  },
  {
    name: "a manager configured to keep nothing",
    cache: pipCache,
    text: "FROM a\nRUN pip config set global.no-cache-dir true\nRUN pip install x",
    expected: 0,
  },
  {
    name: "a cache moved and deleted",
    cache: npmCache,
    text: "FROM a\nENV npm_config_cache=/c\nRUN npm ci && rm -rf /c",
    expected: 0,
  },
  {
    name: "a variable of unknown value",
    cache: pipCache,
    text: "FROM a\nARG V\nENV PIP_NO_CACHE_DIR=$V\nRUN pip install x",
    expected: 0,
  },
  {
    name: "options of unknown value",
    cache: pipCache,
    text: "FROM a\nARG OPTIONS\nRUN pip install $OPTIONS x",
    expected: 0,
  },
  {
    name: "an export behind the call",
    cache: pipCache,
    text: "FROM a\nRUN pip install x && export PIP_NO_CACHE_DIR=1",
    expected: 1,
  },
  {
    name: "packages that the image's configuration deletes",
    cache: aptArchives,
    text: "FROM a\nRUN apt-get install -y x",
    expected: 0,
  },
  {
    name: "packages without that configuration",
    cache: aptArchives,
    text: "FROM a AS b\nRUN rm /etc/apt/apt.conf.d/docker-clean\nFROM b\nRUN apt-get install -y x",
    expected: 1,
  },
])("reports $name", ({ cache, text, expected }) => {
  expect(leftCaches(buildOf(text), cache, { option: "--no-cache" })).toHaveLength(expected);
});

test.each([
  {
    name: "joins a cleaning that comes too late",
    text: "FROM a\nRUN yum install -y x\nRUN yum clean all\nUSER y",
    expected: "FROM a\nRUN yum install -y x && yum clean all\nUSER y",
  },
  {
    name: "leaves a RUN that does more",
    text: "FROM a\nRUN yum install -y x\nRUN yum clean all && make",
    expected: "FROM a\nRUN yum install -y x && yum clean all\nRUN yum clean all && make",
  },
  {
    name: "leaves a deletion of other things",
    text: "FROM a\nRUN yum install -y x\nRUN rm -rf /var/cache/yum /tmp/y",
    expected: "FROM a\nRUN yum install -y x && yum clean all\nRUN rm -rf /var/cache/yum /tmp/y",
  },
  {
    name: "keeps comments, continuation and line ends",
    text: "FROM a\r\nRUN yum install -y \\\r\n  x\r\n# clean\r\nRUN rm -rf /var/cache/yum\r\n",
    expected: "FROM a\r\nRUN yum install -y \\\r\n  x \\\r\n  && yum clean all\r\n# clean\r\n",
  },
])("$name", ({ text, expected }) => {
  const [problem] = leftCaches(buildOf(text), yumCache, { command: () => "yum clean all" });
  const edits = [...(problem?.fix?.edits ?? [])].sort((left, right) => right.start - left.start);
  expect(edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)).toBe(
    expected,
  );
});
