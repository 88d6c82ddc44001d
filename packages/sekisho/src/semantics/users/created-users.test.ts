import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { buildModel } from "../stages/build-model.ts";
import { createdAccounts, findUserId } from "./created-users.ts";
import { isNumericUser, isRootUser, userPart } from "./user-names.ts";

function buildOf(text: string): DockerfileBuild {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-09-01",
  });
}

/** Expected values: useradd(8), groupadd(8), adduser(8) and BusyBox's adduser. */
describe("createdAccounts", () => {
  test.each([
    { name: "useradd", run: "useradd -m -u 1001 app", expected: ["user app 1001"] },
    { name: "a cluster of options", run: "useradd -rmu 1001 -s /bin/sh app", expected: ["user app 1001"] },
    { name: "an equals sign", run: "useradd --uid=1001 app", expected: ["user app 1001"] },
    {
      name: "BusyBox",
      run: "addgroup -g 2000 web && adduser -D -G web -u 2001 app",
      expected: ["group web 2000", "user app 2001"],
    },
    { name: "no number", run: "useradd --system app", expected: ["user app undefined"] },
    { name: "a variable of ARG", run: "useradd -u $ID app", expected: ["user app 1234"] },
    { name: "a variable that nobody knows", run: "useradd -u $OTHER app", expected: ["user app undefined"] },
    { name: "a name that nobody knows", run: "useradd -u 1 $NAME", expected: [] },
    { name: "text only", run: "echo useradd -u 1001 app", expected: [] },
  ])("$name", ({ run, expected }) => {
    const accounts = createdAccounts(buildOf(`FROM debian:13\nARG ID=1234\nARG OTHER\nARG NAME\nRUN ${run}\n`));
    expect(accounts.map(({ kind, name, id }) => `${kind} ${name} ${id}`)).toEqual(expected);
  });
});

describe("findUserId", () => {
  test.each([
    { name: "of the stage", text: "FROM debian:13\nRUN useradd -u 1001 app", expected: 1001 },
    { name: "of the stage below", text: "FROM debian:13 AS a\nRUN useradd -u 1001 app\nFROM a", expected: 1001 },
    {
      name: "of another stage",
      text: "FROM debian:13 AS a\nRUN useradd -u 1001 app\nFROM debian:13",
      expected: undefined,
    },
    { name: "of nobody", text: "FROM debian:13", expected: undefined },
  ])("a user $name", ({ text, expected }) => {
    const build = buildOf(text);
    const stage = build.stages.at(-1);
    expect(stage === undefined ? undefined : findUserId(build, stage, "app")).toBe(expected);
  });

  test("the base image's own user", () => {
    const build = buildOf("FROM node:24\n");
    const [stage] = build.stages;
    expect(stage === undefined ? undefined : findUserId(build, stage, "node")).toBe(1000);
  });
});

describe("values of USER", () => {
  test.each([
    { name: "root", isRoot: true, isNumeric: false, user: "root" },
    { name: "0:1000", isRoot: true, isNumeric: true, user: "0" },
    { name: "10001:app", isRoot: false, isNumeric: true, user: "10001" },
    { name: "app:root", isRoot: false, isNumeric: false, user: "app" },
    { name: "rootless", isRoot: false, isNumeric: false, user: "rootless" },
  ])("$name", ({ name, isRoot, isNumeric, user }) => {
    expect([isRootUser(name), isNumericUser(name), userPart(name)]).toEqual([isRoot, isNumeric, user]);
  });
});
