import { expect, test } from "vitest";
import type { RemediationAction, RemediationEffect, RemediationKind, VersionChange } from "../../model/remediation.ts";
import { findManifestKind } from "../../semantics/version-pins/manifest-editors.ts";
import { type RepairedFile, repairFile, type TargetPlan } from "./repair-file.ts";

const nothing: RemediationEffect = {
  findings: 0,
  risk: 0,
  share: 0,
  severities: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
};

function action(kind: RemediationKind, fields: Partial<RemediationAction>): RemediationAction {
  return {
    id: `${kind}:x`,
    kind,
    subject: "x",
    title: "x",
    explanation: "",
    commands: [],
    changes: [],
    findings: [],
    removes: nothing,
    adds: nothing,
    remains: nothing,
    ...fields,
  };
}

function change(purl: string, to: string | undefined, paths: readonly string[] = []): VersionChange {
  const [name = "", from = ""] = purl.slice(purl.lastIndexOf("/") + 1).split("@");
  return { package: purl, name, from, ...(to === undefined ? {} : { to }), paths, isDirect: true };
}

function plans(target: TargetPlan["target"], ...actions: readonly RemediationAction[]): readonly TargetPlan[] {
  return [{ target, plan: { total: nothing, actions } }];
}

function repair(
  file: RepairedFile,
  planned: readonly TargetPlan[],
): { readonly text: string; readonly outcomes: readonly string[] } {
  const settings = { today: "2026-01-01", target: undefined, buildArguments: {} };
  const { text, outcomes } = repairFile(file, planned, settings);
  return { text, outcomes: outcomes.map(({ outcome }) => outcome) };
}

const raiseNode = action("raise-base-image", { image: { from: "node:22.1.0-slim", to: "node:22.4.1-slim" } });
const rebuildDebian = action("raise-base-image", { image: { from: "debian:12" } });
const raiseCurl = action("upgrade-source-package", {
  changes: [change("pkg:deb/debian/curl@7.88.1-1", "7.88.1-2"), change("pkg:deb/debian/libcurl4@7.88.1-1", undefined)],
});

// The Dockerfiles are repaired by hand.
test.each([
  {
    name: "the tag of a base image, in every stage",
    text: "FROM node:22.1.0-slim AS build\nRUN npm ci\nFROM docker.io/library/node:22.1.0-slim\n",
    planned: raiseNode,
    expected: "FROM node:22.4.1-slim AS build\nRUN npm ci\nFROM node:22.4.1-slim\n",
    outcome: "edited",
  },
  { name: "a digest", text: `FROM node:22.1.0-slim@sha256:${"a".repeat(64)}\n`, planned: raiseNode, outcome: "digest" },
  { name: "a variable", text: "ARG V=22.1.0-slim\nFROM node:$V\n", planned: raiseNode, outcome: "variable" },
  { name: "another image", text: "FROM node:20-slim\n", planned: raiseNode, outcome: "not-named" },
  {
    name: "an upgrade where no newer tag is known",
    text: 'FROM debian:12\r\nCMD ["sh"]\r\n',
    planned: rebuildDebian,
    expected:
      'FROM debian:12\r\nRUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\r\nCMD ["sh"]\r\n',
    outcome: "edited",
  },
  {
    name: "an upgrade that is there",
    text: "FROM debian:12\nRUN apt-get update && apt-get upgrade -y\n",
    planned: rebuildDebian,
    outcome: "already",
  },
  {
    name: "an upgrade in a stage that is not delivered",
    text: "FROM debian:12 AS build\nFROM scratch\nCOPY --from=build /a /a\n",
    planned: rebuildDebian,
    outcome: "not-named",
  },
  {
    name: "a pinned package",
    text: "FROM debian:12\nRUN apt-get update && apt-get install -y git curl=7.88.1-1 \\\n    jq\n",
    planned: raiseCurl,
    expected: "FROM debian:12\nRUN apt-get update && apt-get install -y git curl=7.88.1-2 \\\n    jq\n",
    outcome: "edited",
  },
  {
    name: "a pinned package in JSON form",
    text: 'FROM debian:12\nRUN ["apt-get", "install", "-y", "curl=7.88.1-1"]\n',
    planned: raiseCurl,
    expected: 'FROM debian:12\nRUN ["apt-get", "install", "-y", "curl=7.88.1-2"]\n',
    outcome: "edited",
  },
  {
    name: "a package in a higher version",
    text: "FROM debian:12\nRUN apt-get install -y curl=7.88.1-3\n",
    planned: raiseCurl,
    outcome: "already",
  },
  {
    name: "a package whose version is a variable",
    text: "FROM debian:12\nARG V\nRUN apt-get install -y curl=$V\n",
    planned: raiseCurl,
    outcome: "variable",
  },
  {
    name: "a package without a version",
    text: "FROM debian:12\nRUN apt-get install -y curl\n",
    planned: raiseCurl,
    outcome: "unpinned",
  },
  {
    name: "a package of a language",
    text: "FROM python:3.12\nRUN pip install 'django==3.2.1' requests\n",
    planned: action("raise-dependency", { changes: [change("pkg:pypi/django@3.2.1", "3.2.25")] }),
    expected: "FROM python:3.12\nRUN pip install django==3.2.25 requests\n",
    outcome: "edited",
  },
  { name: "a text that is no Dockerfile", text: "\u0000{{", planned: raiseNode, outcome: "not-named" },
])("Dockerfile: $name", ({ text, planned, expected = text, outcome }) => {
  const repaired = repair({ name: "Dockerfile", kind: "dockerfile", text }, plans("image", planned));

  expect(repaired).toEqual({ text: expected, outcomes: [outcome] });
  expect(repair({ name: "Dockerfile", kind: "dockerfile", text: expected }, plans("image", planned)).text).toBe(
    expected,
  );
});

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

