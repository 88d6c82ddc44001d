import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

const workload = (name: string) =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\n` +
  `spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main }] } } }\n`;

const policy = (port: number) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: shop }\n` +
  `spec:\n  podSelector: { matchLabels: { app: db } }\n  policyTypes: [Ingress, Egress]\n` +
  `  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: ${port} }] }]\n`;

let workplace: Workplace;

beforeAll(() => {
  workplace = createWorkplace();
  workplace.write("old/all.yaml", workload("web") + workload("db") + policy(5432));
  workplace.write("new/all.yaml", workload("web") + workload("db") + policy(5433) + workload("cache"));
  workplace.write("bad/all.yaml", workload("web") + policy(70_000));
  workplace.write("flows.json", '{ "from": "shop/web", "to": "shop/db", "port": 5432 }\n');
});

afterAll(() => workplace.remove());

describe("sekisho network", () => {
  test("lists connections as JSON by sender and receiver", async () => {
    const { output, exitCode } = await callCli(workplace, ["network", "old", "--format", "json"]);

    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toEqual({
      connections: [
        { from: "0.0.0.0/0", to: "shop/web[Deployment]", ports: "All" },
        { from: "shop/web[Deployment]", to: "0.0.0.0/0", ports: "All" },
        { from: "shop/web[Deployment]", to: "shop/db[Deployment]", ports: "TCP 5432" },
      ],
    });
  });

  test("shows them as table, in Japanese, and as graphs", async () => {
    const table = await callCli(workplace, ["network", "old", "--lang", "ja"]);
    const dot = await callCli(workplace, ["network", "old", "--format", "dot"]);
    const mermaid = await callCli(workplace, ["network", "old", "--format", "mermaid"]);

    expect(table.output).toContain("  → shop/db[Deployment]  TCP 5432\n");
    expect(table.output).toContain("ワークロード 2 件、ネットワークポリシー 1 件、許可されている接続 3 件。");
    expect(dot.output).toContain('  "shop/web[Deployment]" -> "shop/db[Deployment]" [label="TCP 5432"]\n');
    expect(mermaid.output).toMatch(/^flowchart LR\n[^]* {2}n1 -->\|"TCP 5432"\| n0\n/);
  });

  test("says what a change opens and closes", async () => {
    const { output, exitCode } = await callCli(workplace, ["network", "new", "--diff", "old", "--format", "json"]);
    const changes: unknown = JSON.parse(output);

    expect(exitCode).toBe(0);
    expect(changes).toMatchObject({
      changes: expect.arrayContaining([
        { kind: "added", from: "shop/web[Deployment]", to: "shop/cache[Deployment]", before: "None", after: "All" },
        {
          kind: "changed",
          from: "shop/web[Deployment]",
          to: "shop/db[Deployment]",
          before: "TCP 5432",
          after: "TCP 5433",
        },
      ]),
    });
  });

  test("explains which rule decides, wherever the directory stands", async () => {
    const behind = await callCli(workplace, ["network", "--explain", "shop/web", "shop/db", "old"]);
    const before = await callCli(workplace, ["network", "old", "--explain", "shop/web", "shop/db"]);

    expect(before.output).toBe(behind.output);
    expect(before.output).toContain("shop/web[Deployment] → shop/db[Deployment]  TCP 5432\n");
    expect(before.output).toContain("      /spec/ingress/0  allows TCP 5432\n");
  });

  test("names the line of a policy that cannot be read, and ends in part", async () => {
    const { errorOutput, exitCode } = await callCli(workplace, ["network", "bad"]);

    expect(exitCode).toBe(3);
    expect(errorOutput).toMatch(/^error: bad\/all\.yaml:13:\d+: This part of the policy is left out: expected a port/m);
  });

  test("says that a chart is left out when there is nothing to render it: with less than everything the answer would be another", async () => {
    workplace.write("charted/all.yaml", workload("web"));
    workplace.write("charted/chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    const { errorOutput, exitCode } = await callCli(workplace, ["network", "charted"]);

    expect(exitCode).toBe(3);
    expect(errorOutput).toContain("error: charted/chart: ");
  });

  test("generates policies that it proves", async () => {
    const { output, errorOutput, exitCode } = await callCli(workplace, ["network", "generate", "flows.json", "old"]);
    workplace.write("generated/all.yaml", workload("web") + workload("db") + `---\n${output}`);
    const listed = await callCli(workplace, ["network", "generated", "--format", "json"]);

    expect(errorOutput).toContain("Proved: the flow is allowed, and nothing else is but DNS.");
    expect(exitCode).toBe(0);
    expect(JSON.parse(listed.output)).toEqual({
      connections: [{ from: "shop/web[Deployment]", to: "shop/db[Deployment]", ports: "TCP 5432" }],
    });
  });

  test.each([
    { name: "one end only", written: ["network", "--explain", "shop/web"], says: "expected two ends", code: 2 },
    {
      name: "an end that is nowhere",
      written: ["network", "old", "--explain", "x", "shop/db"],
      says: "got x",
      code: 2,
    },
    { name: "no flows", written: ["network", "generate"], says: "expected a file of flows", code: 2 },
    { name: "no directory", written: ["network", "absent"], says: "no such file", code: 3 },
    {
      name: "a graph of a change",
      written: ["network", "new", "--diff", "old", "-f", "dot"],
      says: "table or json",
      code: 2,
    },
  ])("refuses $name", async ({ written, says, code }) => {
    const { errorOutput, exitCode } = await callCli(workplace, written);

    expect(errorOutput).toContain(says);
    expect(exitCode).toBe(code);
  });
});
