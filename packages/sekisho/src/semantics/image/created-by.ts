import { shellDialects } from "../commands/shells.ts";

/** A line of an image's history taken apart. */
export interface CreatedBy {
  /** Of the instruction, in capitals. */
  readonly keyword: string;
  /** What follows the keyword; of RUN the command without build arguments and shell. */
  readonly argument: string;
  /** Base name of the shell that ran the command of a RUN; left out where none is named. */
  readonly shell?: string;
}

/** Words between a shell and its `-c` that are looked at: `-o pipefail -e -u`. */
const maxShellWords = 12;

/** Takes a line of the history apart, as BuildKit, the older builder of Docker, and buildah write it. */
export function readCreatedBy(createdBy: string): CreatedBy {
  const line = createdBy.trim().replace(/\s# buildkit$/, "");
  const commented = /^\S*sh -c #\(nop\)\s+/.exec(line);
  const text = commented === null ? line : line.slice(commented[0].length);
  const keyword = /^([A-Z]+)(?:\s|$)/.exec(text)?.[1];
  if (keyword !== undefined && keyword !== "RUN") return { keyword, argument: text.slice(keyword.length).trim() };
  const run = keyword === undefined ? text : text.slice(keyword.length).trim();
  return { keyword: "RUN", ...withoutShell(withoutArguments(run)) };
}

/** `|2 A=1 B=2 /bin/sh -c …`: the build arguments of a RUN stand before its shell. */
function withoutArguments(text: string): string {
  if (!/^\|\d+ /.test(text)) return text;
  for (let space = text.indexOf(" "); space !== -1; space = text.indexOf(" ", space + 1)) {
    const rest = text.slice(space + 1, space + 256);
    if (/^\/[^\s=]{1,200} -/.test(rest) && isShell(rest.slice(0, rest.indexOf(" ")))) return text.slice(space + 1);
  }
  return text;
}

/** `/bin/bash -o pipefail -c …`: everything up to `-c` starts the shell. */
function withoutShell(text: string): Omit<CreatedBy, "keyword"> {
  const space = text.indexOf(" ");
  const program = space === -1 ? text : text.slice(0, space);
  if (!isShell(program)) return { argument: text };
  let start = space + 1;
  for (let word = 0; word < maxShellWords && start > 0; word++) {
    const end = text.indexOf(" ", start);
    if (end === -1) break;
    const option = text.slice(start, end);
    start = end + 1;
    if (/^-[a-zA-Z]*c$/.test(option)) return { argument: text.slice(start).trim(), shell: baseName(program) };
  }
  return { argument: text };
}

function isShell(program: string): boolean {
  return shellDialects.has(baseName(program)) || baseName(program) === "zsh";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
