import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { flagValue } from "../commands/arguments.ts";
import { insertInstructionAfter } from "../editing/instruction-edits.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";
import type { LocatedCall } from "../stages/scripts.ts";
import { isBelow, joinWorkdir } from "../stages/working-directory.ts";
import { isNumericUser } from "../users/user-names.ts";
import { compileCallsInTarget } from "./compile-calls.ts";

/** Instructions that only describe how the container starts: they move to the new stage as they are. */
const describing: ReadonlySet<Instruction["keyword"]> = new Set([
  "CMD",
  "ENTRYPOINT",
  "EXPOSE",
  "ENV",
  "LABEL",
  "STOPSIGNAL",
  "USER",
  "WORKDIR",
  "VOLUME",
]);

/**
 * Gives the edits that make two stages of one: everything up to the compilation stays in a stage `build`, and what starts
 * the program goes into a runtime image with the compiled file alone.
 *
 * `undefined` where the result cannot be known: another language than Go or Java, a file that the start does not name,
 * instructions behind the compilation that need the build's tools or files.
 */
export function splitBuild(
  build: DockerfileBuild,
  compile: LocatedCall,
): readonly [TextEdit, ...TextEdit[]] | undefined {
  const { stage } = compile.step;
  const last = compileCallsInTarget(build).at(-1)?.step;
  if (build.stages.length !== 1 || stage.from?.image === undefined || last === undefined) return undefined;
  const behind = stage.steps.slice(stage.steps.indexOf(last) + 1).map(({ instruction }) => instruction);
  if (!behind.every(({ keyword }) => describing.has(keyword)) || behind.some(hasNamedUser)) return undefined;
  const result = resultOf(compile, stage);
  if (result === undefined) return undefined;
  const name = stage.name ?? "build";
  const workdir = stage.final.workdir?.value ?? "/";
  const goesToWorkdir = result.needsWorkdir && !behind.some(({ keyword }) => keyword === "WORKDIR");
  const lines = [
    "",
    `FROM ${result.image}`,
    ...(goesToWorkdir ? [`WORKDIR ${workdir}`] : []),
    `COPY --from=${name} ${result.path} ${result.path}`,
    ...(behind.some(({ keyword }) => keyword === "USER") ? [] : [`USER ${result.user}`]),
  ];
  const split = insertInstructionAfter(build, last.instruction, lines.join("\n"));
  const { end } = stage.from.image;
  return stage.name === undefined ? [{ start: end, end, text: " AS build" }, split] : [split];
}

interface BuildResult {
  readonly path: string;
  readonly image: string;
  readonly user: string;
  readonly needsWorkdir: boolean;
}

/** A name is known in the old image, not in the new one. */
function hasNamedUser(instruction: Instruction): boolean {
  return instruction.keyword === "USER" && !isNumericUser(instruction.value?.value ?? "");
}

function resultOf(compile: LocatedCall, stage: Stage): BuildResult | undefined {
  switch (compile.call.name) {
    case "go":
      return goResult(compile, stage);
    case "mvn":
    case "mvnw":
    case "gradle":
    case "gradlew":
      return javaResult(stage);
    default:
      return undefined;
  }
}

/** `go build -o PATH`, where PATH is what the container starts. */
function goResult({ call, script }: LocatedCall, stage: Stage): BuildResult | undefined {
  const output = flagValue(call, ["-o"]);
  const start = startWords(stage)[0];
  if (output === undefined || start === undefined || /[$*]/.test(output)) return undefined;
  const path = absolute(stage, start);
  const directory = script.calls.find(({ name }) => name === "cd")?.args[0]?.text;
  const from = directory === undefined ? workdirOf(stage) : joinWorkdir(workdirOf(stage), directory, "linux");
  if (joinWorkdir(from, output, "linux") !== path) return undefined;
  const isStatic = stage.final.env.get("CGO_ENABLED")?.value === "0" || hasEntry(call, "CGO_ENABLED", "0");
  const image = `gcr.io/distroless/${isStatic ? "static" : "base"}-debian13:nonroot`;
  return { path, image, user: "65532", needsWorkdir: !start.startsWith("/") };
}

/** `java -jar PATH`, with the release of Java that the build image names. */
function javaResult(stage: Stage): BuildResult | undefined {
  const words = startWords(stage);
  const written = words[words.indexOf("-jar") + 1];
  const tag = stage.base.kind === "image" ? (stage.base.reference?.tag ?? "") : "";
  const release = /(?:temurin|jdk|corretto|openjdk)-?(\d+)/.exec(tag)?.[1];
  if (!words.includes("-jar") || written === undefined || release === undefined || /[$*]/.test(written))
    return undefined;
  const path = absolute(stage, written);
  const isBuilt = isBelow(path, joinWorkdir(workdirOf(stage), "target", "linux")) || path.includes("/build/libs/");
  if (!isBuilt) return undefined;
  return { path, image: `eclipse-temurin:${release}-jre`, user: "10001", needsWorkdir: !written.startsWith("/") };
}

function startWords({ final }: Stage): readonly string[] {
  if (final.entrypoint?.form === "shell" || final.command?.form === "shell") return [];
  return [...(final.entrypoint?.words ?? []), ...(final.command?.words ?? [])];
}

function absolute(stage: Stage, path: string): string {
  return joinWorkdir(workdirOf(stage), path, "linux");
}

function workdirOf(stage: Stage): string {
  return stage.final.workdir?.value ?? "/";
}

function hasEntry({ environment }: LocatedCall["call"], name: string, value: string): boolean {
  return environment.some((entry) => entry.name === name && entry.value === value);
}
