import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

const rules = `- macro: pod
  condition: ka.target.resource=pods and not ka.target.subresource exists
- rule: Pod made
  desc: Somebody makes a pod.
  condition: pod and ka.verb=create
  output: made (user=%ka.user.name)
  priority: NOTICE
  source: k8s_audit
- rule: Shell
  desc: d
  condition: evt.type=execve and proc.name=sh and proc.tty!=0
  output: shell
  priority: WARNING
  enabled: true
`;

const broken = `- rule: Shell
  desc: d
  condition: >
    evt.type=execve and
    proc.nmae = sh
  output: shell
  priority: WARNING
`;

const events = [
  {
    auditID: "1",
    verb: "create",
    user: { username: "jane" },
    objectRef: { resource: "pods" },
    stageTimestamp: "2026-11-22T10:20:05Z",
  },
  { auditID: "2", verb: "get", user: { username: "jane" }, objectRef: { resource: "pods" } },
  { "evt.type": "execve", "proc.name": "sh" },
]
  .map((event) => `${JSON.stringify(event)}\n`)
  .join("");

let workplace: Workplace;

beforeAll(() => {
  workplace = createWorkplace();
  workplace.write("rules.yaml", rules);
  workplace.write("broken.yaml", broken);
  workplace.write("events.jsonl", events);
  const list = events.trim().replaceAll("\n", ",\n");
  workplace.write("list.json", `{ "kind": "EventList", "items": [\n${list}\n] }`);
  workplace.write("odd.jsonl", `${events}{"broken\n\n[1]\n`);
});

afterAll(() => workplace.remove());

describe("sekisho rules check", () => {
  test("a sound file ends with 0", async () => {
    const { output, exitCode } = await callCli(workplace, ["rules", "check", "rules.yaml"]);

    expect(output).toBe(
      "valid: 0 errors, 0 warnings; 2 rules (0 disabled, 0 of other sources), 1 macro, 0 lists in 1 file\n",
    );
    expect(exitCode).toBe(0);
  });

  test("an error is shown as a compiler shows it, and ends with 1", async () => {
    const { output, exitCode } = await callCli(workplace, ["rules", "check", "broken.yaml"]);

    expect(output).toBe(`broken.yaml:5:5: error: there is no field proc.nmae [unknown-field]
  5 │     proc.nmae = sh
    │     ^^^^^^^^^
  Did you mean proc.name?

not valid: 1 error, 0 warnings; 1 rule (0 disabled, 0 of other sources), 0 macros, 0 lists in 1 file
`);
    expect(exitCode).toBe(1);
  });

  test("in Japanese and as JSON", async () => {
    const japanese = await callCli(workplace, ["rules", "check", "broken.yaml", "--lang", "ja"]);
    const json = await callCli(workplace, ["rules", "check", "broken.yaml", "--format", "json=problems.json"]);

    expect(japanese.output).toContain("エラー: フィールド proc.nmae はありません");
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(readFileSync(join(workplace.folder, "problems.json"), "utf8"))).toMatchObject({
      problems: [
        {
          code: "unknown-field",
          level: "error",
          location: { path: "broken.yaml", startLine: 5, startColumn: 5, endColumn: 14 },
        },
      ],
    });
  });

  test.each([
    { name: "a file that is not there", written: ["check", "none.yaml"], exitCode: 3 },
    { name: "no file", written: ["check"], exitCode: 2 },
    { name: "an unknown action", written: ["chekc", "rules.yaml"], exitCode: 2 },
    { name: "an option of another action", written: ["check", "rules.yaml", "--matching", "all"], exitCode: 2 },
    { name: "no events", written: ["test", "rules.yaml"], exitCode: 2 },
    { name: "no rules", written: ["test", "events.jsonl"], exitCode: 2 },
  ])("$name is said", async ({ written, exitCode }) => {
    const result = await callCli(workplace, ["rules", ...written]);

    expect(result.exitCode).toBe(exitCode);
    expect(result.errorOutput).toMatch(/^error: /);
  });
});

