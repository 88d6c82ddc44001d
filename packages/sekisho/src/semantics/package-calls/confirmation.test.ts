import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "../stages/build-model.ts";
import { unansweredCalls } from "./confirmation.ts";
import { aptManagers } from "./managers.ts";

// Expected values: apt-get(8), `-y`, `-s`, `APT::Get::Assume-Yes`; what reaches standard input follows from the pipeline.
test.each([
  { name: "no answer", run: "apt-get install curl", asks: 1 },
  { name: "an option", run: "apt-get -qy install curl", asks: 0 },
  { name: "a simulation", run: "apt-get install -s curl", asks: 0 },
  { name: "yes in the pipeline", run: "yes | apt-get install curl", asks: 0 },
  { name: "yes further up the pipeline", run: "yes | tee log | apt-get install curl", asks: 0 },
  { name: "yes in another pipeline", run: "echo a | tee log && true | apt-get install curl", asks: 1 },
  { name: "yes behind it", run: "apt-get install curl | yes", asks: 1 },
  { name: "a setting", run: "echo 'APT::Get::Assume-Yes true;' > /etc/apt/apt.conf && apt-get install curl", asks: 0 },
  { name: "pipelines without end", run: `${"true | apt-get update; ".repeat(5_000)}apt-get install curl`, asks: 1 },
])("$name", ({ run, asks }) => {
  const build = buildModel(parseDockerfile(createSourceText("Dockerfile", `FROM debian:13\nRUN ${run}\n`)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-01-31",
  });

  expect(unansweredCalls(build, aptManagers, { option: "-y", behind: "subcommand" })).toHaveLength(asks);
});
