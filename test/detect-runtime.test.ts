import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { detect } from "../packages/sekisho/src/scan/detect/detect.ts";
import { loadFalcoJudge } from "../packages/sekisho/src/scan/detect/load-falco-judge.ts";
import type { DetectOptions } from "../packages/sekisho/src/scan/detect/options.ts";
import { rawEventsOf } from "./audit-example.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-runtime-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rules = `
- rule: Shell in a container
  desc: A shell was started.
  condition: evt.type in (execve, execveat) and container.id != host and proc.name in (sh, bash)
  output: Shell (command=%proc.cmdline pod=%k8s.pod.name)
  priority: WARNING
  tags: [T1059]
- rule: Terminal
  desc: Somebody types.
  condition: evt.type in (execve, execveat) and proc.tty != 0
  output: Terminal (command=%proc.cmdline)
  priority: NOTICE
`;
writeFileSync(join(folder, "rules.yaml"), rules);

const tetragon = (second: number, pod = "web-0") => ({
  time: `2026-03-02T09:00:${String(second).padStart(2, "0")}.000000001Z`,
  node_name: "node-1",
  process_exec: {
    process: {
      exec_id: `e${second}`,
      binary: "/bin/sh",
      arguments: "-c id",
      pod: { namespace: "shop", name: pod, container: { id: "containerd://0123456789abcdef", name: "web" } },
    },
    parent: { binary: "/usr/bin/runc" },
  },
});
const falco = {
  time: "2026-03-02T09:00:30.000000000Z",
  rule: "Read sensitive file",
  priority: "Critical",
  output: "09:00:30.000000000: Critical Sensitive file opened (file=/etc/shadow)",
  source: "syscall",
  tags: ["T1555"],
  output_fields: { "proc.name": "cat", "k8s.ns.name": "shop", "k8s.pod.name": "web-0" },
};
const tracee = {
  timestamp: 1_772_442_040_000_000_000,
  eventName: "anti_debugging",
  processName: "tool",
  hostThreadId: 3,
  args: [],
  metadata: {
    Description: "A process used anti-debugging.",
    Properties: { signatureName: "Anti-Debugging", Severity: 1 },
  },
};

function write(name: string, events: readonly object[]): string {
  writeFileSync(join(folder, name), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return name;
}

async function run(log: string, options: DetectOptions = {}) {
  const clock = () => new Date("2026-03-02T12:00:00Z");
  const { document, isComplete, events } = await detect([log], { workingDirectory: folder, clock, ...options });
  const findings = document.reports.flatMap((report) => report.findings);
  const coverage = new Map(document.reports.flatMap((report) => report.coverage).map((one) => [one.plugin, one]));
  return { findings, isComplete, events, coverage, diagnostics: document.reports.flatMap((one) => one.diagnostics) };
}

async function withRules(): Promise<DetectOptions> {
  const { judge, runtimeJudge, runtimeRules } = await loadFalcoJudge(["rules.yaml"], folder);
  return { judges: [judge], runtimeJudges: [runtimeJudge], judgedRules: runtimeRules };
}

describe("events of kernels", () => {
  test("are judged by Falco's rules, and say in which pod which program ran", async () => {
    const log = write("tetragon.log", [tetragon(1), tetragon(2), tetragon(2)]);

    const { findings, isComplete, events } = await run(log, await withRules());

    expect({ isComplete, events }).toEqual({ isComplete: true, events: 3 });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: "activity",
      rule: { id: "falco/shell-in-a-container", aliases: ["falco:Shell in a container"] },
      severity: "medium",
      subject: "Pod:shop/web-0 > /bin/sh",
      // The third event is the second one again.
      activity: { count: 2, firstSeen: "2026-03-02T09:00:01.000Z", techniques: ["attack@18#T1059"] },
    });
    expect(findings[0]?.evidence[0]).toEqual({
      location: { path: "tetragon.log", startLine: 1 },
      excerpt: "2026-03-02T09:00:01.000Z Pod:shop/web-0 execve sh -c id",
    });
  });

  test("that cannot say what a rule asks leave it unanswered, and the coverage says so", async () => {
    const { coverage } = await run(write("unable.log", [tetragon(1)]), await withRules());

    expect(coverage.get("falco/terminal")).toEqual({
      plugin: "falco/terminal",
      ended: "partial",
      reason: "not evaluable: none of 1 event gives proc.tty",
    });
    expect(coverage.get("falco/shell-in-a-container")?.ended).toBe("done");
    expect(coverage.get("audit/exec-in-pod")).toMatchObject({ ended: "skipped", reason: "there was no audit event" });
  });

  test("are passed on where the sensor alarmed by itself, without any rules", async () => {
    const { findings } = await run(write("alerts.log", [falco, tracee]));

    expect(findings.map(({ rule, severity, subject, message }) => [rule.id, severity, subject, message])).toEqual([
      [
        "falco/read-sensitive-file",
        "critical",
        "Pod:shop/web-0 > cat",
        "Pod:shop/web-0: Sensitive file opened (file=/etc/shadow)",
      ],
      ["tracee/anti-debugging", "medium", "Node:unknown > tool", "Node:unknown: A process used anti-debugging."],
    ]);
  });

  test("of a pod belong to the story of who went into it", async () => {
    const exec = rawEventsOf({
      events: [{ verb: "create", resource: "pods/exec", namespace: "shop", name: "web-0", uri: "?command=sh" }],
    });
    const log = write("both.log", [...exec, tetragon(30), tetragon(40, "other-0")]);

    const { findings } = await run(log, await withRules());

    const incidents = new Map(findings.map(({ subject, activity }) => [subject, activity?.incident]));
    expect(incidents.size).toBe(3);
    expect(incidents.get("Pod:shop/web-0 > /bin/sh")).toBe(incidents.get("User:jane > shop/web-0[pods/exec]"));
    expect(incidents.get("Pod:shop/other-0 > /bin/sh")).not.toBe(incidents.get("Pod:shop/web-0 > /bin/sh"));
  });

  test("that are broken or hostile take nothing from the others", async () => {
    const deep = JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`);
    const hostile = { ...falco, tags: deep, output: "\u001b[2J<script>", time: "9999-99-99T99:99:99Z" };
    writeFileSync(
      join(folder, "hostile.log"),
      `{"process_exec":\n${[hostile, { process_exec: { process: 7 } }, tetragon(5)].map((one) => `${JSON.stringify(one)}\n`).join("")}`,
    );

    const { findings, diagnostics } = await run("hostile.log", await withRules());

    expect(findings.map(({ rule }) => rule.id)).toContain("falco/shell-in-a-container");
    expect(findings.map(({ message }) => message).join("")).not.toContain("\u001b");
    expect(diagnostics.map(({ code }) => code)).toContain("audit-log/not-json");
  });
});
