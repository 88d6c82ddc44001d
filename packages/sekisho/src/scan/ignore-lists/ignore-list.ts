import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { ConfiguredException } from "../configuration/configuration.ts";
import { findFlawRule } from "../configuration/flaw-rule.ts";
import type { ConfigurationProblem } from "../configuration/place.ts";
import { findRule, type RuleIndex, type RuleMatch } from "../configuration/rule-index.ts";
import { quoted } from "../configuration/shape.ts";
import type { YamlTree } from "../configuration/yaml-tree.ts";

/** What a list of another tool says, as exceptions of ours. */
export interface IgnoreList {
  readonly exceptions: readonly ConfiguredException[];
  /** What has no place with us, or cannot be read: warnings, and errors where the whole list is nothing. */
  readonly problems: readonly ConfigurationProblem[];
}

/** Finds what an id of Trivy stands for: a flaw, or a check of ours that answers the same question. */
export function findTrivyRule(index: RuleIndex, id: string): RuleMatch | undefined {
  const flaw = findFlawRule(id);
  const parts = /^(?:AVD-)?([A-Z]{2,8})-?0*(\d{1,5})$/.exec(id);
  const name = parts === null ? undefined : `trivy:${parts[1]}-${(parts[2] ?? "").padStart(4, "0")}`;
  // `DS002` and `KSV-0012` look like names of flaws: a check that has the name goes before.
  const check = name === undefined ? undefined : findRule(index, name);
  if (check !== undefined) return check;
  return flaw !== undefined && !id.startsWith("AVD-") ? { name: flaw, ids: [] } : findRule(index, `trivy:${id}`);
}

/** Gives the last day on which something holds that is over at the beginning of a day: the day before. */
export function dayBefore(day: string): string | undefined {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(day)) return undefined;
  moment.setUTCDate(moment.getUTCDate() - 1);
  return moment.toISOString().slice(0, day.length);
}

/** Gives a pattern that stands for a path from the top: other tools do not look for a bare name at every depth. */
export function fromTop(glob: string): string {
  return `/${glob.replace(/^(?:\.?\/)+/, "")}`;
}

/** Says that no check of ours asks what an id names: the entry can accept nothing here. */
export function unknownId(id: string, range: OffsetRange): ConfigurationProblem {
  return warn(range, {
    en: `no check answers to ${quoted(id)}; the entry accepts nothing`,
    ja: `${quoted(id)} に対応するチェック項目がないため、この項目は使用しません。`,
  });
}

/** Gives a warning about a part of a list. */
export function warn({ start, end }: OffsetRange, text: Text): ConfigurationProblem {
  return { level: "warning", start, end, text };
}

/** Gives the value of a key of a mapping. */
export function valueOf(tree: YamlTree, key: string): YamlTree | undefined {
  return tree.kind === "mapping" ? tree.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** Gives the text of a scalar as it is written; `undefined` for anything else and for nothing. */
export function textOf(tree: YamlTree | undefined): string | undefined {
  if (tree?.kind !== "scalar" || tree.value === null) return undefined;
  const text = typeof tree.value === "string" ? tree.value : tree.source;
  return text.trim() === "" ? undefined : text.trim();
}

/** Gives the texts of a list of scalars; `undefined` when there is no such list. */
export function textsOf(tree: YamlTree | undefined): readonly string[] | undefined {
  return tree?.kind === "list" ? tree.items.flatMap((item) => textOf(item) ?? []) : undefined;
}
