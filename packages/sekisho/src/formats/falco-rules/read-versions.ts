import { quote } from "../../model/quote.ts";
import { findEntry, findWord, type ItemReader, placeIn, texts, warnOfUnknownKeys, wrongKind } from "./item-reader.ts";
import type { Word } from "./place.ts";
import type { EngineVersionItem, PluginRequirement, PluginVersionsItem } from "./rule-file.ts";
import { ruleError } from "./rule-problem.ts";

const threeNumbers = /^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$/;

/** Reads `required_engine_version`: three numbers, or the integer n for 0.n.0. */
export function readEngineVersion(reader: ItemReader): EngineVersionItem | undefined {
  warnOfUnknownKeys(reader, ["required_engine_version"]);
  const word = findWord(reader, "required_engine_version");
  const text = word?.text ?? "";
  const version = /^[0-9]{1,9}$/.test(text) ? `0.${text}.0` : text;
  if (word !== undefined && threeNumbers.test(version)) {
    return { kind: "engine-version", version: { text: version, place: word.place } };
  }
  reportVersion(reader, word, "required_engine_version");
  return undefined;
}

/** Reads `required_plugin_versions`; a broken requirement is left out. */
export function readPluginVersions(reader: ItemReader): PluginVersionsItem | undefined {
  warnOfUnknownKeys(reader, ["required_plugin_versions"]);
  const plugins = readRequirements(reader, "required_plugin_versions", ["name", "version", "alternatives"]);
  return plugins === undefined ? undefined : { kind: "plugin-versions", plugins };
}

function readRequirements(
  reader: ItemReader,
  key: string,
  keys: readonly string[],
): readonly PluginRequirement[] | undefined {
  const node = findEntry(reader, key)?.value;
  if (node?.kind !== "list") {
    if (node !== undefined) reader.report(wrongKind(reader, node, { key, expected: texts.list }));
    return undefined;
  }
  const requirements: PluginRequirement[] = [];
  for (const item of node.items) {
    if (item.kind !== "map") {
      reader.report(wrongKind(reader, item, { key, expected: texts.map }));
      continue;
    }
    const requirement = readRequirement({ ...reader, map: item }, keys);
    if (requirement !== undefined) requirements.push(requirement);
  }
  return requirements;
}

function readRequirement(reader: ItemReader, keys: readonly string[]): PluginRequirement | undefined {
  warnOfUnknownKeys(reader, keys);
  const name = findWord(reader, "name");
  const version = findWord(reader, "version");
  if (name === undefined || version === undefined || !threeNumbers.test(version.text)) {
    reportVersion(reader, version, name === undefined ? "name" : "version");
    return undefined;
  }
  const hasAlternatives = keys.includes("alternatives") && findEntry(reader, "alternatives") !== undefined;
  const alternatives = hasAlternatives ? readRequirements(reader, "alternatives", ["name", "version"]) : [];
  return { name, version, alternatives: alternatives ?? [] };
}

function reportVersion(reader: ItemReader, word: Word | undefined, key: string): void {
  const got = word === undefined ? undefined : quote(word.text);
  reader.report(
    ruleError("wrong-version", word?.place ?? placeIn(reader, reader.map.entries[0]?.keyRange ?? reader.map), {
      en: `${reader.label}: ${key}: expected a name and a version of three numbers${got === undefined ? "" : `, got ${got}`}`,
      ja: `${reader.label}: ${key} には名前と 3 つの数値からなるバージョンを想定しました${got === undefined ? "" : `（指定値: ${got}）`}`,
    }),
  );
}
