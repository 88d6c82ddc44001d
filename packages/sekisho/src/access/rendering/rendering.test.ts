import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chartFilesOnDisk } from "./chart-folder.ts";
import { findLinkOutside } from "./find-link-outside.ts";
import { findProgram } from "./find-program.ts";
import { planOverlays } from "./plan-overlays.ts";
import { readChart } from "./read-chart.ts";
import { runRenderer } from "./run-renderer.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "sekisho-access-")));
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

describe("findProgram", () => {
  test("takes the first that can be run, of absolute folders alone", () => {
    write({ "a/helm": "", "b/helm": "", "c/helm/x": "" });
    chmodSync(join(root, "b/helm"), 0o755);
    const path = [".", "", join(root, "a"), join(root, "c"), join(root, "b")].join(delimiter);

    expect(findProgram("helm", { PATH: path })).toBe(join(root, "b/helm"));
    expect(findProgram("kubectl", { PATH: path })).toBeUndefined();
    expect(findProgram("helm", {})).toBeUndefined();
  });
});

describe("runRenderer", () => {
  const limits = { timeoutMs: 20_000, maxOutputBytes: 10_000 };

  function run(code: string, own: Partial<typeof limits> = {}) {
    const call = { program: process.execPath, name: "node", directory: "charts/web", limits: { ...limits, ...own } };
    return runRenderer({ ...call, argumentsIn: () => ["-e", code] });
  }

  test("gives what the program prints", async () => {
    expect(await run("console.log('a: b')")).toEqual({ kind: "rendered", text: "a: b\n" });
  });

  test("shows the program nothing of the user's environment, and no way to other programs", async () => {
    process.env["SEKISHO_TEST_TOKEN"] = "visible";
    try {
      const outcome = await run("console.log(JSON.stringify(process.env))");
      const seen = outcome.kind === "rendered" ? outcome.text : "";
      expect(seen).toContain('"HTTPS_PROXY":"http://127.0.0.1:9"');
      expect(seen).not.toContain("SEKISHO_TEST_TOKEN");
      expect(seen).not.toContain(JSON.stringify(process.env["PATH"]));
      expect(seen).not.toContain(JSON.stringify(process.env["HOME"]));
    } finally {
      delete process.env["SEKISHO_TEST_TOKEN"];
    }
  });

  test.each([
    {
      name: "takes too long",
      code: "setInterval(() => {}, 1000)",
      own: { timeoutMs: 300 },
      expected: "rendering-limit",
      says: "timeoutMs = 300",
    },
    {
      name: "prints without end",
      code: "for (;;) console.log('x'.repeat(1000))",
      own: { maxOutputBytes: 5_000 },
      expected: "rendering-limit",
      says: "maxOutputBytes = 5000",
    },
    {
      name: "fails",
      code: "console.error('no\\n\\u001b[31m such chart'); process.exit(1)",
      own: {},
      expected: "rendering-failed",
      says: "no \uFFFD[31m such chart",
    },
  ])("ends a program that $name", async ({ code, own, expected, says }) => {
    const outcome = await run(code, own);

    expect(outcome).toMatchObject({ kind: "refused", code: expected });
    expect(outcome.kind === "refused" ? outcome.message.en : "").toContain(says);
  });
});

describe("findLinkOutside", () => {
  test("finds links that leave the allowed directories, lead nowhere or in circles", () => {
    write({ "repository/chart/templates/a.yaml": "", "repository/shared/b.yaml": "", "secret.txt": "" });
    const chart = join(root, "repository/chart");
    symlinkSync("../shared", join(chart, "shared"));
    expect(findLinkOutside(chart, [join(root, "repository")])).toBeUndefined();
    expect(findLinkOutside(chart, [chart])).toBe(join(chart, "shared"));

    for (const target of ["../../../secret.txt", "nowhere", "link.yaml"]) {
      const link = join(chart, "templates/link.yaml");
      symlinkSync(target, link);
      expect(findLinkOutside(chart, [join(root, "repository")])).toBe(link);
      rmSync(link);
    }
  });
});

