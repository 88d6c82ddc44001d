import { parseControl } from "../../formats/dpkg/parse-control.ts";
import { withoutCredentials } from "../../formats/repository-lists/repository-address.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { RepositoryFact } from "../../model/fact.ts";
import { defineAnalyzer } from "../define.ts";

const fields: ReadonlySet<string> = new Set([
  "types",
  "uris",
  "suites",
  "components",
  "enabled",
  "trusted",
  "allow-insecure",
]);

/** Reads where packages of Debian come from, in both formats of sources.list(5). */
export const aptSources = defineAnalyzer({
  id: "os/apt-sources",
  version: 2,
  finds: ["fact"],
  scope: "installed",
  paths: ["etc/apt/sources.list", "etc/apt/sources.list.d/*.{list,sources}"],
  maxBytes: 1024 * 1024,
  analyze({ path, bytes }) {
    const text = bytes.toString("utf8");
    return path.endsWith(".sources") ? readRecords(path, text) : { facts: readLines(text) };
  },
});

/** Reads `deb [options] address suite component…`. Sources of source packages install nothing. */
function readLines(text: string): readonly RepositoryFact[] {
  const facts: RepositoryFact[] = [];
  for (const line of text.split("\n")) {
    const [, options, rest] = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?([^#]+)/.exec(line.slice(0, 4096)) ?? [];
    const [address, suite, ...components] = (rest ?? "").trim().split(/\s+/);
    if (address !== undefined && address !== "" && suite !== undefined)
      facts.push({ ...toFact(address, suite, components, true), ...unverified(optionThatTrusts(options ?? "")) });
  }
  return facts;
}

function readRecords(path: string, text: string): AnalyzerResult {
  const { records, diagnostics } = parseControl(path, text, fields);
  const facts: RepositoryFact[] = [];
  for (const record of records) {
    const words = (name: string) => wordsOf(record.fields.get(name)?.value ?? "");
    if (!words("types").includes("deb")) continue;
    const isEnabled = !/^(?:no|false|0|off|without|disable)$/i.test(record.fields.get("enabled")?.value ?? "yes");
    const [addresses, suites] = [words("uris"), words("suites")];
    const trust = unverified(["trusted", "allow-insecure"].find((name) => isYes(record.fields.get(name)?.value ?? "")));
    const toFacts = (address: string) =>
      suites.map((suite) => ({ ...toFact(address, suite, words("components"), isEnabled), ...trust }));
    facts.push(...addresses.flatMap(toFacts));
  }
  return { facts, diagnostics };
}

/** `[arch=amd64 trusted=yes]`: packages of such a source are installed whatever their signature is. */
function optionThatTrusts(options: string): string | undefined {
  for (const option of options.split(/\s+/)) {
    const [name = "", value = ""] = option.split("=", 2);
    if (/^(?:trusted|allow-insecure)$/i.test(name) && isYes(value)) return name.toLowerCase();
  }
  return undefined;
}

function isYes(value: string): boolean {
  return /^(?:yes|true|1|on|with|enable)$/i.test(value.trim());
}

function unverified(name: string | undefined): Pick<RepositoryFact, "unverifiedBy"> {
  return name === undefined ? {} : { unverifiedBy: `${name}=yes` };
}

/** Addresses times suites of a hostile file would be a great many. */
const maxWords = 32;

function wordsOf(text: string): readonly string[] {
  const words = text.slice(0, 16_384).split(/\s+/);
  return words.filter((word) => word !== "").slice(0, maxWords);
}

function toFact(address: string, suite: string, components: readonly string[], isEnabled: boolean): RepositoryFact {
  const parts = components.length === 0 ? {} : { components };
  return { kind: "repository", type: "apt", address: withoutCredentials(address), suite, ...parts, isEnabled };
}
