import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;

beforeEach(() => {
  workplace = createWorkplace();
});

afterEach(() => workplace.remove());

describe.each([
  { file: "falco-rules.md", language: "en" },
  { file: "falco-rules.ja.md", language: "ja" },
])("docs/guide/$file", ({ file, language }) => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide", file), "utf8");
  const rules = /```yaml\n([^`]{1,5000})```/.exec(guide)?.[1] ?? "";
  const events = /```json\n([^`]{1,5000})```/.exec(guide)?.[1] ?? "";
  const [check, tried] = [...guide.matchAll(/```console\n\$ sekisho ([^\n]{1,200})\n([^`]{1,5000})```/g)].map(
    ([, call = "", output = ""]) => ({ call, output }),
  );

  test("check answers as shown", async () => {
    workplace.write("rules.yaml", rules);
    const result = await callCli(workplace, [...(check?.call ?? "").split(" "), "--lang", language]);

    expect(result.output).toBe(check?.output);
    expect(result.exitCode).toBe(1);
  }, 60_000);

  test("the trial answers as shown, with both words repaired", async () => {
    workplace.write("rules.yaml", rules.replace("proc.tyy", "proc.tty").replace("(trusted_image)", "(trusted_images)"));
    workplace.write("events.jsonl", events);
    const result = await callCli(workplace, [...(tried?.call ?? "").split(" "), "--lang", language]);

    expect(result.output).toBe(tried?.output);
    expect(result.exitCode).toBe(0);
  }, 60_000);

  test("detect takes the rules", async () => {
    workplace.write("rules.yaml", rules.replace("proc.tyy", "proc.tty").replace("(trusted_image)", "(trusted_images)"));
    workplace.write("audit.log", `${events.split("\n", 1).join("")}\n`);
    const call = /`sekisho (detect --rules [^`]{1,100})`/.exec(guide)?.[1] ?? "";
    const result = await callCli(workplace, [...call.split(" "), "--format", "json"]);

    expect(result.output).toContain('"falco:Privileged pod"');
    expect(result.exitCode).toBe(0);
  }, 60_000);
});