describe("readChart", () => {
  test("reads templates, values and inner charts under the names that they have in their holder", () => {
    write({
      "Chart.yaml": "name: web\ndependencies:\n- name: db\n  alias: store\n",
      "values.yaml": "a: 1\n",
      "templates/a.yaml": "a",
      "templates/deep/b.tpl": "b",
      "charts/db/Chart.yaml": "name: db\ntype: library\n",
      "charts/db/templates/c.yaml": "c",
    });

    const chart = readChart(root, chartFilesOnDisk(1_000));

    expect(chart).toMatchObject({ name: "web", key: "web", isLibrary: false, values: { text: "a: 1\n" } });
    expect(chart.templates.map(({ text }) => text)).toEqual(["a", "b"]);
    expect(chart.charts).toMatchObject([{ name: "db", key: "store", isLibrary: true, values: undefined }]);
  });

  test("leaves out what is too large, and stands broken descriptions", () => {
    write({ "Chart.yaml": "name: [\n", "templates/a.yaml": "x".repeat(20), "values.yaml": "y".repeat(20) });

    expect(readChart(root, chartFilesOnDisk(10))).toMatchObject({
      name: "",
      templates: [],
      values: undefined,
      charts: [],
    });
  });
});

describe("planOverlays", () => {
  function plan(...paths: readonly string[]) {
    const { overlays, inputs, others } = planOverlays(paths.map((path) => join(root, path)));
    return {
      overlays: overlays.map(({ files, remote }) => ({
        files: files.map(({ path }) => path.slice(root.length + 1)),
        remote: remote?.reference.path,
      })),
      inputs: [...inputs].map((path) => path.slice(root.length + 1)),
      others: others.map((path) => path.slice(root.length + 1)),
    };
  }

  test("a base and a component are built in their overlays alone", () => {
    write({
      "base/kustomization.yaml": "resources: [a.yaml]\n",
      "part/kustomization.yml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n",
      "dev/kustomization.yaml": "resources: [../base]\n",
      "prod/Kustomization": "resources: [../base]\ncomponents: [../part]\npatches: [{path: p.yaml}]\n",
    });

    const planned = plan(
      "base/kustomization.yaml",
      "dev/kustomization.yaml",
      "part/kustomization.yml",
      "prod/Kustomization",
    );

    expect(planned).toEqual({
      overlays: [
        { files: ["dev/kustomization.yaml", "base/kustomization.yaml"], remote: undefined },
        { files: ["prod/Kustomization", "base/kustomization.yaml", "part/kustomization.yml"], remote: undefined },
      ],
      inputs: ["prod/p.yaml"],
      others: [],
    });
  });

  test("an address is found in a base, too; a directory of such a name is none", () => {
    write({
      "base/kustomization.yaml": "resources: ['https://example.com/a.yaml']\n",
      "dev/kustomization.yaml": "resources: [../base, v1.prod/sub]\n",
      "dev/v1.prod/sub/kustomization.yaml": "",
    });

    expect(plan("base/kustomization.yaml", "dev/kustomization.yaml").overlays).toMatchObject([
      { remote: "https://example.com/a.yaml" },
    ]);
    expect(plan("dev/v1.prod/sub/kustomization.yaml").overlays).toMatchObject([{ remote: undefined }]);
  });

  test("kustomizations that build upon each other in a circle are not forgotten", () => {
    write({ "a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "resources: [../a]\n" });

    expect(plan("a/kustomization.yaml", "b/kustomization.yaml").overlays).toEqual([
      { files: ["a/kustomization.yaml", "b/kustomization.yaml"], remote: undefined },
    ]);
  });

  test("an object of Flux is no kustomization of kustomize", () => {
    write({ "kustomization.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n" });

    expect(plan("kustomization.yaml").others).toEqual(["kustomization.yaml"]);
  });
});
