import { expect, test } from "vitest";
import { paintDiff } from "./paint-diff.ts";

const diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\u001b[2J\n+new\n";

test("without colours a diff stays byte for byte, for git apply", () => {
  expect(paintDiff(diff, false)).toBe(diff);
});

test("with colours every changed line has its own, and escape sequences of the file are shown", () => {
  expect(paintDiff(diff, true).split("\n")).toEqual([
    "\u001b[1m--- a/x\u001b[0m",
    "\u001b[1m+++ b/x\u001b[0m",
    "\u001b[36m@@ -1 +1 @@\u001b[0m",
    "\u001b[31m-old\\x1b[2J\u001b[0m",
    "\u001b[32m+new\u001b[0m",
    "",
  ]);
});
