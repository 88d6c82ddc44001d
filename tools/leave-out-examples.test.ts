import { expect, test } from "vitest";
import { withoutExamples } from "./leave-out-examples.ts";

test.each([
  {
    name: "between other properties",
    code: 'export const a = defineDockerfileCheck({ id: "a", examples: { fail: ["}"] }, evaluate() { return []; } });',
    expected: 'export const a = defineDockerfileCheck({ id: "a",  evaluate() { return []; } });',
  },
  {
    name: "as the last property",
    code: 'export const a = defineShellCheck({ id: "関所", examples: { fail: [] } });',
    expected: 'export const a = defineShellCheck({ id: "関所",  });',
  },
  {
    name: "of a check with type parameters",
    code: "export const a = defineDockerfileCheck<Schema>({ examples: {}, id: b });",
    expected: "export const a = defineDockerfileCheck<Schema>({  id: b });",
  },
])("leaves examples out: $name", ({ code, expected }) => {
  expect(withoutExamples(code, "a.ts")).toBe(expected);
});

test.each([
  { name: "of a command", code: "export const a = defineCommand({ examples: [1] });" },
  { name: "further inside", code: "export const a = defineDockerfileCheck({ deep: { examples: [1] } });" },
  { name: "of what is not exported", code: "const a = defineDockerfileCheck({ examples: [1] });" },
  { name: "in a text", code: 'export const a = defineDockerfileCheck({ id: "examples: [1]," });' },
])("keeps examples $name", ({ code }) => {
  expect(withoutExamples(code, "a.ts")).toBe(code);
});
