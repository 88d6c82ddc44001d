import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasProgram, toolEnvironment } from "../kubernetes-tools.ts";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace.remove());

function call(...written: readonly string[]) {
  return callCli(workplace, written, { environment: toolEnvironment });
}

/** A chart whose one policy opens a port of its values, and a role that its service account holds. */
function writeChart(folder: string): void {
  workplace.write(`${folder}/Chart.yaml`, "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
  workplace.write(`${folder}/values.yaml`, "port: 5432\n");
  workplace.write(
    `${folder}/templates/db.yaml`,
    [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata: { name: db }",
      "spec:",
      "  selector: { matchLabels: { app: db } }",
      "  template:",
      "    metadata: { labels: { app: db } }",
      "    spec:",
      "      serviceAccountName: db",
      "      hostNetwork: false",
      "      hostPID: true",
      "      containers: [{ name: db, image: 'postgres:17.2' }]",
      "---",
      "apiVersion: networking.k8s.io/v1",
      "kind: NetworkPolicy",
      "metadata: { name: db }",
      "spec:",
      "  podSelector: {}",
      "  policyTypes: [Ingress, Egress]",
      "  ingress: [{ ports: [{ port: {{ .Values.port }} }] }]",
      "",
    ].join("\n"),
  );
  workplace.write(
    `${folder}/templates/role.yaml`,
    [
      "apiVersion: rbac.authorization.k8s.io/v1",
      "kind: Role",
      "metadata: { name: reader }",
      "rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]",
      "---",
      "apiVersion: rbac.authorization.k8s.io/v1",
      "kind: RoleBinding",
      "metadata: { name: reader }",
      "roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }",
      "subjects: [{ kind: ServiceAccount, name: db, namespace: {{ .Release.Namespace }} }]",
      "",
    ].join("\n"),
  );
}

const inwards = (namespace: string, port: number) => ({
  connections: [{ from: "0.0.0.0/0", to: `${namespace}/db[Deployment]`, ports: `TCP ${port}` }],
});

describe.runIf(hasProgram("helm"))("charts", () => {
  test("sekisho network sees the connections of a chart as its values make them", async () => {
    writeChart("charts/shop");
    workplace.write("other.yaml", "port: 5433\n");

    const own = await call("network", "charts", "--format", "json");
    const other = await call(
      "network",
      "charts/shop",
      "--values",
      "other.yaml",
      "--release-namespace",
      "prod",
      "-fjson",
    );

    expect(own.exitCode).toBe(0);
    expect(JSON.parse(own.output)).toEqual(inwards("shop", 5432));
    expect(JSON.parse(other.output)).toEqual(inwards("prod", 5433));
  });

  test("sekisho rbac sees the roles of a chart", async () => {
    writeChart("charts/shop");

    const { output, exitCode } = await call("rbac", "who-can", "get", "secrets", "charts", "--format", "json");

    expect(exitCode).toBe(0);
    expect(output).toContain("ServiceAccount:shop/db");
  });

  test("a packaged chart is a target of scan, network and rbac", async () => {
    writeChart("shop");
    execFileSync("tar", ["-czf", "shop-1.0.0.tgz", "shop/Chart.yaml", "shop/values.yaml", "shop/templates"], {
      cwd: workplace.folder,
    });

    const scanned = await call("scan", "shop-1.0.0.tgz", "--format", "json");
    const network = await call("network", "shop-1.0.0.tgz", "--format", "json");
    const rbac = await call("rbac", "who-can", "get", "secrets", "shop-1.0.0.tgz", "--format", "json");

    expect(scanned.exitCode).toBe(0);
    expect(JSON.parse(scanned.output)).toMatchObject({
      reports: [
        {
          target: { kind: "manifest", name: "shop-1.0.0.tgz" },
          diagnostics: [],
          findings: expect.arrayContaining([
            expect.objectContaining({
              rule: expect.objectContaining({ id: "workload/host-pid" }),
              evidence: [
                expect.objectContaining({
                  location: expect.objectContaining({ path: "shop-1.0.0.tgz/templates/db.yaml", startLine: 11 }),
                }),
              ],
            }),
          ]),
        },
      ],
    });
    expect(JSON.parse(network.output)).toEqual(inwards("shop", 5432));
    expect(rbac.output).toContain("ServiceAccount:shop/db");
  });

  test("an archive that breaks off behind its description is said to be unreadable", async () => {
    writeChart("shop");
    // Noise, so that what is cut away is not only the end mark of the archive.
    const noise = Array.from({ length: 4000 }, (_, index) => `k${index}: ${((index * 7919) % 104729).toString(36)}`);
    workplace.write("shop/values.yaml", `port: 1\n${noise.join("\n")}\n`);
    execFileSync("tar", ["-czf", "whole.tgz", "shop/Chart.yaml", "shop/values.yaml"], { cwd: workplace.folder });
    const whole = readFileSync(join(workplace.folder, "whole.tgz"));
    workplace.write("cut.tgz", whole.subarray(0, whole.length - 8_000));

    const { exitCode, output } = await call("scan", "cut.tgz", "--format", "json");

    expect(exitCode).toBe(3);
    expect(output).toContain("target/rendering-failed");
  });
});

const base = `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: web, image: nginx:1.29.0 }] }
`;

const patch = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { hostNetwork: true }
`;

function writeOverlays(): void {
  workplace.write("base/kustomization.yaml", "resources: [pod.yaml]\n");
  workplace.write("base/pod.yaml", base);
  workplace.write(
    "prod/kustomization.yaml",
    "namespace: shop\nresources: [../base]\npatches: [{ path: parts/host.yaml }]\n",
  );
  workplace.write("prod/parts/host.yaml", patch);
}

describe("parts of overlays", () => {
  test.each([
    { name: "below a directory", target: ".", isBaseRepaired: true },
    { name: "when they are named", target: "prod/parts/host.yaml", isBaseRepaired: false },
    { name: "below a directory that holds them alone", target: "prod/parts", isBaseRepaired: false },
  ])("sekisho fix leaves patches alone $name", async ({ target, isBaseRepaired }) => {
    writeOverlays();

    const { exitCode } = await call("fix", "--propose", "--write", target);

    expect(exitCode).toBe(0);
    expect(readFileSync(join(workplace.folder, "prod/parts/host.yaml"), "utf8")).toBe(patch);
    expect(readFileSync(join(workplace.folder, "base/pod.yaml"), "utf8") !== base).toBe(isBaseRepaired);
  });

  test("sekisho scan says that a patch which is named is judged in its overlay", async () => {
    writeOverlays();

    const { output } = await call("scan", "prod/parts/host.yaml", "--format", "json");

    expect(JSON.parse(output)).toMatchObject({
      reports: [
        {
          findings: [],
          diagnostics: [{ code: "manifest/overlay-input", level: "info", location: { path: "prod/parts/host.yaml" } }],
        },
      ],
    });
  });

  test("a file beside a kustomization that does not name it is judged and repaired", async () => {
    writeOverlays();
    workplace.write("prod/parts/other.yaml", patch);

    const scanned = await call("scan", "prod/parts/other.yaml", "--format", "json");
    await call("fix", "--propose", "--write", "prod/parts/other.yaml");

    expect(scanned.output).toContain('"workload/host-network"');
    expect(readFileSync(join(workplace.folder, "prod/parts/other.yaml"), "utf8")).not.toContain("hostNetwork: true");
  });
});

describe.runIf(hasProgram("kubectl", "kustomize"))("overlays", () => {
  test("sekisho network sees an overlay as it is built", async () => {
    writeOverlays();

    const { output, exitCode } = await call("network", ".", "--format", "json");

    expect(exitCode).toBe(0);
    expect(output).toContain('"shop/web[Pod]"');
    expect(output).not.toContain('"default/web[Pod]"');
  });

  test("of two overlays that deploy one object the first counts, and both are named", async () => {
    writeOverlays();
    workplace.write("stage/kustomization.yaml", "namespace: shop\nresources: [../base]\n");

    const { errorOutput, exitCode } = await call("network", ".", "--format", "json");

    expect(exitCode).toBe(3);
    expect(errorOutput).toContain("The objects of stage are left out: prod deploys shop/web[Pod] too");
  });
});
