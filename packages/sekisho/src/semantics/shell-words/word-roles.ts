import type { Command, Redirect, Script, ShellWord, SimpleCommand } from "../../formats/shell/syntax.ts";
import { type CommandPlace, visitScript } from "../../formats/shell/visit.ts";

/** What a word is for the command it belongs to. */
export type WordRole =
  /** The program, function or builtin. */
  | "name"
  | "argument"
  /** The value of `name=value` before a command or on its own. */
  | "assignment"
  /** An element of `name=(…)`. */
  | "element"
  /** The file of a redirect. */
  | "redirect"
  | "here-string"
  | "heredoc"
  /** A word that `for` or `select` goes through. */
  | "list"
  /** The word behind `case`. */
  | "subject"
  /** A pattern of `case`. */
  | "pattern"
  /** Of `[[ … ]]`. */
  | "condition"
  /** Of `(( … ))` and `for ((…))`. */
  | "arithmetic";

/** A word and its part in a command. */
export interface PlacedWord {
  readonly word: ShellWord;
  readonly role: WordRole;
  readonly command: Command;
  readonly place: CommandPlace;
}

const wordsByScript = new WeakMap<Script, readonly PlacedWord[]>();

/** Gives the words of every command, those in substitutions included; a command's own words stand together. */
export function placedWordsOf(script: Script): readonly PlacedWord[] {
  const known = wordsByScript.get(script);
  if (known !== undefined) return known;
  const words: PlacedWord[] = [];
  visitScript(script, {
    command(command, place) {
      const add = (role: WordRole, ...added: readonly ShellWord[]): void => {
        for (const word of added) words.push({ word, role, command, place });
      };
      addWords(command, add);
    },
  });
  wordsByScript.set(script, words);
  return words;
}

type AddWords = (role: WordRole, ...words: readonly ShellWord[]) => void;

function addWords(command: Command, add: AddWords): void {
  switch (command.kind) {
    case "pipeline":
    case "and-or":
    case "function":
      return;
    case "simple":
      addSimple(command, add);
      break;
    case "for":
    case "select":
      add("list", ...(command.words ?? []));
      break;
    case "case":
      add("subject", command.word);
      for (const item of command.items) add("pattern", ...item.patterns);
      break;
    case "double-bracket":
      add("condition", ...command.words);
      break;
    case "arithmetic":
      add("arithmetic", ...command.words);
      break;
    case "arithmetic-for":
      add("arithmetic", ...command.expressions);
      break;
    default:
      break;
  }
  addRedirects(command.redirects, add);
}

function addSimple(command: SimpleCommand, add: AddWords): void {
  for (const { value, array } of command.assignments) {
    if (array === undefined) add("assignment", value);
    else add("element", ...array);
  }
  const [name, ...args] = command.words;
  if (name === undefined) return;
  add("name", name);
  for (const word of args) {
    add("argument", word);
    for (const part of word.parts) if (part.kind === "array") add("element", ...part.elements);
  }
}

function addRedirects(redirects: readonly Redirect[], add: AddWords): void {
  for (const { operator, target, heredoc } of redirects) {
    if (heredoc === undefined) add(operator === "<<<" ? "here-string" : "redirect", target);
    else if (heredoc.body !== undefined) add("heredoc", heredoc.body);
  }
}
