import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { cruise, type IRegularForbiddenRuleType } from "dependency-cruiser";

/** What a walk over a source tree found out about its imports. */
export interface ImportSurvey {
  /** Every module that was read, as a path from the root of the tree. */
  readonly modules: readonly string[];
  /** Every edge that breaks a rule, as `rule: from -> to`. */
  readonly violations: readonly string[];
}

const basis = ["model", "versions", "formats", "semantics"];
const parts = [
  "analyzers",
  "checks",
  "advisories",
  "detectors",
  "compliance",
  "importers",
  "exporters",
  "investigation",
];
const pureFolders = [...basis, ...parts];
const pipelines = ["scan", "admission"];

/** The scanner's folders by row, and what they may import beside themselves: never a sibling on the same row. */
const scannerRows: readonly { readonly folders: readonly string[]; readonly mayImport: readonly string[] }[] = [
  { folders: ["model"], mayImport: [] },
  { folders: ["versions", "formats"], mayImport: ["model"] },
  { folders: ["semantics"], mayImport: ["model", "versions", "formats"] },
  { folders: parts, mayImport: basis },
  { folders: ["access"], mayImport: basis },
  { folders: pipelines, mayImport: [...pureFolders, "access"] },
  { folders: ["cli"], mayImport: [...pureFolders, "access", ...pipelines] },
];

const scanner = "^packages/sekisho/src/";
/** Node's modules that read or change the world outside the process. */
const outsideModules = "fs|net|http|http2|https|child_process|dgram|dns|tls|cluster|worker_threads|inspector|repl";

/** The walls between the folders of all packages. */
export const importRules: readonly IRegularForbiddenRuleType[] = [
  ...scannerRows.flatMap(({ folders, mayImport }) => folders.map((folder) => rowRule(folder, mayImport))),
  forbid("model-imports-nothing", { path: `${scanner}model/` }, { pathNot: `${scanner}model/` }),
  forbid(
    "pure-rows-reach-nothing-outside",
    { path: `${scanner}(?:${pureFolders.join("|")})/` },
    { path: `^(?:node:)?(?:${outsideModules})(?:/|$)`, dependencyTypes: ["core"] },
  ),
  forbid(
    "check-imports-no-check",
    { path: `${scanner}checks/`, pathNot: "/(?:registry|retired)\\.ts$" },
    { path: `${scanner}checks/`, pathNot: "/(?:define|define-[a-z-]+)\\.ts$" },
  ),
  forbid("nothing-imports-the-index", { path: scanner }, { path: `${scanner}index\\.ts$` }),
  forbid("index-leaves-out-the-cli", { path: `${scanner}index\\.ts$` }, { path: `${scanner}cli/` }),
  forbid("scanner-imports-no-platform", { path: scanner }, { path: "^packages/(?:platform|web)/", dynamic: false }),
  forbid(
    "only-serve-loads-the-platform",
    { path: scanner, pathNot: `${scanner}cli/` },
    { path: "^packages/(?:platform|web)/" },
  ),
  forbid(
    "contract-imports-model-types-only",
    { path: "^packages/platform/src/contract/" },
    { path: "^packages/", pathNot: ["^packages/platform/src/contract/", `${scanner}model/`] },
  ),
  forbid(
    "contract-imports-no-model-values",
    { path: "^packages/platform/src/contract/" },
    { path: `${scanner}model/`, dependencyTypesNot: ["type-only"] },
  ),
  forbid(
    "platform-imports-the-scanner-by-its-index",
    { path: "^packages/platform/src/", pathNot: "^packages/platform/src/contract/" },
    { path: scanner, pathNot: `${scanner}index\\.ts$` },
  ),
  forbid("platform-imports-no-web", { path: "^packages/platform/" }, { path: "^packages/web/" }),
  forbid(
    "web-imports-contract-and-model-types-only",
    { path: "^packages/web/" },
    { path: "^packages/", pathNot: ["^packages/web/", "^packages/platform/src/contract/", `${scanner}model/`] },
  ),
  forbid(
    "web-imports-no-model-values",
    { path: "^packages/web/" },
    { path: `${scanner}model/`, dependencyTypesNot: ["type-only"] },
  ),
  forbid(
    "feature-imports-no-feature",
    { path: "^packages/web/src/features/([^/]+)/" },
    { path: "^packages/web/src/features/", pathNot: "^packages/web/src/features/$1/" },
  ),
  forbid("no-cycle", {}, { circular: true }),
  forbid("import-resolves", {}, { couldNotResolve: true }),
];

