import { expect, test } from "vitest";
import { toWeaknesses } from "./to-weaknesses.ts";

test.each([
  { name: "as they are", written: ["CWE-79", "CWE-79"], weaknesses: ["CWE-79"] },
  { name: "numbers", written: [79, "089", null], weaknesses: ["CWE-79", "CWE-89"] },
  { name: "a list in a text", written: "cwe79, CWE_20", weaknesses: ["CWE-79", "CWE-20"] },
  { name: "another word stays", written: ["NVD-CWE-noinfo"], weaknesses: ["NVD-CWE-noinfo"] },
  { name: "nothing", written: undefined, weaknesses: [] },
])("$name", ({ written, weaknesses }) => {
  expect(toWeaknesses(written)).toEqual(weaknesses);
});
