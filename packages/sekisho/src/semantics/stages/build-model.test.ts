import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { DockerfileBuild, StageState, VariableState } from "./build.ts";
import { type BuildOptions, buildModel } from "./build-model.ts";

const options: BuildOptions = {
  context: { ignores: undefined, isKnown: false, files: undefined },
  today: "2026-01-31",
};

function model(lines: readonly string[], more: Partial<BuildOptions> = {}): DockerfileBuild {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", `${lines.join("\n")}\n`)), { ...options, ...more });
}

function final(lines: readonly string[], more: Partial<BuildOptions> = {}): StageState {
  const state = model(lines, more).target?.final;
  if (state === undefined) throw new Error("no target");
  return state;
}

function variable(state: StageState, name: string): VariableState | undefined {
  return state.args.get(name) ?? state.env.get(name);
}

// Dockerfile reference, "ENV", "ARG", "Scope", "Using ARG variables"; the same answers from BuildKit's Dockerfile2LLB.
test.each([
  {
    name: "ENV uses the values before the instruction",
    lines: ["FROM scratch", "ENV abc=hello", "ENV abc=bye def=$abc", "ENV ghi=$abc"],
    values: { abc: "bye", def: "hello", ghi: "bye" },
  },
  { name: "a default where nothing is set", lines: ["FROM scratch", "ENV A=${B:-c}"], values: { A: "c" } },
  { name: "an unset variable is empty on scratch", lines: ["FROM scratch", "ENV A=x${B}y"], values: { A: "xy" } },
  {
    name: "an unset variable is unknown on an image",
    lines: ["FROM debian", "ENV A=x${B}y"],
    values: { A: undefined },
  },
  {
    name: "ENV hides an ARG before it",
    lines: ["FROM scratch", "ARG A=arg", "ENV A=env", "ENV B=$A"],
    values: { A: "env", B: "env" },
  },
  {
    name: "an ARG with a value hides an ENV before it until the stage ends",
    lines: ["FROM scratch", "ENV A=env", "ARG A=arg", "ENV B=$A"],
    values: { B: "arg" },
  },
  {
    name: "an ARG without value leaves ENV alone",
    lines: ["FROM scratch", "ENV A=env", "ARG A", "ENV B=$A"],
    values: { B: "env" },
  },
  {
    name: "a global ARG is unknown to a stage",
    lines: ["ARG A=1", "FROM scratch", "ENV B=x$A"],
    values: { A: undefined, B: "x" },
  },
  {
    name: "a global ARG comes in by name",
    lines: ["ARG A=1", "FROM scratch", "ARG A", "ENV B=x$A"],
    values: { A: "1", B: "x1" },
  },
  {
    name: "a stage's default wins over the global one",
    lines: ["ARG A=1", "FROM scratch", "ARG A=2"],
    values: { A: "2" },
  },
  {
    name: "a global ARG sees an earlier one",
    lines: ["ARG A=1", "ARG B=$A$A", "FROM scratch", "ARG B"],
    values: { B: "11" },
  },
  { name: "an ARG sees those of its own line", lines: ["FROM scratch", "ARG A=1 B=$A"], values: { B: "1" } },
  {
    name: "an ARG without default is unknown",
    lines: ["FROM scratch", "ARG A", "ENV B=$A"],
    values: { A: undefined, B: undefined },
  },
  {
    name: "a platform argument is unknown",
    lines: ["FROM scratch", "ARG TARGETARCH", "ENV B=bin-$TARGETARCH"],
    values: { B: undefined },
  },
  {
    name: "a child stage inherits ENV and ARG",
    lines: ["FROM scratch AS a", "ARG A=1", "ENV B=2", "FROM a", "ENV C=$A$B"],
    values: { C: "12" },
  },
  {
    name: "another stage inherits neither",
    lines: ["FROM scratch AS a", "ARG A=1", "ENV B=2", "FROM scratch", "ENV C=x$A$B"],
    values: { C: "x" },
  },
  {
    name: "PATH of an image without one",
    lines: ["FROM scratch", "ENV PATH=/a:$PATH"],
    values: { PATH: "/a:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
  },
  { name: "PATH of an image", lines: ["FROM debian", "ENV PATH=/a:$PATH"], values: { PATH: undefined } },
])("variables: $name", ({ lines, values }) => {
  const state = final(lines);

  for (const [name, value] of Object.entries(values)) expect(variable(state, name)?.value).toBe(value);
});

test.each([
  { name: "a build argument wins over the default", lines: ["FROM scratch", "ARG A=1"], expected: "given" },
  { name: "over the global one", lines: ["ARG A=1", "FROM scratch", "ARG A"], expected: "given" },
  { name: "and fills one without", lines: ["FROM scratch", "ARG A"], expected: "given" },
  { name: "but is not seen undeclared", lines: ["FROM scratch"], expected: undefined },
])("build arguments: $name", ({ lines, expected }) => {
  expect(final(lines, { buildArguments: { A: "given" } }).args.get("A")?.value).toBe(expected);
});

// Dockerfile reference, "WORKDIR", "USER", "SHELL", "CMD", "ENTRYPOINT": "If CMD is defined from the base image,
// setting ENTRYPOINT will reset CMD to an empty value"; BuildKit for the ONBUILD cases.
test.each([
  {
    name: "WORKDIR joins",
    lines: ["FROM scratch", "WORKDIR /a", "WORKDIR b", "WORKDIR c"],
    expected: { workdir: "/a/b/c" },
  },
  {
    name: "WORKDIR resolves variables",
    lines: ["FROM scratch", "ENV DIRPATH=/path", "WORKDIR $DIRPATH/$DIRNAME"],
    expected: { workdir: "/path" },
  },
  {
    name: "WORKDIR keeps what is unknown",
    lines: ["FROM scratch", "ARG D", "WORKDIR $D", "WORKDIR b"],
    expected: { workdir: "$D/b" },
  },
  { name: "WORKDIR of the base image", lines: ["FROM golang:1.22", "WORKDIR src"], expected: { workdir: "/go/src" } },
  { name: "USER of the base image", lines: ["FROM grafana/grafana"], expected: { user: "grafana" } },
  { name: "USER of an unknown image", lines: ["FROM example.com/app"], expected: { user: undefined } },
  {
    name: "USER goes on into the next stage",
    lines: ["FROM alpine AS a", "USER 1000:1000", "FROM a"],
    expected: { user: "1000:1000" },
  },
  { name: "USER with a variable", lines: ["FROM alpine", "ARG UID=7", "USER app${UID}"], expected: { user: "app7" } },
  {
    name: "SHELL goes on into the next stage",
    lines: ["FROM alpine AS a", 'SHELL ["/bin/bash", "-eo", "pipefail", "-c"]', "FROM a"],
    expected: { shell: "/bin/bash -eo pipefail -c" },
  },
  { name: "the shell of Linux", lines: ["FROM alpine"], expected: { shell: "/bin/sh -c" } },
  {
    name: "the shell of Windows",
    lines: ["FROM mcr.microsoft.com/windows/servercore:ltsc2022"],
    expected: { shell: "cmd /S /C" },
  },
  {
    name: "ENTRYPOINT drops the base's CMD",
    lines: ["FROM node:22", 'ENTRYPOINT ["a"]'],
    expected: { entrypoint: "a", command: undefined },
  },
  {
    name: "ENTRYPOINT drops an earlier stage's CMD",
    lines: ["FROM scratch AS a", 'CMD ["c"]', "FROM a", 'ENTRYPOINT ["a"]'],
    expected: { entrypoint: "a", command: undefined },
  },
  {
    name: "ENTRYPOINT keeps the stage's own CMD",
    lines: ["FROM scratch", 'CMD ["c"]', 'ENTRYPOINT ["a"]'],
    expected: { entrypoint: "a", command: "c" },
  },
  {
    name: "CMD keeps the base's ENTRYPOINT",
    lines: ["FROM postgres:17", 'CMD ["postgres", "-c", "x=y"]'],
    expected: { entrypoint: "docker-entrypoint.sh", command: "postgres -c x=y" },
  },
  { name: "CMD in shell form", lines: ["FROM scratch", "CMD run  it"], expected: { command: "run  it" } },
  {
    name: "ONBUILD runs in the next stage",
    lines: ["FROM scratch AS a", "ONBUILD USER app", "FROM a"],
    expected: { user: "app" },
  },
  {
    name: "ONBUILD does not run in its own stage",
    lines: ["FROM scratch AS a", "ONBUILD USER app"],
    expected: { user: "root" },
  },
  {
    name: "ONBUILD runs once",
    lines: ["FROM scratch AS a", "ONBUILD WORKDIR on", "FROM a AS b", "FROM b"],
    expected: { workdir: "/on" },
  },
])("$name", ({ lines, expected }) => {
  const state = final(lines);

  expect({
    workdir: state.workdir?.value,
    user: state.user?.value,
    shell: state.shell.words.join(" "),
    entrypoint: state.entrypoint?.words.join(" "),
    command: state.command?.words.join(" "),
  }).toMatchObject(expected);
});

test.each([
  { name: "-o pipefail", shell: '["/bin/bash", "-o", "pipefail", "-c"]', dialect: "bash", hasPipefail: true },
  { name: "in a cluster", shell: '["bash", "-euxo", "pipefail", "-c"]', dialect: "bash", hasPipefail: true },
  {
    name: "turned off",
    shell: '["bash", "-o", "pipefail", "+o", "pipefail", "-c"]',
    dialect: "bash",
    hasPipefail: false,
  },
  { name: "another option", shell: '["bash", "-o", "errexit", "-c"]', dialect: "bash", hasPipefail: false },
  { name: "behind env", shell: '["/usr/bin/env", "-S", "bash", "-c"]', dialect: "bash", hasPipefail: false },
  { name: "PowerShell", shell: '["powershell", "-Command"]', dialect: "powershell", hasPipefail: false },
  {
    name: "PowerShell with a path",
    shell: '["C:\\\\Program Files\\\\PowerShell\\\\pwsh.exe", "-c"]',
    dialect: "powershell",
    hasPipefail: false,
  },
  { name: "ash", shell: '["/bin/ash", "-c"]', dialect: "sh", hasPipefail: false },
  { name: "ksh, which has [[ as bash does", shell: '["/bin/ksh", "-c"]', dialect: "bash", hasPipefail: false },
  { name: "fish", shell: '["/usr/bin/fish", "-c"]', dialect: "other", hasPipefail: false },
])("SHELL: $name", ({ shell, dialect, hasPipefail }) => {
  expect(final(["FROM alpine", `SHELL ${shell}`]).shell).toMatchObject({ dialect, hasPipefail });
});

test.each([
  { name: "an image", from: "FROM node:20", kind: "image" },
  { name: "scratch", from: "FROM scratch", kind: "scratch" },
  { name: "an earlier stage", from: "FROM one", kind: "stage" },
  { name: "an earlier stage in capitals", from: "FROM ONE", kind: "stage" },
  { name: "an earlier stage by variable", from: "FROM $BASE", kind: "stage" },
  { name: "a stage's number, which is an image", from: "FROM 0", kind: "image" },
  { name: "its own name", from: "FROM self AS self", kind: "image" },
  { name: "nothing", from: "FROM", kind: "unknown" },
])("FROM: $name", ({ from, kind }) => {
  expect(model(["ARG BASE=one", "FROM alpine AS One", from]).stages[1]?.base.kind).toBe(kind);
});

test("an image name with an unknown variable has no reference", () => {
  const base = model(["ARG TAG", "FROM node:$TAG"]).target?.base;

  expect(base).toMatchObject({ kind: "image", name: "node:$TAG", reference: undefined, known: undefined });
});

test("a stage has the root of its chain", () => {
  const build = model(["FROM node:20 AS a", "FROM a AS b", "FROM b"]);

  expect(build.stages.map(({ root }) => (root.kind === "image" ? root.name : root.kind))).toEqual([
    "node:20",
    "node:20",
    "node:20",
  ]);
});

const graph = [
  "FROM scratch AS base",
  "FROM base AS build",
  "FROM scratch AS tools",
  "FROM scratch AS unused",
  "FROM base AS final",
  "COPY --from=build /a /a",
  "RUN --mount=type=bind,from=tools,target=/t x",
];

test.each([
  {
    name: "the last stage",
    target: undefined,
    reaches: ["base", "build", "tools", "final"],
    within: ["base", "final"],
  },
  { name: "a named stage", target: "build", reaches: ["base", "build"], within: ["base", "build"] },
  { name: "a named stage in capitals", target: "TOOLS", reaches: ["tools"], within: ["tools"] },
  { name: "a number", target: "3", reaches: ["unused"], within: ["unused"] },
  {
    name: "a stage that does not exist: the last one",
    target: "nope",
    reaches: ["base", "build", "tools", "final"],
    within: ["base", "final"],
  },
])("reachability of $name", ({ target, reaches, within }) => {
  const { stages } = model(graph, target === undefined ? {} : { target });

  expect(stages.filter(({ reachesTarget }) => reachesTarget).map(({ name }) => name)).toEqual(reaches);
  expect(stages.filter(({ isInTarget }) => isInTarget).map(({ name }) => name)).toEqual(within);
});

test("COPY --from takes numbers, a mount does not", () => {
  const { stages } = model([
    "FROM scratch",
    "FROM scratch",
    "FROM scratch",
    "COPY --from=0 / /",
    "RUN --mount=from=1,target=/x x",
  ]);

  expect(stages.map(({ reachesTarget }) => reachesTarget)).toEqual([true, false, true]);
});

test("cycles and copies of a stage from itself end", () => {
  const { stages } = model([
    "FROM b AS a",
    "COPY --from=b / /",
    "FROM a AS b",
    "COPY --from=a / /",
    "COPY --from=b / /",
  ]);

  expect(stages.map(({ base, reachesTarget }) => [base.kind, reachesTarget])).toEqual([
    ["image", true],
    ["stage", true],
  ]);
});

test("instructions before FROM have a stage of their own, and numbers count from FROM", () => {
  const build = model(["RUN early", "ARG V=1", "FROM scratch AS a", "FROM alpine:$V", "COPY --from=0 / /"]);

  expect(build.stages.map(({ index, steps }) => [index, steps.length])).toEqual([
    [-1, 1],
    [0, 0],
    [1, 1],
  ]);
  expect(build.stages[1]?.reachesTarget).toBe(true);
  expect(build.globalArguments.map(({ name, value }) => [name, value])).toEqual([["V", "1"]]);
});

test("a fragment without FROM is one stage on an unknown base", () => {
  const build = model(["RUN a", "USER app"]);

  expect(build.target).toMatchObject({ index: 0, subject: "stage:0", from: undefined, base: { kind: "unknown" } });
  expect(build.target?.final.user?.value).toBe("app");
});

test("a file without instructions has no target", () => {
  expect(model(["# nothing"])).toMatchObject({ target: undefined, stages: [], steps: [] });
});

test("subjects of stages are different", () => {
  const build = model(["FROM scratch AS a", "FROM scratch AS A", "FROM scratch"]);

  expect(build.stages.map(({ subject }) => subject)).toEqual(["stage:a", "stage:1", "stage:2"]);
});

test("instructions that change nothing share their state", () => {
  const [first, second] = model(["FROM scratch", "RUN a", "RUN b"]).steps;

  expect(first?.state).toBe(second?.state);
});

test.each([
  {
    name: "a chain of 10,000 stages",
    lines: Array.from(
      { length: 10_000 },
      (_, index) => `FROM ${index === 0 ? "scratch" : `s${index - 1}`} AS s${index}\nENV V${index}=$V${index - 1}`,
    ),
  },
  {
    name: "10,000 stages that copy from the next one",
    lines: Array.from(
      { length: 10_000 },
      (_, index) => `FROM scratch AS s${index}\nCOPY --from=s${(index + 1) % 10_000} / /`,
    ),
  },
  {
    name: "5,000 stages on one with 5,000 ONBUILDs",
    lines: [
      "FROM scratch AS base",
      ...Array.from({ length: 5_000 }, (_, index) => `ONBUILD ENV V${index}=1`),
      ...Array.from({ length: 5_000 }, () => "FROM base"),
    ],
  },
  {
    name: "20,000 variables in 10,000 pairs",
    lines: [
      "FROM scratch",
      ...Array.from({ length: 10_000 }, (_, index) => `ENV V${index}=1\nARG W${index}=$V${index}`),
    ],
  },
])(
  "hostile: $name",
  ({ lines }) => {
    const syntax = parseDockerfile(createSourceText("Dockerfile", lines.join("\n")));
    const build = buildModel(syntax, options);

    expect(build.target).toBeDefined();
  },
  30_000,
);
