import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import type { AuditExampleEvent } from "../packages/sekisho/src/detectors/example.ts";
import type { Finding } from "../packages/sekisho/src/model/finding.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { detect } from "../packages/sekisho/src/scan/detect/detect.ts";
import type { DetectOptions } from "../packages/sekisho/src/scan/detect/options.ts";
import { rawEventsOf } from "./audit-example.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-detect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const exec: AuditExampleEvent = {
  verb: "create",
  resource: "pods/exec",
  namespace: "shop",
  name: "web-0",
  uri: "?command=sh",
};
const bind: AuditExampleEvent = {
  verb: "create",
  resource: "clusterrolebindings.rbac.authorization.k8s.io",
  name: "helper",
  request: {
    roleRef: { kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name: "helper", namespace: "shop" }],
  },
};
const makePod: AuditExampleEvent = { verb: "create", resource: "pods", namespace: "shop", name: "helper" };

/** Gives the lines of a log; ids begin with its name, so that no two logs share one. */
function linesOf(name: string, ...events: readonly [AuditExampleEvent, ...AuditExampleEvent[]]): readonly string[] {
  return rawEventsOf({ events }).map(
    (raw) => `${JSON.stringify({ ...raw, auditID: `${name}-${String(raw["auditID"])}` })}\n`,
  );
}

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const now = () => new Date("2026-03-02T12:00:00Z");

async function run(targets: readonly string[], options: DetectOptions = {}) {
  const result = await detect(targets, { workingDirectory: folder, clock: now, ...options });
  return { ...result, findings: result.document.reports.flatMap(({ findings }) => findings) };
}

const rules = (findings: readonly Finding[]) => findings.map(({ rule }) => rule.id).toSorted();

describe("findings", () => {
  test("say who did what, where it is written, and how often", async () => {
    const log = write("who.log", linesOf("who", { ...exec, times: 3 }).join(""));

    const { findings, isComplete, events } = await run([log]);

    expect({ isComplete, events }).toEqual({ isComplete: true, events: 3 });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: "activity",
      rule: { id: "audit/exec-in-pod" },
      subject: "User:jane > shop/web-0[pods/exec]",
      status: "open",
      activity: {
        principal: { name: "jane", groups: ["developers", "system:authenticated"] },
        sources: ["198.51.100.20"],
        firstSeen: "2026-03-02T09:00:01.000Z",
        lastSeen: "2026-03-02T09:00:03.000Z",
        count: 3,
        events: ["who-event-1", "who-event-2", "who-event-3"],
        techniques: ["attack@18#T1609"],
      },
    });
    expect(findings[0]?.evidence.map(({ location }) => location)).toEqual([
      { path: "who.log", startLine: 1 },
      { path: "who.log", startLine: 2 },
      { path: "who.log", startLine: 3 },
    ]);
  });

  test("of one actor, and of whom they gave power to, share an incident; of others they do not", async () => {
    const account = { user: "system:serviceaccount:shop:helper" };
    const log = write("story.log", linesOf("story", bind, { ...exec, ...account }, { ...exec, user: "tom" }).join(""));

    const { findings } = await run([log]);

    const incidents = new Map(findings.map(({ activity }) => [activity?.principal.name, activity?.incident]));
    expect(incidents.get("system:serviceaccount:shop:helper")).toBe(incidents.get("jane"));
    expect(incidents.get("tom")).not.toBe(incidents.get("jane"));
  });

  test("stand in one report for each cluster", async () => {
    const [line = ""] = linesOf("c", exec);
    const named = (cluster: string) =>
      JSON.stringify({ ...JSON.parse(line), openshift: { cluster_id: cluster }, auditID: cluster });
    const log = write("clusters.log", `${named("a")}\n${named("b")}\n`);

    const { document } = await run([log]);

    expect(document.reports.map(({ target, findings }) => [target.name, findings.length])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    expect(document.reports[0]?.findings[0]?.id).not.toBe(document.reports[1]?.findings[0]?.id);
  });

  test("are accepted by the configuration, and open where it does not say so", async () => {
    const log = write("accepted.log", linesOf("accepted", exec, { ...exec, user: "tom" }).join(""));
    const exception = {
      rule: "falco:Attach/Exec Pod",
      subjects: ["User:tom > *"],
      reason: "on call",
      owner: "ops",
      expires: undefined,
      range: { start: 0, end: 0 },
      path: ".sekisho.yaml",
      isOwn: true,
    };

    const { findings } = await run([log], { configuration: { ...defaultConfiguration, exceptions: [exception] } });

    expect(findings.map(({ status, activity }) => [activity?.principal.name, status])).toEqual([
      ["jane", "open"],
      ["tom", "accepted"],
    ]);
  });
});