/** Reads every import below `packages/` in `root` and judges it by the rules; tests and fixtures are left out. */
export async function surveyImports(root: string): Promise<ImportSurvey> {
  const { output } = await cruise(
    ["packages"],
    {
      baseDir: root,
      parser: "swc",
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: { forbidden: [...importRules] },
      exclude: { path: String.raw`\.test\.tsx?$|(?:^|/)(?:fixtures|dist)/|\.d\.ts$` },
      doNotFollow: { path: "node_modules" },
      moduleSystems: ["es6", "cjs"],
    },
    {
      conditionNames: ["sekisho-source", "import", "node", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  );
  if (typeof output === "string") throw new Error(`dependency-cruiser: expected a result, got text: ${output}`);
  return {
    modules: output.modules.map((module) => module.source).filter((source) => isOurSource(source)),
    violations: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).toSorted(),
  };
}

/** Lists the TypeScript sources below `packages/` in `root` without tests and fixtures, with forward slashes. */
export function listSources(root: string): readonly string[] {
  const files = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" });
  return files
    .map((file) => `packages/${file.split(sep).join("/")}`)
    .filter((file) => isOurSource(file) && !/\.test\.tsx?$|\/fixtures\/|\.d\.ts$/.test(file))
    .toSorted();
}

const outsideReads: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "Date.now()", pattern: /\bDate\s*\.\s*now\b/ },
  { name: "new Date()", pattern: /\bnew\s+Date\s*(?:\(\s*\)|;|$)/m },
  { name: "Date()", pattern: /(?<!new\s+)(?<![\w.$])Date\s*\(\s*\)/ },
  { name: "performance.now()", pattern: /\bperformance\s*\.\s*(?:now|timeOrigin)\b/ },
  { name: "process.env", pattern: /\bprocess\s*\.\s*env\b/ },
  { name: "process.argv", pattern: /\bprocess\s*\.\s*argv\b/ },
  { name: "process.hrtime", pattern: /\bprocess\s*\.\s*hrtime\b/ },
  { name: "Math.random()", pattern: /\bMath\s*\.\s*random\b/ },
];

/** Finds where the pure rows read clock, environment or chance, as `what: file`. */
export function findOutsideReads(root: string): readonly string[] {
  const pure = new RegExp(`${scanner}(?:${pureFolders.join("|")})/`);
  const sources = listSources(root).filter((file) => pure.test(file));
  return sources.flatMap((file) => {
    const code = withoutComments(readFileSync(join(root, file), "utf8"));
    return outsideReads.filter(({ pattern }) => pattern.test(code)).map(({ name }) => `${name}: ${file}`);
  });
}

function withoutComments(code: string): string {
  return code.replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, "");
}

function isOurSource(path: string): boolean {
  return /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path);
}

function rowRule(folder: string, mayImport: readonly string[]): IRegularForbiddenRuleType {
  const allowed = [folder, ...mayImport].join("|");
  return forbid(
    `row-of-${folder}`,
    { path: `${scanner}${folder}/` },
    { path: scanner, pathNot: `${scanner}(?:${allowed})/` },
  );
}

function forbid(
  name: string,
  from: NonNullable<IRegularForbiddenRuleType["from"]>,
  to: NonNullable<IRegularForbiddenRuleType["to"]>,
): IRegularForbiddenRuleType {
  return { name, severity: "error", from, to };
}
