import { operandsOf } from "../commands/arguments.ts";
import type { CommandCall } from "../commands/calls.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { runCallsOf } from "../stages/run-calls.ts";
import type { LocatedCall } from "../stages/scripts.ts";

/** Subcommands and tasks with which a program turns sources into what a service runs. */
const tasks: ReadonlyMap<string, RegExp> = new Map([
  ["mvn", /^(?:.*:)?(?:compile|package|verify|install|deploy)$/],
  ["mvnw", /^(?:.*:)?(?:compile|package|verify|install|deploy)$/],
  ["gradle", /^(?:.*:)?(?:build|assemble|bootJar|bootWar|shadowJar|installDist|jar|war|nativeCompile)$/],
  ["gradlew", /^(?:.*:)?(?:build|assemble|bootJar|bootWar|shadowJar|installDist|jar|war|nativeCompile)$/],
  ["sbt", /^(?:.*\/)?(?:assembly|stage|dist|package|compile)$/],
  ["go", /^(?:build|install)$/],
  ["cargo", /^(?:build|install)$/],
  ["dotnet", /^(?:publish|build)$/],
  ["swift", /^build$/],
  ["stack", /^(?:build|install)$/],
  ["cabal", /^(?:build|install)$/],
  ["mix", /^(?:compile|release)$/],
  ["ng", /^build$/],
  ["vite", /^build$/],
  ["next", /^build$/],
  ["nuxt", /^(?:build|generate)$/],
  ["deno", /^compile$/],
  ["cmake", /^/],
]);

/** Programs that do nothing else. */
const compilers: ReadonlySet<string> = new Set([
  "gcc",
  "g++",
  "cc",
  "c++",
  "clang",
  "clang++",
  "rustc",
  "javac",
  "kotlinc",
  "ghc",
  "tsc",
  "webpack",
  "ninja",
  "meson",
  "make",
  "gmake",
  "ant",
  "bazel",
]);

const scriptRunners: ReadonlySet<string> = new Set(["npm", "pnpm", "yarn", "bun"]);

function mayCompile(name: string): boolean {
  return compilers.has(name) || scriptRunners.has(name) || tasks.has(name) || name === "npx";
}

/** Tells whether a call compiles or bundles an application. */
export function isCompileCall(call: CommandCall): boolean {
  const name = call.name ?? "";
  if (!mayCompile(name)) return false;
  const operands = operandsOf(call).map(({ text }) => text);
  if (compilers.has(name)) return !call.args.some(({ text }) => /^--?(?:version|help|v|h)$/.test(text));
  if (scriptRunners.has(name)) {
    const script = operands[0] === "run" || operands[0] === "run-script" ? operands[1] : operands[0];
    return script !== undefined && /^(?:build|compile|bundle|dist)(?:[:-].*)?$/.test(script);
  }
  if (name === "npx") return compilers.has(operands[0] ?? "") || /^(?:build)$/.test(operands[1] ?? "");
  const task = tasks.get(name);
  if (task === undefined) return false;
  const isWholeLine = name === "mvn" || name === "mvnw" || name === "gradle" || name === "gradlew" || name === "sbt";
  return isWholeLine ? operands.some((operand) => task.test(operand)) : task.test(operands[0] ?? "");
}

/** Gives the calls that compile in a stage that the final image contains, in file order. */
export function compileCallsInTarget(build: DockerfileBuild): readonly LocatedCall[] {
  return runCallsOf(build, mayCompile).filter(({ call, step }) => step.stage.isInTarget && isCompileCall(call));
}