describe("sekisho rules list", () => {
  test("shows source, priority and name", async () => {
    const all = await callCli(workplace, ["rules", "list", "rules.yaml"]);
    const some = await callCli(workplace, ["rules", "list", "rules.yaml", "--source", "syscall", "--format", "json"]);

    expect(all.output).toBe("k8s_audit  Notice   Pod made\nsyscall    Warning  Shell\n\n2 rules\n");
    expect(JSON.parse(some.output)).toMatchObject([{ name: "Shell", source: "syscall", isEnabled: true }]);
  });

  test("names the rules that cannot be tried, with the reason", async () => {
    const foreign = (name: string) =>
      `- rule: ${name}\n  desc: d\n  condition: okta.evt.type = "user.account.lock"\n  output: o %okta.actor.name\n  priority: NOTICE\n  source: okta\n`;
    workplace.write("okta.yaml", foreign("User locked out") + foreign('"New\\u001b[2J token"'));

    const table = await callCli(workplace, ["rules", "list", "rules.yaml", "okta.yaml"]);
    const json = await callCli(workplace, ["rules", "list", "okta.yaml", "--format", "json"]);

    expect(table.exitCode).toBe(0);
    expect(table.output).toContain(
      "2 rules\n\n2 rules cannot be tried, since events of the source are not understood:\n  okta: User locked out\n",
    );
    expect(table.output).not.toContain("\u001b");
    expect(JSON.parse(json.output)).toMatchObject([
      { name: "User locked out", source: "okta", isTried: false, path: "okta.yaml" },
      { source: "okta", isTried: false },
    ]);
  });
});

describe("sekisho rules test", () => {
  test.each(["events.jsonl", "list.json"])("%s: alerts, counts and what could not be decided", async (name) => {
    const { output, exitCode } = await callCli(workplace, ["rules", "test", "rules.yaml", name]);

    expect(output).toBe(`10:20:05.000000000: Notice made (user=jane)

1  Pod made

1 rule could not be decided, since events lack what it asks:
  Shell: 1 event (proc.tty)

1 alert of 1 rule; 3 events, 2 rules
`);
    expect(exitCode).toBe(0);
  });

  test("alerts as Falco writes them, of events from standard input", async () => {
    const { output, exitCode } = await callCli(workplace, ["rules", "test", "rules.yaml", "-", "--format", "json"], {
      input: events,
    });

    expect(JSON.parse(output)).toEqual({
      hostname: "",
      output: "10:20:05.000000000: Notice made (user=jane)",
      output_fields: { "ka.user.name": "jane" },
      priority: "Notice",
      rule: "Pod made",
      source: "k8s_audit",
      tags: [],
      time: "2026-11-22T10:20:05.000000000Z",
    });
    expect(exitCode).toBe(0);
  });

  test("lines that are no events are named, the others are tried, and the end is 3", async () => {
    const { output, errorOutput, exitCode } = await callCli(workplace, ["rules", "test", "rules.yaml", "odd.jsonl"]);

    expect(errorOutput).toBe(
      'error: odd.jsonl:4: expected JSON, got {"broken\nerror: odd.jsonl:6: expected an event, a JSON object\n',
    );
    expect(output).toContain("1 alert of 1 rule; 3 events");
    expect(exitCode).toBe(3);
  });

  test("rules with errors are left out, and the end is 1", async () => {
    const { errorOutput, exitCode } = await callCli(workplace, ["rules", "test", "broken.yaml", "events.jsonl"]);

    expect(errorOutput).toContain("broken.yaml:5:5: error: there is no field proc.nmae");
    expect(exitCode).toBe(1);
  });
});

test("detect says which rules are for events that nobody reads", async () => {
  workplace.write("okta.yaml", rules.replace("source: k8s_audit", "source: okta"));
  const { errorOutput, exitCode } = await callCli(workplace, ["detect", "events.jsonl", "--rules", "okta.yaml"]);

  expect(errorOutput).toMatch(/okta\.yaml:\d{1,3}:\d{1,3}: warning: events of the source okta are not understood/);
  expect(exitCode).toBe(0);
});