// The digests are invented; the Dockerfiles are repaired by hand.
test.each([
  {
    name: "the digest of the newer tag beside the tag",
    text: `FROM node:22.1.0-slim@${digestOf("a")} AS build\nFROM node:22.1.0-slim\n`,
    planned: raiseNode,
    expected: `FROM node:22.4.1-slim@${digestOf("b")} AS build\nFROM node:22.4.1-slim\n`,
    outcome: "edited",
  },
  {
    name: "the digest of the newer build of the same tag",
    text: `FROM debian:12@${digestOf("a")}\n`,
    planned: rebuildDebian,
    expected: `FROM debian:12@${digestOf("c")}\n`,
    outcome: "edited",
  },
  {
    name: "a digest that is the newest",
    text: `FROM debian:12@${digestOf("c")}\n`,
    planned: rebuildDebian,
    outcome: "already",
  },
  {
    name: "a digest in a variable",
    text: `ARG D=${digestOf("a")}\nFROM node:22.1.0-slim@$D\n`,
    planned: raiseNode,
    outcome: "variable",
  },
  {
    name: "a digest that the registry did not tell",
    text: `FROM node:20@${digestOf("a")}\n`,
    planned: action("raise-base-image", { image: { from: "node:20", to: "node:24" } }),
    outcome: "digest",
  },
])("Dockerfile with what registries say: $name", ({ text, planned, expected = text, outcome }) => {
  const digests = new Map([
    ["node:22.4.1-slim", digestOf("b")],
    ["debian:12", digestOf("c")],
  ]);
  const settings = { today: "2026-01-01", target: undefined, buildArguments: {}, digests };

  const repaired = repairFile({ name: "Dockerfile", kind: "dockerfile", text }, plans("image", planned), settings);

  expect(repaired).toMatchObject({ text: expected, outcomes: [{ outcome }] });
});

const raiseLeft = (paths: readonly string[], to = "1.2.0"): RemediationAction =>
  action("raise-dependency", { changes: [change("pkg:npm/left@1.0.0", to, paths)] });
const manifest = (name: string): RepairedFile => {
  const kind = findManifestKind("package.json");
  if (kind === undefined) throw new Error("package.json is a manifest");
  return { name, kind, text: '{"dependencies":{"left":"1.0.0"}}' };
};

test.each([
  {
    name: "beside its lock file",
    file: "a/package.json",
    target: "directory",
    paths: ["a/package-lock.json"],
    outcomes: ["edited"],
  },
  {
    name: "of another project",
    file: "b/package.json",
    target: "directory",
    paths: ["a/package-lock.json"],
    outcomes: [],
  },
  {
    name: "of an image, wherever it lies",
    file: "b/package.json",
    target: "image",
    paths: ["app/node_modules/left/package.json"],
    outcomes: ["edited"],
  },
] as const)("a manifest $name", ({ file, target, paths, outcomes }) => {
  expect(repair(manifest(file), plans(target, raiseLeft(paths))).outcomes).toEqual(outcomes);
});

test.each([
  { name: "the higher one last", wishes: ["1.2.0", "1.3.0"], outcomes: ["edited", "edited"] },
  { name: "the higher one first", wishes: ["1.3.0", "1.2.0"], outcomes: ["edited", "already"] },
])("of what two reports want of one place, the higher holds: $name", ({ wishes, outcomes }) => {
  const planned = wishes.flatMap((to) => plans("image", raiseLeft([], to)));

  expect(repair(manifest("package.json"), planned)).toEqual({ text: '{"dependencies":{"left":"1.3.0"}}', outcomes });
});

test.each([
  { name: "the lower line", written: "1.0.0", expected: "1.9.3" },
  { name: "the higher line", written: "2.0.0", expected: "2.1.0" },
])("of two installed lines, the one that the project names is raised: $name", ({ written, expected }) => {
  const changes = [change("pkg:npm/left@1.0.0", "1.9.3"), change("pkg:npm/left@2.0.0", "2.1.0")];
  const file = { ...manifest("package.json"), text: `{"dependencies":{"left":"${written}"}}` };

  const { text } = repair(file, plans("image", action("raise-dependency", { changes })));

  expect(text).toBe(`{"dependencies":{"left":"${expected}"}}`);
});

test("actions of other kinds leave manifests alone", () => {
  const planned = plans(
    "directory",
    action("remove-package", { changes: [change("pkg:npm/left@1.0.0", "1.2.0")] }),
    raiseNode,
  );

  expect(repair(manifest("package.json"), planned)).toEqual({ text: manifest("package.json").text, outcomes: [] });
});