describe("exceptions of activity", () => {
  const accepted = {
    rule: "audit/exec-in-pod",
    reason: "the support's office",
    owner: "ops",
    expires: undefined,
    range: { start: 0, end: 0 },
    path: ".sekisho.yaml",
    isOwn: true,
  } as const;

  test.each([
    { name: "the network of the caller", selector: { addresses: ["198.51.100.0/24"] }, status: "accepted" },
    { name: "another network", selector: { addresses: ["203.0.113.0/24"] }, status: "open" },
    { name: "the namespace", selector: { namespaces: ["sh*"] }, status: "accepted" },
    { name: "another namespace", selector: { namespaces: ["mail"] }, status: "open" },
    { name: "one of both", selector: { addresses: ["198.51.100.20"], namespaces: ["mail"] }, status: "open" },
  ])("hold for $name: $status", async ({ selector, status }) => {
    const log = write("selected.log", linesOf("selected", exec).join(""));

    const { findings } = await run([log], {
      configuration: { ...defaultConfiguration, exceptions: [{ ...accepted, ...selector }] },
    });

    expect(findings.map((finding) => finding.status)).toEqual([status]);
  });
});

describe("streams", () => {
  test("each request is judged once, whatever stages and copies of it there are", async () => {
    const stages = (["RequestReceived", "ResponseStarted", "ResponseComplete"] as const).map((stage) => ({
      ...exec,
      stage,
    }));
    const [received = "", started = "", complete = ""] = stages.flatMap((event) => linesOf("one", event));
    const log = write("stages.log", [received, started, started, complete, complete].join(""));

    const { findings } = await run([log]);

    expect(findings[0]?.activity?.count).toBe(1);
  });

  test("a request with the id of another one is judged: clients may choose ids", async () => {
    const [innocent = ""] = linesOf("chosen", { verb: "list", resource: "pods", namespace: "shop" });
    const [hidden = ""] = linesOf("chosen", exec);
    const log = write("chosen.log", innocent + hidden);

    expect(rules((await run([log])).findings)).toEqual(["audit/exec-in-pod"]);
  });

  test("a refused attempt that is received first is no success", async () => {
    const [received = ""] = linesOf("r", { ...exec, stage: "RequestReceived" });
    const [refused = ""] = linesOf("r", { ...exec, code: 403 });
    const log = write("refused.log", received + refused);

    expect((await run([log])).findings).toEqual([]);
  });

  test("shuffled events are brought in order within the tolerance", async () => {
    const [first = "", second = ""] = linesOf("order", bind, makePod);
    const log = write("shuffled.log", second + first);

    expect(rules((await run([log])).findings)).toContain("audit/permissions-then-workload");
    expect(rules((await run([log], { toleranceSeconds: 0 })).findings)).not.toContain(
      "audit/permissions-then-workload",
    );
  });

  test("rotated and packed logs in any order are one stream", async () => {
    const [first = "", second = "", third = ""] = linesOf(
      "rotated",
      { ...exec, after: 60 },
      { ...bind, after: 60 },
      { ...makePod, after: 60 },
    );
    const names = [
      write("b.log", third),
      write("a.log.gz", gzipSync(first)),
      write("a.log.zst", zstdCompressSync(Buffer.from(second))),
    ];

    const { findings, isComplete, document } = await run(names, { toleranceSeconds: 0 });

    expect(isComplete).toBe(true);
    expect(rules(findings)).toEqual([
      "audit/cluster-admin-binding",
      "audit/exec-in-pod",
      "audit/permissions-then-workload",
    ]);
    expect(document.reports[0]?.diagnostics).toEqual([]);
  });

  test("logs of several API servers are read side by side", async () => {
    const [first = "", second = ""] = linesOf("ha", bind, { ...makePod, after: 100 });
    const quiet = linesOf("quiet", { verb: "list", resource: "pods", after: 30, times: 8 });
    const names = [write("server-1.log", first + second), write("server-2.log", quiet.join(""))];

    expect(rules((await run(names, { toleranceSeconds: 0 })).findings)).toContain("audit/permissions-then-workload");
  });

  test("an event from the future is judged, said, and makes no other event late", async () => {
    const [line = "", next = ""] = linesOf("future", exec, makePod);
    const future = line.replaceAll("2026-03-02T09", "2031-03-02T09").replace("future-event-1", "f0");
    const log = write("future.log", future + linesOf("past", bind).join("") + next);

    const { findings, document } = await run([log], { toleranceSeconds: 0 });

    expect(rules(findings)).toContain("audit/permissions-then-workload");
    expect(rules(findings)).toContain("audit/exec-in-pod");
    expect(document.reports[0]?.diagnostics.map(({ code }) => code)).toEqual(["audit-log/future-events"]);
  });

  test("broken lines are said, and what stands behind them is judged", async () => {
    const log = write("broken.log", `{"kind":\n${linesOf("broken", exec).join("")}nonsense\n`);

    const { findings, isComplete, document } = await run([log]);

    expect(rules(findings)).toEqual(["audit/exec-in-pod"]);
    expect(isComplete).toBe(false);
    expect(document.reports[0]?.diagnostics).toMatchObject([
      { code: "audit-log/not-json", level: "error", location: { path: "broken.log", startLine: 1 } },
    ]);
  });

  test("a log that is not there takes nothing from the others; an empty one is not silent", async () => {
    const log = write("there.log", linesOf("there", exec).join(""));

    const missing = await run(["nowhere.log", log]);
    const empty = await run([write("empty.log", "\n")]);

    expect(missing.failures.map(({ target, error }) => [target, error.code])).toEqual([
      ["nowhere.log", "target-not-found"],
    ]);
    expect(rules(missing.findings)).toEqual(["audit/exec-in-pod"]);
    expect(empty.isComplete).toBe(false);
    expect(empty.document.reports[0]?.diagnostics.map(({ code }) => code)).toEqual(["audit-log/no-events"]);
  });

  test("a detector without the bodies that it needs says so", async () => {
    const log = write("metadata.log", linesOf("metadata", { ...bind, level: "Metadata" }).join(""));

    const { document, findings } = await run([log]);

    expect(rules(findings)).toEqual([]);
    const covered = document.reports[0]?.coverage.find(({ plugin }) => plugin === "audit/cluster-admin-binding");
    expect(covered).toMatchObject({ ended: "skipped", reason: expect.stringContaining("1 of 1 events lack the body") });
  });
});

