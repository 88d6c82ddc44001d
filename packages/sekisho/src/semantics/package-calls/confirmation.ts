import type { Pipeline } from "../../formats/shell/syntax.ts";
import { hasOption } from "../commands/package-managers.ts";
import { partsOfPipeline } from "../commands/pipeline-parts.ts";
import { insertBehindWord } from "../editing/argument-edits.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { type PlacedPackageCall, packageCalls } from "./package-calls.ts";
import { commandSubject, fixOf, type PackageProblem } from "./package-problem.ts";
import { isMentionedBefore } from "./stage-mentions.ts";
import { mayHaveMoreOptions } from "./unknown-options.ts";

/** Options with which nothing is changed, so that nothing is asked. */
const dryRunFlags = [
  "-s",
  "--simulate",
  "--just-print",
  "--dry-run",
  "--recon",
  "--no-act",
  "--print-uris",
  "-D",
  "--help",
  "--version",
];

/** Ways to say yes once and for all in a configuration file. */
const yesInConfiguration = /APT::Get::Assume-Yes|\bassumeyes\s*=|\bdefaultyes\s*=|ZYPP_NONINTERACTIVE/i;

/** Where a manager takes its answer: behind the program, or behind the subcommand. */
export interface Answer {
  readonly option: string;
  readonly behind: "program" | "subcommand";
}

/** Gives a problem for each call of the managers that stops and asks whether to go on. */
export function unansweredCalls(
  build: DockerfileBuild,
  managers: ReadonlySet<string>,
  answer: Answer,
): readonly PackageProblem[] {
  return callsThatAsk(build, managers).map((call) => {
    const { word } = call.located.call;
    const behind = answer.behind === "program" ? word : (call.subcommand?.word ?? word);
    return {
      message: {
        en: `\`${call.title}\` asks whether to continue, and nobody can answer during a build.`,
        ja: `\`${call.title}\` は続行の確認を求めますが、ビルド中は応答できません。`,
      },
      range: call.range,
      subject: commandSubject(call),
      ...fixOf("safe", insertBehindWord(build, call.located, behind, answer.option)),
    };
  });
}

function callsThatAsk(build: DockerfileBuild, managers: ReadonlySet<string>): readonly PlacedPackageCall[] {
  return packageCalls(build, managers).filter(
    (call) =>
      changesPackages(call) &&
      !call.assumesYes &&
      !hasOption(call, ...dryRunFlags) &&
      !isAnswered(call) &&
      !mayHaveMoreOptions(call) &&
      !isMentionedBefore(call.step, yesInConfiguration),
  );
}

function changesPackages({ action }: PlacedPackageCall): boolean {
  return action === "install" || action === "upgrade" || action === "dist-upgrade" || action === "remove";
}

/** `yes | apt-get install curl`. */
function isAnswered({ located }: PlacedPackageCall): boolean {
  const { pipeline } = located.call;
  if (pipeline === undefined || pipeline.index === 0) return false;
  let first = firstAnswers.get(pipeline.node);
  if (first === undefined) {
    const parts = partsOfPipeline(located.script.calls, pipeline.node);
    const answer = parts.findIndex((part) => part?.some(({ name }) => answering.has(name ?? "")) === true);
    first = answer === -1 ? Number.POSITIVE_INFINITY : answer;
    firstAnswers.set(pipeline.node, first);
  }
  return first < pipeline.index;
}

const answering: ReadonlySet<string> = new Set(["yes", "echo", "printf"]);

/** Position of the first part of a pipeline that writes an answer; infinite where none does. */
const firstAnswers = new WeakMap<Pipeline, number>();
