import { expect, test } from "vitest";
import { drawBar } from "./progress.ts";

test.each([
  { name: "nothing done", progress: { done: 0, total: 4 }, hasUnicode: true, bar: `${"░".repeat(24)} 0/4` },
  {
    name: "half done",
    progress: { done: 2, total: 4 },
    hasUnicode: true,
    bar: `${"█".repeat(12)}${"░".repeat(12)} 2/4`,
  },
  { name: "all done", progress: { done: 4, total: 4 }, hasUnicode: false, bar: `${"#".repeat(24)} 4/4` },
  { name: "nothing to do", progress: { done: 0, total: 0 }, hasUnicode: false, bar: `${"#".repeat(24)} 0/0` },
])("$name", ({ progress, hasUnicode, bar }) => {
  expect(drawBar(progress, hasUnicode)).toBe(bar);
});
