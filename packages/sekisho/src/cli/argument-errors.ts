import { findClosestWord } from "../model/closest-word.ts";
import { SekishoError } from "../model/error.ts";
import type { Text } from "../model/text.ts";
import type { CommandDescription, OptionDescription } from "./command-description.ts";
import { commands, globalOptions, type OptionName } from "./command-table.ts";

/** An option as the table declares it. */
export type DeclaredOption = OptionDescription & { readonly name: OptionName };

/** Gives every option that may stand with a command; the global ones alone before there is a command. */
export function optionsOf(command: CommandDescription | undefined): readonly DeclaredOption[] {
  const own = commands.find((candidate) => candidate.name === command?.name)?.options ?? [];
  return [...own, ...globalOptions];
}

/** Shows what the user wrote. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Refuses a call, with the command that shows how it is meant. */
export function usageError(text: Text, command: CommandDescription | undefined): SekishoError {
  const call = command === undefined ? "sekisho --help" : `sekisho ${command.name} --help`;
  return new SekishoError("usage", text, { hint: { en: `see: ${call}`, ja: `使い方: ${call}` } });
}

/** Refuses a word that is no command; a target without command is shown with `scan` before it. */
export function unknownCommandError(word: string, written: readonly string[]): SekishoError {
  const closest = findClosestWord(
    word,
    commands.map((command) => command.name),
  );
  const names = commands.map((command) => command.name).join(", ");
  const looksLikeTarget = closest === undefined && /[./\\]|^Dockerfile|^Containerfile/.test(word);
  const suggestion = looksLikeTarget ? `sekisho scan ${written.join(" ")}` : closest;
  return new SekishoError(
    "unknown-command",
    { en: `unknown command ${quoted(word)}`, ja: `${quoted(word)} というコマンドはありません。` },
    {
      hint: suggestion === undefined ? { en: `commands: ${names}`, ja: `コマンド: ${names}` } : didYouMean(suggestion),
    },
  );
}

/** Refuses an option that the command does not have. */
export function unknownOptionError(command: CommandDescription | undefined, written: string): SekishoError {
  const options = optionsOf(command);
  const names = options.map((option) => `--${option.name}`);
  const closest = written.startsWith("--")
    ? findClosestWord(written, names)
    : options.find((option) => option.short?.toLowerCase() === written.slice(1).toLowerCase())?.short;
  const shown = closest === undefined || closest.startsWith("--") ? closest : `-${closest}`;
  const call = command === undefined ? "sekisho --help" : `sekisho ${command.name} --help`;
  return new SekishoError(
    "unknown-option",
    { en: `unknown option ${quoted(written)}`, ja: `${quoted(written)} というオプションはありません。` },
    { hint: shown === undefined ? { en: `see: ${call}`, ja: `使い方: ${call}` } : didYouMean(shown) },
  );
}

/** Refuses a word that is not among the accepted ones. */
export function wrongWordError(name: string, word: string, words: readonly string[]): SekishoError {
  const closest = findClosestWord(word, words);
  return new SekishoError(
    "usage",
    {
      en: `${name}: expected ${words.join(", ")}, got ${quoted(word)}`,
      ja: `${name}: ${words.join("、")} のいずれかを想定しましたが、${quoted(word)} が指定されています。`,
    },
    closest === undefined ? {} : { hint: didYouMean(closest) },
  );
}

/** Says that a switch got a value. */
export function takesNoValue(option: DeclaredOption, value: string): Text {
  return {
    en: `--${option.name} takes no value, got ${quoted(value)}`,
    ja: `--${option.name} は値を取りませんが、${quoted(value)} が指定されています。`,
  };
}

/** Says that an option got no value. */
export function valueMissing(option: DeclaredOption): Text {
  const placeholder = option.value?.placeholder ?? "";
  return {
    en: `--${option.name}: expected ${placeholder}, got nothing`,
    ja: `--${option.name}: ${placeholder} が指定されていません。`,
  };
}

/** Says that a format got no file behind `=`. */
export function fileMissing(option: DeclaredOption, word: string): Text {
  return {
    en: `--${option.name}: expected a file after ${word}=, got nothing`,
    ja: `--${option.name}: ${word}= の後にファイルが指定されていません。`,
  };
}

/** Says that an option that counts once is given again. */
export function givenTwice(option: DeclaredOption): Text {
  return {
    en: `--${option.name} is given more than once`,
    ja: `--${option.name} が 2 回以上指定されています。`,
  };
}

function didYouMean(word: string): Text {
  return { en: `did you mean ${word}?`, ja: `「${word}」の誤りではありませんか。` };
}

/** Says that an assignment has no name or no equals sign. */
export function noAssignment(option: DeclaredOption, value: string): Text {
  return {
    en: `--${option.name}: expected NAME=VALUE, got ${quoted(value)}`,
    ja: `--${option.name}: NAME=VALUE を想定しましたが、${quoted(value)} が指定されています。`,
  };
}
