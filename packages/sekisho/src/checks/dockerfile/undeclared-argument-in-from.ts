import { expandWord } from "../../formats/dockerfile/words.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import { renameVariable } from "../../semantics/editing/rename-variable.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { platformArguments } from "../../semantics/stages/variables.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Beyond this many pairs of names nobody reads suggestions, and a hostile file would take long. */
const maxComparisons = 20_000;

export const undeclaredArgumentInFrom = defineDockerfileCheck({
  id: "dockerfile/undeclared-argument-in-from",
  aliases: ["buildkit:UndefinedArgInFrom"],
  title: { en: "FROM with an undeclared argument", ja: "宣言されていない引数を使用する FROM" },
  severity: "medium",
  why: {
    en: "FROM sees only ARGs before the first FROM. Any other name is empty, even if `--build-arg` passes a value: the build stops, or uses another image than intended.",
    ja: "FROM で参照できるのは、最初の FROM より前に宣言された ARG だけです。それ以外の名前は、`--build-arg` で値を渡しても空になり、ビルドが失敗するか、意図しないイメージが使用されます。",
  },
  remediation: {
    en: "Declare the argument before the first FROM, for example `ARG VERSION=13.1`, or correct its name.",
    ja: "`ARG VERSION=13.1` のように最初の FROM より前で宣言するか、名前の誤りを修正してください。",
  },
  sources: ["Docker build checks: UndefinedArgInFrom", "Dockerfile reference, Understand how ARG and FROM interact"],
  examples: {
    fail: [
      "FROM debian:${VERSION}",
      "ARG VERSION=12\nFROM debian:${VERSOIN}",
      "FROM --platform=$BULIDPLATFORM debian:12",
      "FROM debian:12\nARG VERSION=12\nFROM debian:${VERSION}",
    ],
    pass: [
      "ARG VERSION=12\nFROM debian:${VERSION}",
      "ARG VERSION\nFROM debian:${VERSION:-12}",
      "FROM --platform=$BUILDPLATFORM debian:12",
      "FROM debian:12",
    ],
  },
  evaluate(build) {
    const declared = new Set([...build.globalArguments.map(({ name }) => name), ...platformArguments]);
    const budget = { comparisons: maxComparisons };
    const suggestions = new Map<string, string | undefined>();
    const suggestName = (name: string): string | undefined => {
      budget.comparisons -= declared.size;
      if (budget.comparisons < 0) return undefined;
      if (!suggestions.has(name)) suggestions.set(name, findClosestWord(name, declared));
      return suggestions.get(name);
    };
    return build.stages.flatMap(({ from, subject }) => {
      if (from === undefined) return [];
      const platform = from.flags.find(({ name }) => name === "platform")?.value;
      return [from.image, platform].flatMap((word) => {
        if (word === undefined) return [];
        const { unknown } = expandWord(word, (name) => (declared.has(name) ? "" : undefined));
        return firstUses(unknown).map((use) => {
          const closest = suggestName(use.name);
          return {
            message: {
              en: `${use.name} is not declared before the first FROM${closest === undefined ? "." : `; did you mean ${closest}?`}`,
              ja: `${use.name} は最初の FROM より前に宣言されていません。${closest === undefined ? "" : `${closest} の誤記の可能性があります。`}`,
            },
            range: rangeFromFirstLine(build.syntax.source, from, use),
            subject: `${subject}/variable:${use.name}`,
            ...(closest === undefined
              ? {}
              : { fix: { safety: "proposal", edits: [renameVariable(build.syntax.source, use, closest)] } as const }),
          };
        });
      });
    });
  },
});

function firstUses<Use extends { readonly name: string }>(uses: readonly Use[]): readonly Use[] {
  const byName = new Map<string, Use>();
  for (const use of uses) if (!byName.has(use.name)) byName.set(use.name, use);
  return [...byName.values()];
}
