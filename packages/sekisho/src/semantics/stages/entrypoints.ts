import { parseShell } from "../../formats/shell/parser.ts";
import { findCalls } from "../commands/calls.ts";
import { shellDialects } from "../commands/shells.ts";
import { wrappers as wrapperTable } from "../commands/wrappers.ts";
import type { InheritedCommand, Stage } from "./build.ts";

/** What is known of the privileges of a stage's process once its entrypoint has done its work. */
export type StartPrivileges =
  /** The entrypoint goes over to another user; `user` as written when it is. */
  | { readonly kind: "dropped"; readonly program: string; readonly user: string | undefined }
  /** It stays the user that the image starts with. */
  | { readonly kind: "kept" }
  /** A script of the image decides that, and nobody has read it. */
  | { readonly kind: "unknown"; readonly program: string };

/** How a program that changes the user is told which one. */
interface UserChanger {
  /** Options that name the user; the first operand names it when left out. */
  readonly options?: readonly string[];
  /** Other options that take the next word as their value. */
  readonly values?: readonly string[];
}

/** Programs that run another one as a user. Sources: gosu, su-exec, setpriv(1), runuser(1), su(1), chroot(1), s6-setuidgid, chpst(8). */
const userChangers: ReadonlyMap<string, UserChanger> = new Map([
  ["gosu", {}],
  ["su-exec", {}],
  ["s6-setuidgid", {}],
  ["setuidgid", {}],
  [
    "su",
    { values: ["-c", "-s", "-g", "-G", "-w", "--command", "--session-command", "--shell", "--group", "--supp-group"] },
  ],
  ["runuser", { options: ["-u", "--user"] }],
  ["setpriv", { options: ["--reuid", "--ruid", "--euid"] }],
  ["chroot", { options: ["--userspec"] }],
  ["chpst", { options: ["-u", "-U"] }],
  ["sudo", { options: ["-u", "--user"] }],
  ["start-stop-daemon", { options: ["-c", "--chuid"] }],
]);

/** Programs that only start another one. */
const starters: ReadonlySet<string> = new Set([
  "dumb-init",
  "tini",
  "tini-static",
  "catatonit",
  "docker-init",
  "env",
  "exec",
  "nice",
  "ionice",
  "nohup",
  "stdbuf",
  "setsid",
]);

/** Tells what becomes of a stage's privileges when a container starts from it. */
export function privilegesAtStart(stage: Stage): StartPrivileges {
  const { entrypoint, command } = stage.final;
  const lines = linesOf(entrypoint, command);
  const change = firstUserChange(lines);
  if (change !== undefined) return change;
  const program = programOf(lines[0] ?? []);
  if (program === undefined) return { kind: "kept" };
  const root = stage.root.kind === "image" ? stage.root.known : undefined;
  if (root?.dropsPrivileges === true && isImagesOwn(entrypoint, program, root.entrypoint)) {
    return { kind: "dropped", program, user: root.unprivilegedUser?.name };
  }
  return isScript(program) ? { kind: "unknown", program } : { kind: "kept" };
}

/** Tells what becomes of the privileges of a container that starts these words: entrypoint and command of an image. */
export function privilegesOfWords(words: readonly string[]): StartPrivileges {
  const lines = startedLines(words);
  const change = firstUserChange(lines);
  if (change !== undefined) return change;
  const program = programOf(lines[0] ?? []);
  return program !== undefined && isScript(program) ? { kind: "unknown", program } : { kind: "kept" };
}

/** Gives the command lines that these words start, each as words: several where they hand a script to a shell. */
export function startedLines(words: readonly string[]): readonly (readonly string[])[] {
  const [program = "", option = "", script] = words;
  const isScriptGiven = script !== undefined && shellDialects.has(baseName(program)) && /^-[a-z]*c$/.test(option);
  return isScriptGiven ? shellLines(script) : [words];
}

function firstUserChange(lines: readonly (readonly string[])[]): StartPrivileges | undefined {
  for (const words of lines) {
    const change = userChange(words);
    if (change !== undefined) return change;
  }
  return undefined;
}

/** The command lines that a container starts, each as words; several for a shell form with several commands. */
function linesOf(
  entrypoint: InheritedCommand | undefined,
  command: InheritedCommand | undefined,
): readonly (readonly string[])[] {
  if (entrypoint?.form === "shell") return shellLines(entrypoint.words[0] ?? "");
  const front = entrypoint?.words ?? [];
  if (command?.form === "shell") {
    const lines = shellLines(command.words[0] ?? "");
    return front.length === 0 ? lines : [front, ...lines];
  }
  return [[...front, ...(command?.words ?? [])]];
}

function shellLines(text: string): readonly (readonly string[])[] {
  return findCalls(parseShell(text, "sh")).map(({ node, word, args, wrappers }) => {
    if (wrappers.length === 0) return [word, ...args].map((part) => text.slice(part.start, part.end));
    return node.words.map((part) => text.slice(part.start, part.end));
  });
}

function userChange(words: readonly string[]): StartPrivileges | undefined {
  const start = programIndex(words);
  const program = baseName(words[start] ?? "");
  const changer = userChangers.get(program);
  if (changer === undefined) return undefined;
  const user = userOf(words.slice(start + 1), changer);
  if (user === undefined) return undefined;
  const name = user.split(":")[0] ?? "";
  return name === "root" || name === "0" ? { kind: "kept" } : { kind: "dropped", program, user };
}

function userOf(args: readonly string[], changer: UserChanger): string | undefined {
  for (const [index, argument] of args.entries()) {
    if (changer.values?.includes(args[index - 1] ?? "") === true) continue;
    const option = changer.options?.find((name) => argument === name || argument.startsWith(`${name}=`));
    if (option !== undefined) return argument === option ? args[index + 1] : argument.slice(option.length + 1);
    if (changer.options === undefined && !argument.startsWith("-")) return argument;
  }
  return undefined;
}

function programOf(words: readonly string[]): string | undefined {
  const program = words[programIndex(words)];
  return program === undefined || program === "" ? undefined : baseName(program);
}

/** Skips programs that only start another one, with their options and assignments. */
function programIndex(words: readonly string[]): number {
  let index = 0;
  while (starters.has(baseName(words[index] ?? ""))) {
    const valueFlags = wrapperTable.get(baseName(words[index] ?? ""))?.valueFlags ?? [];
    index++;
    while (/^-|^\w+=/.test(words[index] ?? "")) index += valueFlags.includes(words[index] ?? "") ? 2 : 1;
  }
  return index;
}

/** The image's own entrypoint, inherited or named again. */
function isImagesOwn(
  entrypoint: InheritedCommand | undefined,
  program: string,
  known: readonly string[] | undefined,
): boolean {
  if (entrypoint === undefined || entrypoint.setBy === undefined) return true;
  return program === baseName(known?.[0] ?? "docker-entrypoint.sh");
}

function isScript(program: string): boolean {
  return /\.(?:sh|bash)$/.test(program) || /entrypoint|^(?:init|start|run)$/.test(program);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
