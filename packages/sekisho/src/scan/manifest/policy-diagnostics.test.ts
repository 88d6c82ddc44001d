import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scan } from "../scan.ts";

const policy = (name: string, priority: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: ${name} }\nspec:\n  priority: ${priority}\n  subject: { namespaces: {} }\n  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]\n`;

// Lines counted by hand: each policy has seven lines, and one that separates it; its priority is on the fifth.
test.each([
  { name: "policies of one priority", second: policy("b", "5"), expected: ["warning network/same-priority 13:3"] },
  { name: "a priority that is none", second: policy("b", "-1"), expected: ["warning network/invalid-policy 13:3"] },
  { name: "policies in order", second: policy("b", "6"), expected: [] },
])("a scan says what is doubtful in $name", async ({ second, expected }) => {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-policies-"));
  writeFileSync(join(directory, "all.yaml"), `${policy("a", "5")}---\n${second}`);

  const { document } = await scan(["all.yaml"], { workingDirectory: directory });

  const said = document.reports.flatMap(({ diagnostics }) =>
    diagnostics
      .filter(({ code }) => code.startsWith("network/"))
      .map(({ code, level, location }) => `${level} ${code} ${location?.startLine}:${location?.startColumn}`),
  );
  expect(said).toEqual(expected);
});
