import { expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { findCalls } from "./calls.ts";
import { partsOfPipeline } from "./pipeline-parts.ts";

// Which part a call stands in is counted by hand.
test.each([
  { name: "its own pipeline", text: "a | b | target", expected: ["a", "b", "target"] },
  { name: "no other pipeline", text: "x | y; a | target && z", expected: ["a", "target"] },
  { name: "what stands in a group", text: "{ a; b; } | { c; target; }", expected: ["a b", "c target"] },
  { name: "a part without calls", text: "a | { x=1; } | target", expected: ["a", "", "target"] },
  { name: "a script handed to a shell", text: "a | sh -c 'target'", expected: ["a", "sh target"] },
  { name: "the innermost", text: "x | { a | target; }", expected: ["a", "target"] },
])("gives the calls of $name", ({ text, expected }) => {
  const calls = findCalls(parseShell(text, "bash"));
  const pipeline = calls.find(({ name }) => name === "target")?.pipeline;

  const parts = pipeline === undefined ? [] : partsOfPipeline(calls, pipeline.node);

  expect(Array.from(parts, (part) => part?.map(({ name }) => name).join(" ") ?? "")).toEqual(expected);
});
