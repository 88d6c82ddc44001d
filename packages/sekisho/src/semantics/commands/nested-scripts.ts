import { parseShell } from "../../formats/shell/parser.ts";
import type { Script, ShellDialect, WordPart } from "../../formats/shell/syntax.ts";
import type { CallArgument } from "./arguments.ts";
import { shellDialects } from "./shells.ts";

/** The shells that take a script behind `-c`. What zsh runs is seen in bash's grammar; how it splits words is not. */
const shells: ReadonlyMap<string, ShellDialect> = new Map([...shellDialects, ["zsh", "bash"]]);

/** Programs that hand the value of `-c` (`--command`) to a shell. */
const shellUsers: ReadonlySet<string> = new Set(["su", "runuser", "flock", "script"]);

/**
 * Gives the script that a call hands to a shell: `sh -c '…'`, `bash -lc "…"`, `su -c '…'`, `eval '…'`.
 *
 * `undefined` when there is none, or nothing of it is known. Its offsets are those of the outer text where the argument is
 * written plainly (in quotes, without escapes); otherwise every node has the range of the argument.
 */
export function nestedScript(
  outer: Script,
  call: { readonly name: string | undefined; readonly args: readonly CallArgument[] },
): Script | undefined {
  const { name, args } = call;
  if (name === undefined) return undefined;
  if (name === "eval") return evaluated(outer, args);
  const dialect = shells.get(name);
  if (dialect === undefined && !shellUsers.has(name)) return undefined;
  const argument = scriptArgument(args, dialect !== undefined);
  return argument === undefined ? undefined : parseArgument(outer, argument, dialect ?? "sh");
}

/** Finds the argument behind `-c`; shells take it in a cluster (`-lc`) and behind further options. */
function scriptArgument(args: readonly CallArgument[], isShell: boolean): CallArgument | undefined {
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? "";
    const isCommandFlag = isShell ? /^-[A-Za-z]*c[A-Za-z]*$/.test(text) : text === "-c" || text === "--command";
    if (isCommandFlag) return isShell ? behindOptions(args, index + 1) : args[index + 1];
    if (!isShell) continue;
    if (!/^[-+]/.test(text)) return undefined;
    if (/^[-+][oO]$/.test(text)) index++;
  }
  return undefined;
}

/** A shell reads all options before the script: in `sh -c -e script` the script is the last. */
function behindOptions(args: readonly CallArgument[], from: number): CallArgument | undefined {
  let index = from;
  while (/^[-+][A-Za-z]/.test(args[index]?.text ?? "")) index += /^[-+][oO]$/.test(args[index]?.text ?? "") ? 2 : 1;
  return args[args[index]?.text === "--" ? index + 1 : index];
}

function evaluated(outer: Script, args: readonly CallArgument[]): Script | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  if (args.length === 1) return parseArgument(outer, first, outer.dialect);
  const text = args.map((argument) => argument.text).join(" ");
  const placedAt = { start: first.start, end: args.at(-1)?.end ?? first.end };
  return parseShell(text, outer.dialect, { placedAt });
}

function parseArgument(outer: Script, argument: CallArgument, dialect: ShellDialect): Script | undefined {
  const [only] = argument.word.parts;
  if (only === undefined || !argument.word.parts.some(holdsText)) return undefined;
  if (argument.word.parts.length === 1 && isPlain(outer, only)) {
    return parseShell(outer.text, dialect, { range: { start: only.start + 1, end: only.end - 1 } });
  }
  return parseShell(argument.text, dialect, { placedAt: { start: argument.start, end: argument.end } });
}

/**
 * Tells whether what stands between the quotes in the outer text is what the inner shell reads: no escapes, nothing from a
 * text that stands nowhere. Parameters in double quotes read the same on both sides.
 */
function isPlain(outer: Script, part: WordPart): boolean {
  const inner = { start: part.start + 1, end: part.end - 1 };
  if (part.kind === "single-quoted") {
    return !part.isAnsiC && outer.text.slice(inner.start, inner.end) === part.text;
  }
  if (part.kind !== "double-quoted") return false;
  let at = inner.start;
  for (const piece of part.parts) {
    const isSame = piece.kind === "literal" && outer.text.slice(piece.start, piece.end) === piece.text;
    if (piece.start !== at || !(isSame || piece.kind === "parameter")) return false;
    at = piece.end;
  }
  return at === inner.end;
}

/** Whether anything in it is known before it runs. */
function holdsText(part: WordPart): boolean {
  if (part.kind === "literal" || part.kind === "single-quoted") return part.text.trim() !== "";
  return part.kind === "double-quoted" && part.parts.some(holdsText);
}
