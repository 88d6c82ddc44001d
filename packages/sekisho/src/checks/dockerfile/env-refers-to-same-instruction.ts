import type { Pair, PairsInstruction, VariableUse } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { lineEndOf } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, StageState } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const envRefersToSameInstruction = defineDockerfileCheck({
  id: "dockerfile/env-refers-to-same-instruction",
  aliases: ["hadolint:DL3044"],
  title: { en: "ENV refers to a variable that the same ENV sets", ja: "同じ ENV で設定した変数の参照" },
  severity: "medium",
  why: {
    en: "All values of an ENV are expanded before any is set. In `ENV A=1 B=$A`, B becomes empty or gets the old value of A.",
    ja: "1 つの ENV に含まれる値は、どの変数も設定されないうちに展開されます。`ENV A=1 B=$A` では、B は空になるか、以前の A の値になります。",
  },
  remediation: {
    en: "Write two instructions: `ENV A=1`, then `ENV B=$A`.",
    ja: "`ENV A=1` と `ENV B=$A` のように、参照される変数を先に別の ENV で設定してください。",
  },
  sources: ["Dockerfile reference, Environment replacement"],
  examples: {
    fail: [
      "FROM debian:12\nENV HOME_DIR=/app BIN=$HOME_DIR/bin",
      'FROM debian:12\nENV HOME_DIR="/app" BIN="${OTHER:-$HOME_DIR}/bin"',
      "FROM debian:12\nENV BIN=$HOME_DIR/bin HOME_DIR=/app",
      "FROM debian:12\nENV PATH=/a:$PATH PATH=/b:$PATH",
      "FROM debian:12\nENV A=1 \\\n    B=$A \\\n    C=3",
    ],
    pass: [
      "FROM debian:12\nENV HOME_DIR=/app\nENV BIN=$HOME_DIR/bin",
      "FROM debian:12\nENV PATH=/a:$PATH",
      "FROM debian:12\nARG A=0\nENV A=1 B=$A",
      "FROM debian:12\nENV A=1 B='$A' C=\\$A D=$AB",
      "FROM debian:12\nENV A $A",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "ENV").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "ENV" || instruction.isLegacy || instruction.pairs.length < 2) return [];
      return findOwnUses(instruction, step.state).map(({ use, index, isSetBefore }) => {
        const fix = isSetBefore ? splitBefore(build, instruction, index) : undefined;
        return {
          message: {
            en: `${instruction.pairs[index]?.key.value} does not get the value that this ENV gives to ${use.name}.`,
            ja: `${instruction.pairs[index]?.key.value} では、この ENV で設定した ${use.name} の値は使われません。`,
          },
          range: { start: use.start, end: use.end },
          subject: `${step.stage.subject}/variable:${use.name}`,
          ...(fix === undefined ? {} : { fix }),
        };
      });
    });
  },
});

interface OwnUse {
  readonly use: VariableUse;
  /** Of the pair that uses it. */
  readonly index: number;
  readonly isSetBefore: boolean;
}

function findOwnUses(instruction: PairsInstruction, state: StageState): readonly OwnUse[] {
  const setAt = new Map<string, { readonly first: number; readonly last: number }>();
  for (const [index, { key }] of instruction.pairs.entries()) {
    setAt.set(key.value, { first: setAt.get(key.value)?.first ?? index, last: index });
  }
  return instruction.pairs.flatMap(({ key, value }: Pair, index) =>
    (value?.variables ?? []).flatMap((use) => {
      const own = setAt.get(use.name);
      if (own === undefined || isSetEarlier(state, use.name)) return [];
      const isSetBefore = own.first < index;
      return isSetBefore || (own.last > index && key.value !== use.name) ? [{ use, index, isSetBefore }] : [];
    }),
  );
}

function isSetEarlier(state: StageState, name: string): boolean {
  return state.env.get(name)?.setBy !== undefined || state.args.get(name)?.setBy !== undefined;
}

/** Begins a second ENV with the pair; `undefined` where a comment stands in between, or ONBUILD before it. */
function splitBefore(build: DockerfileBuild, instruction: PairsInstruction, index: number): TextFix | undefined {
  const before = instruction.pairs[index - 1];
  const pair = instruction.pairs[index];
  if (before === undefined || pair === undefined || instruction.isTrigger) return undefined;
  const { text } = build.syntax.source;
  if (text.slice(before.end, pair.start).includes("#")) return undefined;
  const keyword = text.slice(instruction.keywordRange.start, instruction.keywordRange.end);
  const edit = { start: before.end, end: pair.start, text: `${lineEndOf(build)}${keyword} ` };
  return { safety: "safe", edits: [edit] };
}
