import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { row, sampleStore } from "../advisories/matching/sample-store.ts";
import { scan } from "./scan.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-source-reach-"));
  write("services/web/package-lock.json", lockFile("left"));
  write("tools/package-lock.json", lockFile("right"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function lockFile(name: string): string {
  const packages = { "": { name: "app", version: "1.0.0" }, [`node_modules/${name}`]: { version: "1.0.0" } };
  return JSON.stringify({ name: "app", version: "1.0.0", lockfileVersion: 3, packages });
}

const store = sampleStore(
  ["left", "right"].map((name) => ({
    id: `GHSA-${name}`,
    source: "osv-github",
    severities: [{ system: "score" as const, score: 8, from: "osv-github" }],
    affected: [row("npm", name, { ranges: [{ fixed: "1.2.0" }] })],
  })),
);

/** Scans the tree, and gives which parts the risk of each package has and what is said of being reached. */
async function scanTree(...targets: readonly string[]) {
  const { document } = await scan(targets, {
    workingDirectory: folder,
    without: ["secrets"],
    openAdvisories: () => Promise.resolve({ store, origin: "user" }),
  });
  const found = document.reports.flatMap(({ findings }) => findings.filter(({ kind }) => kind === "vulnerability"));
  const reached = found.flatMap((finding) =>
    finding.kind === "vulnerability" && finding.vulnerability?.riskParts?.some(({ part }) => part === "reachable")
      ? [finding.subject]
      : [],
  );
  const said = document.reports.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ code }) => code.startsWith("advisories/reach")),
  );
  return { count: found.length, reached, said };
}

const published =
  'kind: Pod\napiVersion: v1\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [{ name: app, image: "registry.example.com/web:1" }] }\n---\n' +
  "kind: Service\napiVersion: v1\nmetadata: { name: web }\nspec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 443 }] }\n";

const unknown = (files: string) => ({
  code: "advisories/reach-unknown",
  level: "info",
  message: expect.stringContaining(` ${files}: `),
});

test("packages of a folder that a Compose file builds a published image from are riskier; of others nothing is known", async () => {
  write("deploy/web.yaml", published);
  write("compose.yaml", "services: { web: { build: services/web, image: 'registry.example.com/web:1' } }\n");

  expect(await scanTree(".")).toMatchObject({
    count: 2,
    reached: ["pkg:npm/left"],
    said: [
      {
        code: "advisories/reach",
        level: "info",
        message:
          "compose.yaml builds registry.example.com/web:1 from services/web. It runs as default/web[Pod], which is reached from outside of the cluster: the Service web leads to it.",
      },
      unknown("tools/package-lock.json"),
    ],
  });
});

test("Skaffold names images without their tags", async () => {
  write("deploy/web.yaml", published);
  write(
    "skaffold.yaml",
    "apiVersion: skaffold/v4beta11\nkind: Config\nbuild: { artifacts: [{ image: registry.example.com/web, context: services/web }] }\n",
  );

  expect((await scanTree(".")).reached).toEqual(["pkg:npm/left"]);
});

test("manifests that are named beside the tree count", async () => {
  write("elsewhere/web.yaml", published);
  write("services/compose.yaml", "services: { web: { build: web, image: 'registry.example.com/web:1' } }\n");

  expect((await scanTree("services", "elsewhere/web.yaml")).reached).toEqual(["pkg:npm/left"]);
});

test("a tree that does not say what is built from where says so, and nothing is guessed from neighbourhood", async () => {
  write("services/web/Dockerfile", "FROM scratch\n");
  write("services/web/web.yaml", published);

  expect(await scanTree(".")).toMatchObject({
    count: 2,
    reached: [],
    said: [unknown("services/web/package-lock.json, tools/package-lock.json")],
  });
});

test("without manifests nothing is said of being reached", async () => {
  write("compose.yaml", "services: { web: { build: services/web, image: 'registry.example.com/web:1' } }\n");

  expect(await scanTree(".")).toMatchObject({ count: 2, reached: [], said: [] });
});
