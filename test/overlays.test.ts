import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../packages/sekisho/src/model/report.ts";
import { scan } from "../packages/sekisho/src/scan/scan.ts";
import { hasProgram, toolEnvironment } from "./kubernetes-tools.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "sekisho-overlays-")));
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

async function scanHere(target = ".", path: string = toolEnvironment["PATH"] ?? "") {
  const { document, isComplete } = await scan([target], {
    workingDirectory: root,
    without: ["secrets", "packages"],
    image: { environment: { PATH: path } },
  });
  const reports = document.reports.filter((report) => report.target.kind === "manifest");
  return { reports, isComplete, diagnostics: reports.flatMap((report) => report.diagnostics) };
}

/** Names the findings of one rule in all reports: `target: subject @ path:line`. */
function placesOf(reports: readonly Report[], rule: string): readonly string[] {
  return reports.flatMap(({ target, findings }) =>
    findings
      .filter((finding) => finding.rule.id === rule)
      .flatMap(({ subject, evidence }) =>
        evidence.map(({ location }) => `${target.name}: ${subject} @ ${location.path}:${location.startLine ?? "?"}`),
      ),
  );
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostIPC: true # of the base
      containers:
      - name: other
        image: busybox:1
      - name: app
        image: nginx
`;

// Expected places were counted by hand in the texts.
describe.skipIf(!hasProgram("kustomize", "kubectl"))(
  "overlays (node tools/fetch-kubernetes-tools.ts fetches kubectl)",
  () => {
    test("findings lead to bases, patches of both kinds and components; a base is judged in its overlays alone", async () => {
      write({
        "base/kustomization.yaml": "resources: [deployment.yaml]\n",
        "base/deployment.yaml": deployment,
        "dev/kustomization.yaml": "resources: [../base]\nnamePrefix: dev-\n",
        "part/kustomization.yaml":
          "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: ports.yaml\n",
        "part/ports.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        securityContext:\n          privileged: true\n",
        "prod/kustomization.yaml": `resources: [../base]
components: [../part]
namespace: shop
patches:
- path: host.yaml
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/template/spec/hostNetwork
      value: true
`,
        "prod/host.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      hostPID: true\n",
      });

      const { reports, isComplete } = await scanHere();

      expect(isComplete).toBe(true);
      expect(reports.map(({ target }) => target.name)).toEqual(["dev", "prod"]);
      expect(placesOf(reports, "workload/host-ipc")).toEqual([
        "dev: default/dev-web[Deployment] @ base/deployment.yaml:10",
        "prod: shop/web[Deployment] @ base/deployment.yaml:10",
      ]);
      expect(placesOf(reports, "workload/host-pid")).toEqual(["prod: shop/web[Deployment] @ prod/host.yaml:7"]);
      expect(placesOf(reports, "workload/host-network")).toEqual([
        "prod: shop/web[Deployment] @ prod/kustomization.yaml:10",
      ]);
      expect(placesOf(reports, "workload/privileged")).toEqual([
        "prod: shop/web[Deployment]/container:app @ part/ports.yaml:10",
      ]);
    }, 60_000);

    test("images and generated objects lead to the kustomization", async () => {
      write({
        "kustomization.yaml":
          "resources: [deployment.yaml]\nimages:\n- name: nginx\n  newTag: latest\nconfigMapGenerator:\n- name: settings\n  literals: [DATABASE_PASSWORD=hunter2hunter2]\n",
        "deployment.yaml": deployment,
      });

      const { reports } = await scanHere();

      expect(placesOf(reports, "supply/image-without-fixed-tag")).toContain(
        ".: default/web[Deployment]/container:app @ kustomization.yaml:3",
      );
      const generated = reports.flatMap(({ findings }) =>
        findings.filter(({ subject }) => subject.includes("[ConfigMap]")).map(({ evidence }) => evidence[0].location),
      );
      expect(generated.length).toBeGreaterThan(0);
      for (const location of generated) expect(location).toMatchObject({ path: "kustomization.yaml", startLine: 6 });
    }, 60_000);

    test("a base outside of the target is read; identities of two overlays differ", async () => {
      write({
        "base/kustomization.yaml": "resources: [deployment.yaml]\n",
        "base/deployment.yaml": deployment,
        "overlays/a/kustomization.yaml": "resources: [../../base]\n",
        "overlays/b/kustomization.yaml": "resources: [../../base]\n",
      });

      const { reports } = await scanHere("overlays");

      const ids = reports.map(({ findings }) => findings.find(({ rule }) => rule.id === "workload/host-ipc")?.id);
      expect(new Set(ids).size).toBe(2);
      expect(placesOf(reports, "workload/host-ipc")[0]).toContain("@ base/deployment.yaml:10");
    }, 60_000);

    test("annotations that only the building added are nobody's", async () => {
      write({ "kustomization.yaml": "resources: [deployment.yaml]\n", "deployment.yaml": deployment });

      const { reports } = await scanHere();

      expect(JSON.stringify(reports)).not.toContain("config.kubernetes.io");
    }, 60_000);

    test.each([
      {
        name: "a resource that is not there",
        text: "resources: [missing.yaml]\n",
        code: "target/rendering-failed",
        says: "missing.yaml",
      },
      {
        name: "a file outside of the overlay",
        text: "resources: [../outside.yaml]\n",
        code: "target/rendering-failed",
        says: "outside.yaml",
      },
      {
        name: "an address",
        text: "resources: ['https://example.com/a.yaml']\n",
        code: "target/remote-base",
        says: "https://example.com/a.yaml",
      },
      {
        name: "charts",
        text: "helmCharts: [{name: a, repo: 'https://example.com'}]\n",
        code: "target/chart-in-overlay",
        says: "--enable-helm",
      },
      {
        name: "a plugin that would be run",
        text: "transformers: [plugin.yaml]\n",
        code: "target/rendering-failed",
        says: "plugin",
      },
      { name: "broken YAML", text: "resources: [\n", code: "target/rendering-failed", says: "k" },
    ])(
      "says that $name keeps an overlay from being examined, and judges its files as written",
      async ({ text, code, says }) => {
        write({
          "k/kustomization.yaml": text,
          "k/other.yaml": deployment,
          "outside.yaml": deployment,
          "k/plugin.yaml":
            "apiVersion: a.b/v1\nkind: Made\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run}\n",
        });

        const { reports, isComplete, diagnostics } = await scanHere();

        expect(isComplete).toBe(false);
        expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
        expect(diagnostics[0]?.message).toContain(says);
        expect(placesOf(reports, "workload/host-ipc")).toContain(".: default/web[Deployment] @ k/other.yaml:10");
      },
      60_000,
    );

    test("says which roles and network policies of an overlay are doubtful, in the file that people edit", async () => {
      const role = (name: string, taken: string) =>
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\n  labels: { ${name}: "true" }\naggregationRule: { clusterRoleSelectors: [{ matchLabels: { ${taken}: "true" } }] }\nrules: []\n`;
      write({
        "k/kustomization.yaml": "namespace: shop\nresources: [b.yaml, a.yaml, n.yaml]\n",
        "k/a.yaml": role("a", "b"),
        "k/b.yaml": role("b", "a"),
        "k/n.yaml":
          "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec:\n  podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: everywhere } }] }]\n",
      });

      const { diagnostics, isComplete } = await scanHere();

      const said = diagnostics.map(
        ({ code, level, location }) => `${level} ${code} ${location?.path}:${location?.startLine}`,
      );
      // Lines counted by hand. Kustomize sorts objects of one kind by their names or leaves them as listed.
      expect(said.toSorted()).toEqual([
        "warning network/invalid-policy k/n.yaml:6",
        expect.stringMatching(/^warning rbac\/cyclic-aggregation k\/[ab]\.yaml:6$/),
      ]);
      expect(isComplete).toBe(true);
    });
  },
);

test("without kustomize and kubectl a diagnostic says what was not examined, and resources are judged as written", async () => {
  write({
    "k/kustomization.yaml": "resources: [a.yaml]\npatches: [{path: p.yaml}]\n",
    "k/a.yaml": deployment,
    "k/p.yaml": deployment,
  });

  const { reports, isComplete, diagnostics } = await scanHere(".", join(root, "nowhere"));

  expect(isComplete).toBe(false);
  expect(diagnostics).toMatchObject([{ code: "target/renderer-missing", level: "error" }]);
  expect(placesOf(reports, "workload/host-ipc")).toEqual([".: default/web[Deployment] @ k/a.yaml:10"]);
});
