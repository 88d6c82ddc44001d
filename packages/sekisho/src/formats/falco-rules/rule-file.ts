import type { Place, Word } from "./place.ts";
import type { PlacedText } from "./placed-text.ts";

/** One rule file: its items in their order. */
export interface RuleFile {
  readonly items: readonly RuleFileItem[];
}

/** One item of a rule file. */
export type RuleFileItem = EngineVersionItem | PluginVersionsItem | ListItem | MacroItem | RuleItem;

/** `required_engine_version`, as three numbers: the integer n means 0.n.0. */
export interface EngineVersionItem {
  readonly kind: "engine-version";
  readonly version: Word;
}

/** `required_plugin_versions`. */
export interface PluginVersionsItem {
  readonly kind: "plugin-versions";
  readonly plugins: readonly PluginRequirement[];
}

/** A plugin by name and version, or one of the alternatives to it. */
export interface PluginRequirement {
  readonly name: Word;
  readonly version: Word;
  readonly alternatives: readonly { readonly name: Word; readonly version: Word }[];
}

/** What an item does to what an earlier one of its name has defined. */
export type Overrides =
  | { readonly kind: "define" }
  /** `append: true`, or every key under `override`. */
  | { readonly kind: "change"; readonly ways: ReadonlyMap<string, OverrideWay> };

/** What happens to one key. */
export type OverrideWay = "append" | "replace";

/** `list`. */
export interface ListItem {
  readonly kind: "list";
  readonly name: Word;
  readonly items: readonly Word[];
  readonly overrides: Overrides;
}

/** `macro`. */
export interface MacroItem {
  readonly kind: "macro";
  readonly name: Word;
  readonly condition: PlacedText;
  readonly overrides: Overrides;
}

/** `rule`. What its file leaves out is left out here. */
export interface RuleItem {
  readonly kind: "rule";
  readonly name: Word;
  /** Something in it was reported that leaves no rule; the rest can be looked at all the same. */
  readonly isWrong: boolean;
  readonly description?: PlacedText;
  readonly condition?: PlacedText;
  readonly output?: PlacedText;
  readonly priority?: { readonly level: Priority; readonly place: Place };
  readonly source?: Word;
  readonly tags?: readonly Word[];
  readonly isEnabled?: boolean;
  readonly exceptions?: readonly ExceptionItem[];
  readonly warnsOfEventTypes?: boolean;
  readonly skipsUnknownFields?: boolean;
  readonly capture?: boolean;
  readonly captureDurationMs?: number;
  readonly overrides: Overrides;
}

/** Levels of urgency, the most urgent first. */
export const priorities = [
  "Emergency",
  "Alert",
  "Critical",
  "Error",
  "Warning",
  "Notice",
  "Informational",
  "Debug",
] as const;

/** A level of urgency. */
export type Priority = (typeof priorities)[number];

/** One of a rule's `exceptions`. */
export interface ExceptionItem {
  readonly name: Word;
  readonly fields?: OneOrMany;
  readonly operators?: OneOrMany;
  readonly values: readonly ExceptionValue[];
  readonly place: Place;
}

/** One word, or a list of them: which it is decides what an exception means. */
export interface OneOrMany {
  readonly isList: boolean;
  readonly words: readonly Word[];
  readonly place: Place;
}

/** A value of an exception: a word, or a list of values. */
export type ExceptionValue =
  | { readonly kind: "word"; readonly word: Word }
  | { readonly kind: "list"; readonly values: readonly ExceptionValue[]; readonly place: Place };
