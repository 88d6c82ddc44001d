import type { Language } from "../../../model/text.ts";
import type { CommandDescription, CompletionKind, OptionDescription } from "../../command-description.ts";

/** What completion scripts offer: the command table, and names that only checks and frameworks know. */
export interface CompletionWords {
  readonly commands: readonly CommandDescription[];
  readonly globalOptions: readonly OptionDescription[];
  readonly rules: readonly string[];
  readonly frameworks: readonly string[];
  readonly language: Language;
}

/** Something that takes a value: an option, or what stands behind a command. */
export interface Completed {
  readonly completes: CompletionKind;
  readonly words?: readonly string[];
}

/** Gives the words to offer for a value; `undefined` when files are offered. */
export function offeredWords(value: Completed, words: CompletionWords): readonly string[] | undefined {
  if (value.words !== undefined) return value.words;
  if (value.completes === "rule") return words.rules;
  if (value.completes === "framework") return words.frameworks;
  return value.completes === "file" ? undefined : [];
}

/** Gives every option that may stand with a command. */
export function optionsWith(command: CommandDescription, words: CompletionWords): readonly OptionDescription[] {
  return [...command.options, ...words.globalOptions];
}

/** Gives an option's forms with dashes, the short one first. */
export function formsOf(option: OptionDescription): readonly string[] {
  return option.short === undefined ? [`--${option.name}`] : [`-${option.short}`, `--${option.name}`];
}

/** Puts a text into single quotes for bash and zsh. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
