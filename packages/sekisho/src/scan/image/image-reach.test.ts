import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { row, sampleStore } from "../../advisories/matching/sample-store.ts";
import { scan } from "../scan.ts";
import { npmManifest, saveImage } from "./fixtures/saved-image.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-reach-"));
  saveImage(join(folder, "web.tar"), {
    steps: [
      {
        createdBy: "COPY",
        files: [{ name: "app/node_modules/left/package.json", content: npmManifest("left", "1.0.0") }],
      },
    ],
    name: "registry.example.com/web:1",
  });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const store = sampleStore([
  {
    id: "GHSA-1",
    source: "osv-github",
    aliases: ["CVE-2024-1"],
    severities: [{ system: "score", score: 8, from: "osv-github" }],
    affected: [row("npm", "left", { ranges: [{ fixed: "1.2.0" }] })],
  },
]);

const pod = (image: string) =>
  `kind: Pod\napiVersion: v1\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [{ name: app, image: "${image}" }] }\n---\n` +
  "kind: Service\napiVersion: v1\nmetadata: { name: web }\nspec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 443 }] }\n";

/** Scans the image, and whatever else is named, and gives what the risk of its flaw is made of. */
async function riskOf(...further: readonly string[]) {
  const { document } = await scan(["web.tar", ...further], {
    workingDirectory: folder,
    without: ["secrets"],
    openAdvisories: () => Promise.resolve({ store, origin: "user" }),
  });
  const report = document.reports.find(({ target }) => target.kind === "image");
  const found = report?.findings.find(({ kind }) => kind === "vulnerability");
  const parts = found?.kind === "vulnerability" ? found.vulnerability?.riskParts : undefined;
  return { parts, said: report?.diagnostics.filter(({ code }) => code === "advisories/reach") };
}

// By the formula: a base score of 8 gives 20 of 25 points, a repair 5, being reached from outside 10.
const without = [
  { part: "severity", points: 20 },
  { part: "fix-available", points: 5 },
];

test("an image that a manifest of the same call publishes is riskier, and the report says why", async () => {
  writeFileSync(join(folder, "web.yaml"), pod("registry.example.com/web:1"));

  const { parts, said } = await riskOf("web.yaml");

  expect(parts).toEqual([...without, { part: "reachable", points: 10 }]);
  expect(said).toMatchObject([{ level: "info", message: expect.stringContaining("the Service web leads to it") }]);
});

test("the manifests of a directory count too", async () => {
  writeFileSync(join(folder, "web.yaml"), pod("registry.example.com/web:1"));

  expect((await riskOf(".")).parts).toEqual([...without, { part: "reachable", points: 10 }]);
});

test.each([
  { name: "no manifest", manifest: undefined },
  { name: "a manifest of another image", manifest: pod("registry.example.com/web:2") },
])("$name changes nothing", async ({ manifest }) => {
  if (manifest !== undefined) writeFileSync(join(folder, "web.yaml"), manifest);

  expect(await riskOf(...(manifest === undefined ? [] : ["web.yaml"]))).toEqual({ parts: without, said: [] });
});
