import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { analyzers } from "../packages/sekisho/src/analyzers/registry.ts";
import { secretRules } from "../packages/sekisho/src/checks/secret/rules.ts";
import { frameworks } from "../packages/sekisho/src/compliance/controls-of.ts";
import { auditDetectors } from "../packages/sekisho/src/scan/detect/detector-catalogue.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import { imageChecks } from "../packages/sekisho/src/scan/image-checks.ts";
import { importers } from "../packages/sekisho/src/scan/import/import-reports.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { pictures } from "../tools/docs/pictures.ts";
import { referencePages } from "../tools/docs/reference.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "docs/reference");

describe("docs/reference", () => {
  const pages = referencePages();
  const onDisk = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.(md|json)$/.test(path));

  test("holds the pages that are generated, and no others: repeat with `npm run docs`", () => {
    expect(onDisk.toSorted()).toEqual([...pages.keys()].toSorted());
  });

  test("is current: repeat with `npm run docs`", () => {
    const stale = [...pages].filter(
      ([path, text]) => onDisk.includes(path) && read(join("docs/reference", path)) !== text,
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });
});

describe("README", () => {
  test.each([
    { path: "README.md", claim: `judges them with ${dockerfileChecks.length} checks` },
    { path: "README.md", claim: `: ${imageChecks.length} checks, ${secretRules.length} kinds of secrets` },
    { path: "README.md", claim: `with ${analyzers.length} analyzers` },
    { path: "README.md", claim: `together: ${manifestChecks.length} checks` },
    { path: "README.md", claim: `and ${frameworks.length} frameworks` },
    { path: "README.md", claim: `with ${auditDetectors.length} detectors` },
    { path: "README.md", claim: `the reports of ${importers.length} other tools` },
    { path: "README.ja.md", claim: `、${auditDetectors.length} 件の検出項目` },
    { path: "README.ja.md", claim: `ほかの ${importers.length} のツールのレポート` },
    { path: "README.ja.md", claim: `検査します。${manifestChecks.length} 件のチェック項目に加え` },
    { path: "README.ja.md", claim: `${frameworks.length} の基準` },
    { path: "README.ja.md", claim: `、${dockerfileChecks.length} 件のチェック項目で` },
    { path: "README.ja.md", claim: `${imageChecks.length} 件のチェック項目、${secretRules.length} 種類のシークレット` },
    { path: "README.ja.md", claim: `${analyzers.length} 個の解析器` },
  ])("$path counts right: $claim", ({ path, claim }) => {
    expect(read(path)).toContain(claim);
  });
});

describe("docs/images", () => {
  test("shows what the command prints now: repeat with `npm run docs`", () => {
    const stale = [...pictures()].filter(([name, picture]) => read(join("docs/images", name)) !== picture);
    expect(stale.map(([name]) => name)).toEqual([]);
  });
});

describe("links between documents", () => {
  const documents = ["README.md", "README.ja.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", ...below("docs")];

  test("lead to files that exist", () => {
    const files = new Set([...documents, ...below("docs", /./), ...below("examples", /./), ...readdirSync(root)]);
    const broken = documents.flatMap((path) =>
      relativeLinks(read(path))
        .map((link) => normalize(join(dirname(path), link)).replace(/\/$/, ""))
        .filter((target) => !files.has(target) && ![...files].some((file) => file.startsWith(`${target}/`)))
        .map((target) => `${path} -> ${target}`),
    );
    expect(documents.length).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function below(name: string, pattern: RegExp = /\.md$/): readonly string[] {
  return readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
    .filter((path) => pattern.test(path))
    .map((path) => `${name}/${path}`);
}

/** Targets of Markdown links and pictures that are neither addresses nor places in the same page. */
function relativeLinks(text: string): readonly string[] {
  const withoutCode = text.replace(/^(`{3,})[^]*?^\1$/gm, "");
  return [...withoutCode.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map((link) => link[1] ?? "")
    .filter((link) => link !== "" && !/^[a-z]+:/.test(link));
}
