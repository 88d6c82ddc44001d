import type { Stage, Step } from "../stages/build.ts";
import { effectiveInstruction } from "../stages/placed-instructions.ts";
import { scriptsOf } from "../stages/scripts.ts";

/** First instruction of a stage that has a text: its index in the file, infinite where there is none. */
const firstMentions = new WeakMap<RegExp, WeakMap<Stage, number>>();

/**
 * Tells whether a RUN, or a heredoc of COPY or ADD, has a text: in the step itself, earlier in its stage, or in a stage that
 * it is built from. Settings that scripts write into configuration files are found this way.
 */
export function isMentionedBefore(step: Step, pattern: RegExp): boolean {
  const { base } = step.stage;
  if (firstMention(step.stage, pattern) <= step.instruction.index) return true;
  return base.kind === "stage" && isMentionedAnywhere(base.stage, pattern);
}

/** Whether a stage or one that it is built from has a text. */
const mentionsAnywhere = new WeakMap<RegExp, WeakMap<Stage, boolean>>();

function isMentionedAnywhere(stage: Stage, pattern: RegExp): boolean {
  const known = mentionsAnywhere.get(pattern) ?? new WeakMap<Stage, boolean>();
  mentionsAnywhere.set(pattern, known);
  const chain: Stage[] = [];
  let answer = false;
  for (let each: Stage | undefined = stage; each !== undefined; ) {
    const earlier = known.get(each);
    chain.push(each);
    answer = earlier ?? firstMention(each, pattern) !== Number.POSITIVE_INFINITY;
    if (answer || earlier !== undefined) break;
    each = each.base.kind === "stage" ? each.base.stage : undefined;
  }
  for (const each of chain) known.set(each, answer);
  return answer;
}

function firstMention(stage: Stage, pattern: RegExp): number {
  let byStage = firstMentions.get(pattern);
  if (byStage === undefined) firstMentions.set(pattern, (byStage = new WeakMap()));
  let index = byStage.get(stage);
  if (index === undefined) {
    const step = stage.steps.find((each) => mentions(each, pattern));
    index = step?.instruction.index ?? Number.POSITIVE_INFINITY;
    byStage.set(stage, index);
  }
  return index;
}

function mentions(step: Step, pattern: RegExp): boolean {
  if (scriptsOf(step).some((script) => pattern.test(script.text.text))) return true;
  return effectiveInstruction(step.instruction).heredocs.some((heredoc) => pattern.test(heredoc.body.text));
}
