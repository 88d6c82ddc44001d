import { expect, test } from "vitest";
import type { FixOutcome, FixResult } from "../../scan/fix.ts";
import { fixSummary } from "./fix-summary.ts";

const outcome: FixOutcome = {
  rule: "dockerfile/no-user",
  subject: "stage:0",
  safety: "proposal",
  line: 1,
  title: { en: "Root", ja: "root" },
};

const result: FixResult = {
  text: "FROM a\n",
  applied: [{ ...outcome, rule: "dockerfile/maintainer-deprecated", line: 2, safety: "safe" }],
  left: [{ ...outcome, reason: "proposal" }],
};

// Expected values: written by hand. A command to copy does what the call before it showed.
test.each([
  {
    name: "safe repairs",
    given: { hasProposals: false, words: ["Dockerfile"] },
    commands: ["sekisho fix --write Dockerfile", "sekisho fix --propose Dockerfile"],
  },
  {
    name: "proposals",
    given: { hasProposals: true, words: ["Dockerfile"] },
    commands: ["sekisho fix --write --propose Dockerfile", "sekisho fix --propose Dockerfile"],
  },
  {
    name: "options, and a name with a blank",
    given: { hasProposals: false, words: ["--rule", "DL4000", "a b"] },
    commands: ["sekisho fix --write --rule DL4000 'a b'", "sekisho fix --propose --rule DL4000 'a b'"],
  },
  {
    name: "what was written",
    given: { hasProposals: false, isWritten: true, words: ["Dockerfile"] },
    commands: ["sekisho fix --propose Dockerfile"],
  },
])("offers commands that go on from $name", ({ given, commands }) => {
  const summary = fixSummary([result], { language: "en", isWritten: false, ...given });

  expect(summary.match(/sekisho fix .*/g)).toEqual(commands);
});
