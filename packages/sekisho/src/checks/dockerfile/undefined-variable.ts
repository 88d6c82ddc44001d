import type { Instruction, VariableUse } from "../../formats/dockerfile/syntax.ts";
import { expandWord } from "../../formats/dockerfile/words.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import { environmentNamesOf } from "../../semantics/base-images/environment-names.ts";
import { renameVariable } from "../../semantics/editing/rename-variable.ts";
import type { DockerfileBuild, StageBase, Step } from "../../semantics/stages/build.ts";
import { expandedHeredocUses, expandedWords } from "../../semantics/stages/expanded-words.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const undefinedVariable = defineDockerfileCheck({
  id: "dockerfile/undefined-variable",
  aliases: ["buildkit:UndefinedVar"],
  title: { en: "Undefined variable", ja: "定義されていない変数" },
  severity: "medium",
  why: {
    en: "The builder replaces the variable with nothing and goes on: paths lose a part, and `ENV PATH=$PAHT:…` loses the old value. A stage sees an ARG above the first FROM only if it declares it again.",
    ja: "未定義の変数は空の文字列に置き換えられ、ビルドはそのまま続行されます。パスの一部が欠けたり、`ENV PATH=$PAHT:…` のように元の値が失われたりします。最初の FROM より前の ARG は、ステージ内で再度宣言しない限り参照できません。",
  },
  remediation: {
    en: "Correct the name, or define it with ARG or ENV above this line in the same stage. If the variable may be missing, write `${NAME:-default}`.",
    ja: "変数名の誤りを修正するか、ステージ内のこれより前で ARG または ENV により定義してください。未定義でもよい場合は、`${NAME:-default}` のように既定値を記述します。",
  },
  sources: ["Docker build checks: UndefinedVar", "Dockerfile reference, Environment replacement"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY $DIR /app",
      "FROM debian:12\nENV PATH=$PAHT:/opt/bin",
      "ARG VERSION=1\nFROM scratch\nLABEL version=$VERSION",
      "FROM scratch\nWORKDIR $HOMEDIR\nARG HOMEDIR=/app",
      "FROM scratch AS base\nFROM base\nUSER $APP_USER",
      "FROM debian:12\nCOPY <<EOF /run.sh\n#!/bin/sh\necho $HOMEPAGE\nEOF",
    ],
    pass: [
      "FROM debian:12\nARG DIR\nCOPY $DIR /app",
      "FROM debian:12\nENV PATH=$PATH:/opt/bin",
      "FROM registry.example.com/base:1\nCOPY $DIR /app",
      "FROM debian:12\nRUN echo $HOME",
      "FROM debian:12\nENV LD_LIBRARY_PATH=/opt/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}",
      "FROM debian:12 AS base\nARG DIR=a\nFROM base\nCOPY $DIR /app",
      "FROM debian:12\nENV PRICE='$DIR' COST=\\$DIR",
      "FROM node:24\nLABEL node=$NODE_VERSION",
      "FROM debian:12\nCOPY <<'EOF' /run.sh\n#!/bin/sh\necho $HOMEPAGE \\$HOMEPAGE\nEOF",
    ],
  },
  evaluate(build) {
    const budget: SuggestionBudget = { comparisons: 100_000 };
    return build.steps.flatMap((step) => {
      const inherited = inheritedNames(step.stage.root);
      return inherited === undefined ? [] : findUndefined(build, step, inherited, budget);
    });
  },
});

/** How many names may still be compared for suggestions: more nobody reads, and a hostile file would take long. */
interface SuggestionBudget {
  comparisons: number;
}

/** The variables that the image below sets; `undefined` when nobody can tell. */
function inheritedNames(root: StageBase): readonly string[] | undefined {
  if (root.kind === "scratch") return [];
  return root.kind === "image" && root.known !== undefined ? environmentNamesOf(root.known) : undefined;
}

function findUndefined(
  build: DockerfileBuild,
  step: Step,
  inherited: readonly string[],
  budget: SuggestionBudget,
): readonly DockerfileViolation[] {
  const { instruction, stage, state } = step;
  const isKnown = (name: string): boolean =>
    name === "PATH" || state.env.has(name) || state.args.get(name)?.setBy !== undefined || inherited.includes(name);
  return unsetUses(instruction, isKnown).map((use) => {
    const closest = suggestName(step, use.name, inherited, budget);
    const fix = closest === undefined ? undefined : renameVariable(build.syntax.source, use, closest);
    return {
      message: {
        en: `$${use.name} is not set here${closest === undefined ? "." : `; did you mean $${closest}?`}`,
        ja: `$${use.name} は定義されていません。${closest === undefined ? "" : `$${closest} の誤記の可能性があります。`}`,
      },
      range: rangeFromFirstLine(build.syntax.source, instruction, use),
      subject: `${stage.subject}/variable:${use.name}`,
      ...(fix === undefined ? {} : { fix: { safety: "proposal", edits: [fix] } as const }),
    };
  });
}

function suggestName(
  { state }: Step,
  name: string,
  inherited: readonly string[],
  budget: SuggestionBudget,
): string | undefined {
  const cost = state.env.size + state.args.size + inherited.length;
  if (cost > budget.comparisons) return undefined;
  budget.comparisons -= cost;
  const declared = [...state.args.keys()].filter((argument) => state.args.get(argument)?.setBy !== undefined);
  return findClosestWord(name, ["PATH", ...state.env.keys(), ...declared, ...inherited]);
}

/** The first use of each variable that is not known. An ARG sees those that it declares further left. */
function unsetUses(instruction: Instruction, isKnown: (name: string) => boolean): readonly VariableUse[] {
  const words = expandedWords(instruction);
  if (instruction.heredocs.length === 0 && words.every(({ variables }) => variables.length === 0)) return [];
  const keys = instruction.keyword === "ARG" ? instruction.pairs.map(({ key }) => key) : [];
  const left = new Set<string>();
  let passed = 0;
  const found = new Map<string, VariableUse>();
  for (const word of words) {
    for (; (keys[passed]?.end ?? word.start) < word.start; passed++) left.add(keys[passed]?.value ?? "");
    const { unknown } = expandWord(word, (name) => (isKnown(name) || left.has(name) ? "" : undefined));
    for (const use of unknown) if (!isGuarded(use, word.variables) && !found.has(use.name)) found.set(use.name, use);
  }
  for (const use of expandedHeredocUses(instruction)) {
    if (!isKnown(use.name) && !isGuarded(use, []) && !found.has(use.name)) found.set(use.name, use);
  }
  return [...found.values()];
}

/** `${NAME:-…}`, `${NAME:+…}` and `${NAME:?…}` say what happens when it is missing; so do uses inside of their operand. */
function isGuarded(use: VariableUse, all: readonly VariableUse[]): boolean {
  const guards = [":-", "-", ":+", "+", ":?", "?"];
  if (use.modifier !== undefined && guards.includes(use.modifier)) return true;
  return all.some(
    (outer) =>
      outer.name === use.name &&
      (outer.modifier === ":+" || outer.modifier === "+") &&
      outer.start < use.start &&
      use.end < outer.end,
  );
}
