import type { PairsInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import { expandWord } from "../../formats/dockerfile/words.ts";
import type { TextEdit } from "../../model/fix.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const legacyKeyValueFormat = defineDockerfileCheck({
  id: "dockerfile/legacy-key-value-format",
  aliases: ["buildkit:LegacyKeyValueFormat"],
  title: { en: "Key and value separated by a space", ja: "空白で区切られたキーと値" },
  severity: "low",
  why: {
    en: "In this old form, everything after the key is the value: `ENV A=1 B=2` sets two variables, `ENV A 1 B=2` sets one. The form exists only for old files and may be removed.",
    ja: "この古い形式では、キーに続くすべてが値になります。`ENV A=1 B=2` は 2 つの変数を設定しますが、`ENV A 1 B=2` が設定するのは 1 つだけです。互換性のためだけに残されている形式で、将来廃止される可能性があります。",
  },
  remediation: {
    en: 'Write `key=value`, with quotes around a value that contains spaces: `key="two words"`.',
    ja: '`key=value` の形式で記述し、空白を含む値は `key="two words"` のように引用符で囲んでください。',
  },
  sources: ["Docker build checks: LegacyKeyValueFormat", "Dockerfile reference, ENV"],
  examples: {
    fail: [
      "FROM debian:12\nENV LANG C.UTF-8",
      "FROM debian:12\nENV GREETING Hello big world",
      'FROM debian:12\nENV GREETING "Hello big world"',
      "FROM debian:12\nLABEL team web",
      "FROM debian:12\nENV DIRS /a \\\r\n  /b\r\nRUN true",
    ],
    pass: ["FROM debian:12\nENV LANG=C.UTF-8", 'FROM debian:12\nENV A=1 B="2 3"', "FROM debian:12\nLABEL team=web"],
  },
  evaluate(build) {
    return placedInstructions(build, "ENV", "LABEL").flatMap(({ instruction, step }) => {
      if (!instruction.isLegacy) return [];
      return instruction.pairs.flatMap((pair) => {
        if (pair.value === undefined) return [];
        const edits = joinPair(pair.key, pair.value, build.syntax.escape);
        return {
          message: {
            en: `${instruction.keyword} ${pair.key.raw} is followed by a space instead of =.`,
            ja: `${instruction.keyword} ${pair.key.raw} の後が、= ではなく空白になっています。`,
          },
          range: rangeFromFirstLine(build.syntax.source, step.instruction, pair),
          subject: `${step.stage.subject}/${nounOf(instruction)}:${pair.key.value}`,
          ...(edits === undefined ? {} : { fix: { safety: "safe", edits } as const }),
        };
      });
    });
  },
});

function nounOf({ keyword }: PairsInstruction): string {
  return keyword === "ENV" ? "variable" : "label";
}

/** `undefined` where blanks and quotes are mixed so that only a person can tell what was meant. */
function joinPair(key: Word, value: Word, escape: string): readonly [TextEdit, ...TextEdit[]] | undefined {
  if (expandWord(value, () => "").failure !== undefined) return undefined;
  const gap = { start: key.end, end: value.start };
  const isPlain = !/["']/.test(value.raw) && !value.raw.includes(escape);
  if (isPlain && /\s/.test(value.raw)) {
    return [
      { ...gap, text: '="' },
      { start: value.end, end: value.end, text: '"' },
    ];
  }
  const isOneString = /^"[^"]*"$|^'[^']*'$/.test(value.raw) && !value.raw.includes(escape);
  return isOneString || !/\s/.test(value.raw) ? [{ ...gap, text: "=" }] : undefined;
}
