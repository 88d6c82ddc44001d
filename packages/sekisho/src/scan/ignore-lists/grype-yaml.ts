import type { SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { type ConfiguredException, repairStates } from "../configuration/configuration.ts";
import { everyFlaw, findFlawRule } from "../configuration/flaw-rule.ts";
import type { ConfigurationProblem } from "../configuration/place.ts";
import { quoted } from "../configuration/shape.ts";
import { readYamlTree, type YamlTree } from "../configuration/yaml-tree.ts";
import { fromTop, type IgnoreList, textOf, unknownId, valueOf, warn } from "./ignore-list.ts";

/** Types of packages as Grype names them, as package URLs do. */
const typeNames: Readonly<Record<string, string>> = {
  apk: "apk",
  binary: "generic",
  conan: "conan",
  "dart-pub": "pub",
  deb: "deb",
  dotnet: "nuget",
  gem: "gem",
  "go-module": "golang",
  hackage: "hackage",
  hex: "hex",
  "java-archive": "maven",
  "jenkins-plugin": "maven",
  npm: "npm",
  "php-composer": "composer",
  python: "pypi",
  rpm: "rpm",
  "rust-crate": "cargo",
  swift: "swift",
};

const knownKeys = ["vulnerability", "include-aliases", "reason", "fix-state", "package"];
const knownPackageKeys = ["name", "version", "type", "location"];

/**
 * Reads the rules under `ignore` of `.grype.yaml`. All conditions of a rule have to hold; one with a condition that has no
 * counterpart here is left out as a whole: without it the rule would accept more. Source: Grype's README, "Specifying
 * matches to ignore".
 */
export function readGrypeYaml(source: SourceText): IgnoreList {
  const { root, problems: yamlProblems } = readYamlTree(source);
  const problems: ConfigurationProblem[] = yamlProblems.map((problem) => ({ level: "warning", ...problem }));
  const exceptions: ConfiguredException[] = [];
  const list = root === undefined ? undefined : valueOf(root, "ignore");
  for (const rule of list?.kind === "list" ? list.items : []) {
    const read = readRule(rule, source.path);
    if ("rule" in read) exceptions.push(read);
    else problems.push(read);
  }
  return { exceptions, problems };
}

function readRule(rule: YamlTree, path: string): ConfiguredException | ConfigurationProblem {
  const about = valueOf(rule, "package");
  const foreign = findForeignKey(rule, knownKeys) ?? findForeignKey(about, knownPackageKeys);
  if (foreign !== undefined) return warn(rule, unsupported(foreign));
  const name = textOf(valueOf(rule, "vulnerability"));
  const flaw = name === undefined ? everyFlaw : findFlawRule(name);
  if (flaw === undefined) return unknownId(name ?? "", rule);
  const written = textOf(valueOf(rule, "fix-state"));
  const repair = repairStates.find((state) => state === written);
  if (written !== undefined && repair === undefined) return warn(rule, unsupported(`fix-state: ${written}`));
  const packages = about === undefined ? [] : packageGlobs(about);
  if (packages === undefined) return warn(rule, unsupported("package.name, package.type"));
  const location = textOf(valueOf(about ?? rule, "location"));
  if (name === undefined && packages.length === 0 && repair === undefined && location === undefined) {
    return warn(rule, {
      en: "the rule has no condition and is left out",
      ja: "条件がないため、この項目は使用しません。",
    });
  }
  return {
    rule: flaw,
    ...(packages.length === 0 ? {} : { packages }),
    ...(location === undefined ? {} : { paths: [fromTop(location)] }),
    ...(repair === undefined ? {} : { repair }),
    reason: textOf(valueOf(rule, "reason")) ?? path,
    owner: undefined,
    expires: undefined,
    range: { start: rule.start, end: rule.end },
    path,
    isOwn: true,
  };
}

/** A key that is given and empty is no condition there. */
function findForeignKey(tree: YamlTree | undefined, known: readonly string[]): string | undefined {
  if (tree?.kind !== "mapping") return undefined;
  return tree.entries.find(({ key, value }) => !known.includes(key) && textOf(value) !== undefined)?.key;
}

/** Gives globs over package URLs for name, version and type; `undefined` when they say what no glob can. */
function packageGlobs(about: YamlTree): readonly string[] | undefined {
  const name = textOf(valueOf(about, "name"));
  const version = textOf(valueOf(about, "version"));
  const type = textOf(valueOf(about, "type"));
  const urlType = type === undefined ? "*" : typeNames[type];
  const nameGlob = name === undefined ? "*" : toGlob(name);
  if (urlType === undefined || nameGlob === undefined) return undefined;
  if (name === undefined && version === undefined && type === undefined) return [];
  const end =
    version === undefined ? "" : `@${encodeURIComponent(version).replaceAll("%3A", ":").replaceAll("%2B", "+")}`;
  const tail = `${nameGlob}${end}`;
  return urlType === "*" || name === undefined
    ? [`pkg:${urlType}/${tail}`]
    : [`pkg:${urlType}/${tail}`, `pkg:${urlType}/*/${tail}`];
}

/** Names are regular expressions there: one that only uses `.*` is a glob, one without signs of its own is itself. */
function toGlob(name: string): string | undefined {
  const parts = name
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .split(".*")
    .map((part) => part.replaceAll(/\\([.+/-])/g, "$1"));
  if (parts.some((part) => /[*?[\](){}|^$\\]/.test(part))) return undefined;
  return parts.map((part) => part.replace(/^@/, "%40")).join("*");
}

function unsupported(condition: string): Text {
  return {
    en: `the condition ${quoted(condition)} has no counterpart; the rule is left out, for without it more would be accepted`,
    ja: `条件 ${quoted(condition)} に対応するものがありません。条件を除くと受容の範囲が広がるため、この項目は使用しません。`,
  };
}
