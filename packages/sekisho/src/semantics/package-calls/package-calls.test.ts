import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { packageCalls } from "./package-calls.ts";

test.each([
  { name: "a subcommand", command: "apt-get -y install curl", title: "apt-get install" },
  { name: "a word before it", command: "uv pip install flask", title: "uv pip install" },
  { name: "options between", command: "uv --quiet pip --verbose install flask", title: "uv pip install" },
  { name: "no word before it", command: "uv sync --frozen", title: "uv sync" },
  { name: "a word for the whole system", command: "yarn global add serve", title: "yarn global add" },
  { name: "no subcommand", command: "yarn", title: "yarn" },
  { name: "options for a subcommand", command: "pacman -Syu", title: "pacman" },
])("a call is named with $name", ({ command, title }) => {
  const syntax = parseDockerfile(createSourceText("Dockerfile", `FROM a\nRUN ${command}\n`));
  const build = buildModel(syntax, {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-09-01",
  });

  expect(packageCalls(build).map((call) => call.title)).toEqual([title]);
});
