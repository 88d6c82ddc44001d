import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { earlySources } from "./early-sources.ts";
import { volatileArguments } from "./volatile-arguments.ts";

function buildOf(text: string, files?: readonly string[]) {
  return buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: files !== undefined, files },
    today: "2026-01-31",
  });
}

// Which installation runs again follows from the Dockerfile reference, "Impact on build caching", and from Docker's layer order.
test.each([
  {
    name: "an installation behind the sources",
    text: "FROM a\nCOPY . .\nRUN npm ci",
    expected: ["stage:0/command:npm-ci"],
  },
  {
    name: "each ecosystem once",
    text: "FROM a\nCOPY . .\nRUN npm ci && npm install && pip install -r r.txt",
    expected: ["stage:0/command:npm-ci", "stage:0/command:pip-install--r"],
  },
  { name: "no sources of another stage", text: "FROM a\nCOPY --from=b . .\nRUN npm ci", expected: [] },
  {
    name: "no installation of named packages",
    text: "FROM a\nCOPY . .\nRUN npm install x@1 && pip install y==1",
    expected: [],
  },
  { name: "every stage by itself", text: "FROM a AS b\nCOPY . .\nFROM c\nRUN npm ci", expected: [] },
  {
    name: "a pattern for everything",
    text: "FROM a\nADD ./* /app/\nRUN bundle install",
    expected: ["stage:0/command:bundle-install"],
  },
])("reports $name", ({ text, expected }) => {
  expect(earlySources(buildOf(text)).map(({ subject }) => subject)).toEqual(expected);
});

test.each([
  { name: "the COPY of another directory", text: "FROM a\nWORKDIR /x\nCOPY . /app\nRUN npm ci" },
  { name: "an installation that needs the sources", text: "FROM a\nCOPY . .\nRUN pip install -r r.txt ." },
  { name: "an installation with other commands", text: "FROM a\nCOPY . .\nRUN npm ci && npm run build" },
  { name: "an instruction in between", text: "FROM a\nCOPY . .\nUSER app\nRUN npm ci" },
  { name: "several sources", text: "FROM a\nCOPY . x ./\nRUN npm ci" },
  { name: "a heredoc", text: "FROM a\nCOPY . .\nRUN <<EOF\nnpm ci\nEOF" },
])("offers no repair for $name", ({ text }) => {
  const found = earlySources(buildOf(text));
  expect(found).toHaveLength(1);
  expect(found[0]?.fix).toBeUndefined();
});

test.each([
  {
    name: "a commit above an installation",
    text: "FROM a\nARG GIT_SHA\nRUN apk add x",
    expected: ["stage:0/variable:GIT_SHA"],
  },
  {
    name: "a number above an installation",
    text: "FROM a\nARG BUILD_NUMBER=0\nCOPY . .\nRUN npm ci",
    expected: ["stage:0/variable:BUILD_NUMBER"],
  },
  {
    name: "a number above the dependencies of Maven",
    text: "FROM a\nARG BUILD_ID\nCOPY pom.xml .\nRUN mvn dependency:go-offline",
    expected: ["stage:0/variable:BUILD_ID"],
  },
  {
    name: "a number above the dependencies of .NET",
    text: "FROM a\nARG BUILD_ID\nRUN dotnet restore",
    expected: ["stage:0/variable:BUILD_ID"],
  },
  { name: "nothing below the installation", text: "FROM a\nRUN apk add x\nARG GIT_SHA", expected: [] },
  {
    name: "nothing that the installation reads",
    text: "FROM a\nARG GIT_SHA\nRUN apk add x && echo ${GIT_SHA}",
    expected: [],
  },
  { name: "nothing above commands that install nothing", text: "FROM a\nARG GIT_SHA\nRUN make", expected: [] },
  { name: "no release version", text: "FROM a\nARG NODE_VERSION\nRUN apk add x", expected: [] },
  { name: "no name that only begins alike", text: "FROM a\nARG COMMITTEE\nRUN apk add x", expected: [] },
])("reports as volatile $name", ({ text, expected }) => {
  expect(volatileArguments(buildOf(text)).map(({ subject }) => subject)).toEqual(expected);
});
