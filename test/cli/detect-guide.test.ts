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
  { file: "detect.md", language: "en", incident: "jane: 2 findings" },
  { file: "detect.ja.md", language: "ja", incident: "jane（検出事項 2 件）" },
])("docs/guide/$file", ({ file, language, incident }) => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide", file), "utf8");
  const log = /```json\n([^`]{1,5000})```/.exec(guide)?.[1] ?? "";
  const call = /`sekisho (detect audit\.log)`/.exec(guide)?.[1] ?? "";
  const configuration = /```yaml\n(exceptions:[^`]{1,2000})```/.exec(guide)?.[1] ?? "";

  test("both requests are one incident", async () => {
    workplace.write("audit.log", log);

    const { output, exitCode } = await callCli(workplace, [...call.split(" "), "--lang", language]);

    expect(output).toContain(incident);
    expect(output).toContain("2026-03-02 09:05:00");
    expect(exitCode).toBe(0);
  }, 60_000);

  test("the exceptions are understood, and hold for the office and the namespace alone", async () => {
    workplace.write("audit.log", log.replaceAll('"jane"', '"jane@example.com"'));
    workplace.write(".sekisho.yaml", configuration);

    const { output, exitCode } = await callCli(workplace, [...call.split(" "), "--format", "json"]);

    const statuses = Array.from(output.matchAll(/"status": ?"(open|accepted)"/g), ([, status = ""]) => status);
    expect(statuses.toSorted((left, right) => left.localeCompare(right))).toEqual(["accepted", "open"]);
    expect(exitCode).toBe(0);
  }, 60_000);

  test.each([
    { name: "nothing to judge", written: "detect" },
    { name: "two things that last", written: "detect audit.log --follow --listen 127.0.0.1:0" },
    { name: "a token for nobody", written: "detect audit.log --token-file tokens" },
    { name: "an address for everybody", written: "detect --listen 0.0.0.0:0" },
  ])(
    "a wrong call is refused: $name",
    async ({ written }) => {
      workplace.write("audit.log", log);

      const { exitCode } = await callCli(workplace, written.split(" "));

      expect(exitCode).toBe(2);
    },
    60_000,
  );
});
