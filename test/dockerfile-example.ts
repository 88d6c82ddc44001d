import type { DockerfileCheck, DockerfileExample } from "../packages/sekisho/src/checks/dockerfile/define.ts";
import { isIgnored, parseDockerignore } from "../packages/sekisho/src/formats/dockerignore/dockerignore.ts";
import type { ParameterValue } from "../packages/sekisho/src/model/check.ts";
import { createSourceText } from "../packages/sekisho/src/model/source-text.ts";
import { unknownContext } from "../packages/sekisho/src/scan/build-context.ts";
import { type Configuration, defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import { type Examination, examine } from "../packages/sekisho/src/scan/examine.ts";
import type { FixOptions } from "../packages/sekisho/src/scan/fix.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import type { BuildContext } from "../packages/sekisho/src/semantics/stages/build.ts";

/** The day on which every example is judged. */
export const exampleDay = "2026-09-01";

/** Gives the text of an example. */
export function textOf(example: DockerfileExample): string {
  return typeof example === "string" ? example : example.dockerfile;
}

/** Gives what stands beside an example; nobody knows it where the example does not say. */
function contextOf(example: DockerfileExample): BuildContext {
  if (typeof example === "string" || example.context === undefined) return unknownContext;
  const ignoreFile = example.context[".dockerignore"];
  const rules = ignoreFile === undefined ? undefined : parseDockerignore(ignoreFile);
  return {
    isKnown: true,
    files: Object.keys(example.context),
    ignores: rules === undefined ? undefined : (path) => isIgnored(rules, path),
  };
}

/** Gives the configuration that an example asks for; a check that is optional is turned on for its own examples. */
function configurationOf(check: DockerfileCheck, example: DockerfileExample): Configuration {
  const given = typeof example === "string" ? {} : (example.parameters ?? {});
  const parameters: Record<string, ParameterValue> = {};
  for (const [name, value] of Object.entries(given)) parameters[name] = asParameter(value);
  return { ...defaultConfiguration, enable: [check.id], parameters: { [check.id]: parameters } };
}

/** Asks every check about a text in an example's surroundings. */
export function examineExample(
  check: DockerfileCheck,
  example: DockerfileExample,
  text = textOf(example),
): Examination {
  return examine(createSourceText("Dockerfile", text), {
    plan: planChecks(dockerfileChecks, configurationOf(check, example)),
    context: contextOf(example),
    target: undefined,
    buildArguments: {},
    today: exampleDay,
  });
}

/** Gives the options that repair an example as far as its check goes. */
export function repairOf(check: DockerfileCheck, example: DockerfileExample): FixOptions {
  return {
    proposals: true,
    rules: [check.id],
    configuration: configurationOf(check, example),
    context: contextOf(example),
    today: exampleDay,
  };
}

/** Gives an example's parameter as configuration gives it. */
export function asParameter(value: unknown): ParameterValue {
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value) && value.every((element) => typeof element === "string")) return value;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, String(element)]));
  }
  throw new Error(`An example's parameter is ${JSON.stringify(value)}: expected a value that configuration can hold.`);
}
