import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../packages/sekisho/src/model/finding.ts";
import type { ScanOptions } from "../packages/sekisho/src/scan/options.ts";
import { scan } from "../packages/sekisho/src/scan/scan.ts";
import { hasProgram, toolEnvironment } from "./kubernetes-tools.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "sekisho-charts-")));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function scanChart(charts: ScanOptions["charts"] = {}, path: string = toolEnvironment["PATH"] ?? "") {
  const { document, isComplete } = await scan(["web"], {
    workingDirectory: root,
    without: ["secrets", "packages"],
    image: { environment: { PATH: path } },
    charts,
  });
  const [report] = document.reports;
  if (report === undefined) throw new Error("the chart has no report");
  return { report, isComplete, reports: document.reports };
}

/** Names the findings of one rule by subject and place: `subject @ path:line`. */
function placesOf(findings: readonly Finding[], rule: string): readonly string[] {
  return findings
    .filter((finding) => finding.rule.id === rule)
    .flatMap(({ subject, evidence }) =>
      evidence.map(({ location }) => `${subject} @ ${location.path}:${location.startLine ?? "?"}`),
    );
}

const chartFile = "apiVersion: v2\nname: web\nversion: 0.1.0\n";

/** A Deployment whose pod settings and security come from the values. */
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  selector:
    matchLabels: {{- include "web.labels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "web.labels" . | nindent 8 }}
    spec:
      hostNetwork: {{ .Values.hostNetwork }}
      {{- include "web.host" . | nindent 6 }}
      containers:
        - name: {{ .Chart.Name }}
          image: nginx:1.29.0
          {{- with .Values.security }}
          securityContext:
            {{- toYaml . | nindent 12 }}
          {{- end }}
        {{- range .Values.sidecars }}
        - name: {{ .name }}
          image: {{ tpl .image $ | quote }}
          {{- if .security }}
          securityContext: {{- toYaml .security | nindent 12 }}
          {{- end }}
        {{- end }}
`;
const helpers = `{{- define "web.labels" -}}
app: {{ .Chart.Name }}
{{- end }}
{{- define "web.host" -}}
hostPID: true
{{- end }}
`;
const values = `hostNetwork: true
security:
  privileged: true
sidecars:
- name: plain
  image: "busybox:{{ .Chart.Version }}"
- name: strong
  image: busybox:1
  security:
    # it needs the devices
    privileged: true
`;
const web = {
  "web/Chart.yaml": chartFile,
  "web/values.yaml": values,
  "web/templates/_helpers.tpl": helpers,
  "web/templates/deployment.yaml": deployment,
  "web/templates/NOTES.txt": "Thanks for {{ .Release.Name }}\n",
} as const;

// Expected places were counted by hand in the texts above.
describe.skipIf(!hasProgram("helm"))("charts (node tools/fetch-kubernetes-tools.ts fetches helm)", () => {
  test("findings lead to values, templates and definitions", async () => {
    write(web);

    const { report, isComplete } = await scanChart();

    expect(isComplete).toBe(true);
    expect(report.target).toEqual({ kind: "manifest", name: "web" });
    expect(placesOf(report.findings, "workload/host-network")).toEqual(["web/web[Deployment] @ web/values.yaml:1"]);
    expect(placesOf(report.findings, "workload/host-pid")).toEqual([
      "web/web[Deployment] @ web/templates/_helpers.tpl:5",
    ]);
    expect(placesOf(report.findings, "workload/privileged")).toEqual([
      "web/web[Deployment]/container:web @ web/values.yaml:3",
      "web/web[Deployment]/container:strong @ web/values.yaml:11",
    ]);
  }, 60_000);

  test("each set of values is a rendering, and one finding shows the places of all of them", async () => {
    write({
      ...web,
      "prod.yaml": "security:\n  privileged: false\nhostNetwork: false\n",
      "dev.yaml": "\nhostNetwork: true\n",
      "more.yaml": "security: {privileged: true}\n",
    });

    const { report } = await scanChart({ valuesSets: [["prod.yaml"], ["prod.yaml", "more.yaml", "dev.yaml"]] });

    expect(placesOf(report.findings, "workload/host-network")).toEqual(["web/web[Deployment] @ dev.yaml:2"]);
    const privileged = report.findings.filter(({ rule }) => rule.id === "workload/privileged");
    expect(placesOf(privileged, "workload/privileged")).toEqual([
      "web/web[Deployment]/container:web @ more.yaml:1",
      "web/web[Deployment]/container:strong @ web/values.yaml:11",
    ]);
    const texts = privileged.map(({ evidence }) => evidence[0].message);
    expect(texts[0]).toContain("(with prod.yaml, more.yaml, dev.yaml)");
    expect(texts[1]).toContain("(with prod.yaml)");
  }, 60_000);

  test("the identity of a finding does not hang on the values", async () => {
    write({ ...web, "same.yaml": "unused: 1\n" });

    const plain = await scanChart();
    const given = await scanChart({ valuesSets: [["same.yaml"]] });

    const ids = ({ report }: typeof plain) => report.findings.map(({ id }) => id).toSorted();
    expect(ids(given)).toEqual(ids(plain));
  }, 60_000);

  test("a chart in a chart: its values come from its holder under its name there", async () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  hostNetwork: {{ .Values.hostNetwork }}
  hostPID: {{ .Values.hostPID }}
  hostIPC: {{ .Values.global.ipc }}
  containers: [{name: db, image: "pg:16.1"}]
`;
    write({
      "web/Chart.yaml": `${chartFile}dependencies:\n- {name: db, alias: store, version: 0.1.0}\n`,
      "web/values.yaml": "global:\n  ipc: true\nstore:\n  hostNetwork: true\n",
      "web/charts/db/Chart.yaml": chartFile.replace("web", "db"),
      "web/charts/db/values.yaml": "hostNetwork: false\nhostPID: true\n",
      "web/charts/db/templates/pod.yaml": pod,
    });

    const { report } = await scanChart();

    expect(placesOf(report.findings, "workload/host-network")).toEqual(["web/db[Pod] @ web/values.yaml:4"]);
    expect(placesOf(report.findings, "workload/host-pid")).toEqual(["web/db[Pod] @ web/charts/db/values.yaml:2"]);
    expect(placesOf(report.findings, "workload/host-ipc")).toEqual(["web/db[Pod] @ web/values.yaml:2"]);
  }, 60_000);

  test("a chart that stands twice in another one, under two names", async () => {
    write({
      "web/Chart.yaml": `${chartFile}dependencies:\n- {name: db, alias: first, version: 0.1.0}\n- {name: db, alias: second, version: 0.1.0}\n`,
      "web/values.yaml": "first: {pid: true}\nsecond: {pid: true}\n",
      "web/charts/db/Chart.yaml": chartFile.replace("web", "db"),
      "web/charts/db/templates/pod.yaml":
        'apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ .Chart.Name }}"}\nspec: \n  hostPID: {{ .Values.pid }}\n  containers: [{name: a, image: "a:1"}]\n',
    });

    const { report } = await scanChart();

    expect(placesOf(report.findings, "workload/host-pid")).toEqual([
      "web/first[Pod] @ web/values.yaml:1",
      "web/second[Pod] @ web/values.yaml:2",
    ]);
  }, 60_000);

  test("an exception in an annotation that meets nothing with any set of values is a finding", async () => {
    const pod = [
      "apiVersion: v1",
      "kind: Pod",
      "metadata:",
      "  name: web",
      "  annotations:",
      "    sekisho.dev/ignore: |",
      '      workload/host-network reason="an agent of nodes"',
      '      workload/host-ipc reason="nothing any more"',
      "      workload/host-pid reasn=x",
      "spec:",
      "  hostNetwork: {{ .Values.hostNetwork }}",
      "  containers: [{ name: app, image: 'nginx:1.29.0' }]",
      "",
    ];
    write({
      "web/Chart.yaml": chartFile,
      "web/values.yaml": "hostNetwork: false\n",
      "web/templates/pod.yaml": pod.join("\n"),
      "on.yaml": "hostNetwork: true\n",
    });

    const both = await scanChart({ valuesSets: [[], ["on.yaml"]] });
    const own = await scanChart();

    const place = "@ web/templates/pod.yaml";
    expect(placesOf(both.report.findings, "exception/unmatched").map((found) => found.replace(/:\d+$/, ""))).toEqual([
      `exception:workload/host-ipc ${place}`,
    ]);
    expect(placesOf(own.report.findings, "exception/unmatched")).toHaveLength(2);
    expect(own.report.diagnostics).toMatchObject([
      { code: "exception/unreadable-comment", location: { path: "web/templates/pod.yaml" } },
    ]);
  });

  test("several documents in a template, and hooks; tests are left out, definitions of resources are judged as written", async () => {
    const pod = (name: string, annotation = "") =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}${annotation}}\nspec:\n  hostPID: true\n  containers: [{name: a, image: "a:1"}]\n`;
    write({
      "web/Chart.yaml": chartFile,
      "web/templates/pods.yaml": `${pod("one")}---\n${pod("two")}`,
      "web/templates/hook.yaml": pod("hook", ", annotations: {helm.sh/hook: pre-install}"),
      "web/templates/tests/check.yaml": pod("check", ", annotations: {helm.sh/hook: test}"),
      "web/crds/pod.yaml": pod("definition"),
    });

    const { reports } = await scanChart();

    expect(reports.flatMap(({ findings }) => placesOf(findings, "workload/host-pid")).toSorted()).toEqual([
      "default/definition[Pod] @ web/crds/pod.yaml:5",
      "web/hook[Pod] @ web/templates/hook.yaml:5",
      "web/one[Pod] @ web/templates/pods.yaml:5",
      "web/two[Pod] @ web/templates/pods.yaml:12",
    ]);
  }, 60_000);

  test("objects without a namespace live in the one that the chart is installed to", async () => {
    write(web);

    const { report } = await scanChart({ namespace: "shop", releaseName: "front" });

    expect(placesOf(report.findings, "workload/host-pid")).toEqual([
      "shop/front[Deployment] @ web/templates/_helpers.tpl:5",
    ]);
  }, 60_000);

  test("what comes from an archive shows the rendered text", async () => {
    write({
      "web/Chart.yaml": `${chartFile}dependencies: [{name: db, version: 0.1.0}]\n`,
      "db/Chart.yaml": chartFile.replace("web", "db"),
      "db/templates/pod.yaml":
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  containers: [{name: a, image: "a:1"}]\n',
    });
    mkdirSync(join(root, "web/charts"));
    execFileSync("tar", ["-czf", join(root, "web/charts/db-0.1.0.tgz"), "-C", root, "db"]);

    const { report } = await scanChart();

    const finding = report.findings.find(({ rule }) => rule.id === "workload/host-pid");
    expect(finding?.evidence).toMatchObject([
      { location: { path: "web/charts/db/templates/pod.yaml" }, excerpt: "  hostPID: true" },
    ]);
    expect(finding?.evidence[0].location.startLine).toBeUndefined();
    expect(finding?.evidence[0].message).toContain("rendered text");
  }, 60_000);

  test.each([
    {
      name: "a template that fails",
      files: { "web/templates/a.yaml": '{{ fail "no way" }}' },
      code: "target/rendering-failed",
      says: "no way",
    },
    {
      name: "a dependency that is not there",
      files: {
        "web/Chart.yaml": `${chartFile}dependencies: [{name: db, version: 1.0.0, repository: "https://a.example"}]\n`,
      },
      code: "target/rendering-failed",
      says: "db",
    },
    {
      name: "rendered text that is no YAML",
      files: { "web/templates/a.yaml": "a: [{{ 1 }}\n" },
      code: "target/rendering-failed",
      says: "YAML",
    },
    {
      name: "a library",
      files: { "web/Chart.yaml": `${chartFile}type: library\n` },
      code: "target/library-chart",
      says: "library",
    },
    {
      name: "a namespace that is read from the network",
      files: {
        "web/templates/a.yaml":
          'a: {{ getHostByName "example.com" | quote }}\nkind: X\napiVersion: v1\nmetadata: {name: a}\n',
      },
      code: undefined,
      says: "",
    },
  ])(
    "says what is wrong with $name",
    async ({ files, code, says }) => {
      write({ "web/Chart.yaml": chartFile, ...files });

      const { report } = await scanChart();

      expect(report.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code]);
      expect(report.diagnostics.map(({ message }) => message).join("")).toContain(says);
    },
    60_000,
  );

  test("links that leave what is scanned are not followed", async () => {
    write(web);
    symlinkSync("/etc/hostname", join(root, "web/templates/host.yaml"));

    const { report, isComplete } = await scanChart();

    expect(isComplete).toBe(false);
    expect(report.diagnostics).toMatchObject([{ code: "target/link-outside", level: "error" }]);
  }, 60_000);

  test("a values file that is not there is named", async () => {
    write(web);

    const { report, isComplete } = await scanChart({ valuesSets: [["missing.yaml"], []] });

    expect(isComplete).toBe(false);
    expect(report.diagnostics[0]?.message).toContain("missing.yaml");
    expect(placesOf(report.findings, "workload/host-network")).toHaveLength(1);
  }, 60_000);
});

test("without helm a diagnostic says what was not examined, and how to install it", async () => {
  write(web);

  const { report, isComplete } = await scanChart({}, join(root, "nowhere"));

  expect(isComplete).toBe(false);
  expect(report).toMatchObject({ findings: [], diagnostics: [{ code: "target/renderer-missing", level: "error" }] });
  expect(report.diagnostics[0]?.message).toContain("https://helm.sh/");
});
