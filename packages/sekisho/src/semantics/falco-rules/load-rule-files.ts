import { isUtf8 } from "node:buffer";
import { readRuleFile } from "../../formats/falco-rules/read-rule-file.ts";
import { type RuleProblem, ruleError } from "../../formats/falco-rules/rule-problem.ts";
import { createSourceText } from "../../model/source-text.ts";
import { loadRules } from "./load-rules.ts";
import type { RuleSet } from "./rule-set.ts";

/** A file of rules as it was read. */
export interface RuleFileBytes {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Loads files of rules in their order, as if they were one: later ones change what earlier ones define. Never throws. */
export function loadRuleFiles(files: readonly RuleFileBytes[]): RuleSet {
  const problems: RuleProblem[] = [];
  const read = files.map(({ path, bytes }) => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const source = createSourceText(path, text);
    if (!isUtf8(bytes) || text.includes("\0")) {
      problems.push(
        ruleError(
          "no-text",
          { source, start: 0, end: 0 },
          {
            en: "expected a text in UTF-8; what is none is read as U+FFFD",
            ja: "UTF-8 のテキストを想定しました。不正なバイトは U+FFFD として読み取ります",
          },
        ),
      );
    }
    return readRuleFile(source, (problem) => problems.push(problem));
  });
  const set = loadRules(read, problems);
  return { ...set, problems: inOrder(set.problems, files) };
}

/** Sorts problems by file and place: they are found in several passes. */
function inOrder(problems: readonly RuleProblem[], files: readonly RuleFileBytes[]): readonly RuleProblem[] {
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const rank = ({ place }: RuleProblem) => order.get(place.source.path) ?? files.length;
  return problems.toSorted((left, right) => rank(left) - rank(right) || left.place.start - right.place.start);
}