describe("state", () => {
  test("a log that has grown is read from where it stopped, also under another name", async () => {
    const padding = linesOf("pad", { verb: "list", resource: "pods", times: 3 }).join("");
    const [first = "", second = ""] = linesOf("state", bind, { ...makePod, after: 60 });
    const log = write("grown.log", padding + first);
    const before = await run([log]);
    renameSync(join(folder, log), join(folder, "grown-2026.log"));
    appendFileSync(join(folder, "grown-2026.log"), second);

    const { findings, events } = await run(["grown-2026.log"], { state: JSON.parse(JSON.stringify(before.state)) });

    expect(events).toBe(1);
    expect(rules(findings)).toEqual(["audit/permissions-then-workload"]);
    expect(findings[0]?.evidence[1]?.location).toEqual({ path: "grown-2026.log", startLine: 5 });
    expect(findings[0]?.activity?.incident).toBe(before.findings[0]?.activity?.incident);
  });

  test("a log that was cut below the place where it was read is read from its start, and that is said", async () => {
    const padding = linesOf("cut-pad", { verb: "list", resource: "pods", times: 3 }).join("");
    const [first = "", second = ""] = linesOf("cut", bind, exec);
    const log = write("cut.log", padding + first + first);
    const before = await run([log]);
    write(log, padding + second);

    const { findings, document } = await run([log], { state: JSON.parse(JSON.stringify(before.state)) });

    // What was judged before is known by its ids; what is new is judged.
    expect(rules(findings)).toEqual(["audit/exec-in-pod"]);
    const { diagnostics = [] } = document.reports[0] ?? {};
    const cut = diagnostics.find(({ code }) => code === "audit-log/shorter-than-read");
    expect(cut).toMatchObject({ level: "warning", location: { path: "cut.log" } });
    const [readBefore, now] = [padding + first + first, padding + second].map((text) => Buffer.byteLength(text));
    expect(cut?.message).toContain(`it has ${now} bytes, and ${readBefore} were read before`);
  });
});

describe("threat lists", () => {
  test("name addresses and networks; wrong lines are said", async () => {
    const list = write("tor-exits.txt", "# exits\n198.51.100.0/24 ; a network\n\nnonsense\n2001:db8::1\n");
    const log = write(
      "threat.log",
      linesOf("threat", { verb: "get", resource: "pods", namespace: "shop", name: "web" }).join(""),
    );

    const { findings, document } = await run([log], { threatLists: [list] });

    expect(findings.map(({ subject }) => subject)).toEqual(["User:jane > 198.51.100.20 (tor-exits)"]);
    expect(document.reports[0]?.diagnostics).toMatchObject([
      { code: "threat-list/not-an-address", level: "warning", location: { path: "tor-exits.txt", startLine: 4 } },
    ]);
  });
});

describe("following", () => {
  test("goes on as the log grows and is rotated, and tells each finding once", async () => {
    const stop = new AbortController();
    const log = write("followed.log", linesOf("f1", exec).join(""));
    const told: string[] = [];
    const grow = [
      () => appendFileSync(join(folder, log), linesOf("f2", { ...exec, user: "tom" }).join("")),
      () => {
        renameSync(join(folder, log), join(folder, "followed.1.log"));
        write(log, linesOf("f3", { ...exec, user: "kim" }).join(""));
      },
      // Cut and written again in one step, and longer than it was.
      () => write(log, linesOf("f4", { ...exec, user: "ann" }, { ...exec, user: "bob" }).join("")),
      () => undefined,
      () => stop.abort(),
    ];

    const { findings } = await run([log], {
      toleranceSeconds: 0,
      follow: stop.signal,
      onFinding: ({ activity }) => {
        told.push(activity?.principal.name ?? "");
        grow.shift()?.();
      },
    });

    expect(told).toEqual(["jane", "tom", "kim", "ann", "bob"]);
    expect(findings).toHaveLength(5);
  });
});
