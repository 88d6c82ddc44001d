import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { goPins } from "./go-pins.ts";
import { aptPins, npmPins, pipPins } from "./pin-rules.ts";
import { unpinnedPackages } from "./unpinned-packages.ts";

function buildOf(text: string, files?: readonly string[]) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: files !== undefined, files },
    today: "2026-01-31",
  });
}

// Versions as the manuals of the managers write them.
test.each([
  {
    name: "a variable with several packages",
    rules: aptPins,
    text: 'FROM a\nARG P="x y=1 z"\nRUN apt-get install $P',
    expected: ["x", "z"],
  },
  {
    name: "a quoted variable as one package",
    rules: aptPins,
    text: 'FROM a\nENV P=x\nRUN apt-get install "$P"',
    expected: ["x"],
  },
  { name: "a version in a variable", rules: aptPins, text: "FROM a\nARG V\nRUN apt-get install x=$V", expected: [] },
  {
    name: "nothing that a loop sets",
    rules: aptPins,
    text: "FROM a\nENV p=x\nRUN for p in a b; do apt-get install $p; done",
    expected: [],
  },
  {
    name: "nothing that the script assigns",
    rules: aptPins,
    text: "FROM a\nENV P=x\nRUN P=y=1 && apt-get install $P",
    expected: [],
  },
  {
    name: "nothing that a command prints",
    rules: aptPins,
    text: "FROM a\nRUN apt-get install $(cat list)",
    expected: [],
  },
  { name: "a package behind ONBUILD", rules: aptPins, text: "FROM a\nONBUILD RUN apt-get install x", expected: ["x"] },
  {
    name: "a package of a shell in a shell",
    rules: aptPins,
    text: "FROM a\nRUN bash -c 'apt-get install x'",
    expected: ["x"],
  },
  { name: "no package that is removed", rules: aptPins, text: "FROM a\nRUN apt-get install x- y", expected: ["y"] },
  {
    name: "no package of a snapshot",
    rules: aptPins,
    text: "FROM a\nRUN sed -i s,deb.debian.org,snapshot.debian.org, /etc/apt/sources.list\nRUN apt-get install x",
    expected: [],
  },
  {
    name: "a repository without revision",
    rules: pipPins,
    text: "FROM a\nRUN pip install git+ssh://git@github.com/a/b.git",
    expected: ["git+ssh://git@github.com/a/b.git"],
  },
  { name: "a tag that moves", rules: npmPins, text: "FROM a\nRUN npm i -g a@latest b@1 c@next", expected: ["a", "c"] },
  {
    name: "no module that go.mod pins",
    rules: goPins,
    text: "FROM a\nCOPY go.mod go.sum ./\nRUN go install example.com/x",
    expected: [],
  },
  {
    name: "a module before go.mod comes",
    rules: goPins,
    text: "FROM a\nRUN go install example.com/x\nCOPY go.mod .",
    expected: ["example.com/x"],
  },
])("gives $name", ({ rules, text, expected }) => {
  const names = unpinnedPackages(buildOf(text), rules).map(({ subject }) => subject.slice("stage:0/package:".length));
  expect(names).toEqual(expected);
});

test("points at the package", () => {
  const text = "FROM a\nRUN apt-get install -y \\\n    x=1 \\\n    y";
  const [found] = unpinnedPackages(buildOf(text), aptPins);
  expect(found && text.slice(found.range.start, found.range.end)).toBe("y");
});

test("leaves a project with a lock file to it", () => {
  const text = "FROM a\nRUN npm install x && npm install -g y";
  const found = unpinnedPackages(buildOf(text, ["package-lock.json"]), npmPins);
  expect(found.map(({ subject }) => subject)).toEqual(["stage:0/package:y"]);
});
