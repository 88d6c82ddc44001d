import type { CommandCall } from "../commands/calls.ts";

/** Names for the home of the user who runs a command. */
const home = /^(?:\$\{HOME\}|~|\/root|\/home\/[^/]+)(?=\/|$)/;

/**
 * Tells whether a call deletes everything below one of the directories: `rm -rf DIR`, `find DIR -delete`. Relative paths
 * start at the directory that the call runs in; they are left out where that is unknown.
 */
export function removes(call: CommandCall, directories: readonly string[], from: string | undefined): boolean {
  const paths = removedPaths(call).map((path) => (/^[/~$]/.test(path) ? path : `${from ?? ""}/${path}`));
  return directories.some((directory) => paths.some((path) => covers(path, directory)));
}

function removedPaths(call: CommandCall): readonly string[] {
  if (call.name === "rm") {
    return call.args.filter(({ text }) => !text.startsWith("-")).flatMap(({ text }) => expandBraces(text));
  }
  const isDeletingFind = call.name === "find" && call.args.some(({ text }) => text === "-delete" || text === "rm");
  if (!isDeletingFind) return [];
  const options = call.args.findIndex(({ text }) => /^[-(!]/.test(text));
  const expression = call.args.slice(Math.max(options, 0)).map(({ text }) => text);
  if (!findsEverything(expression)) return [];
  return call.args.slice(0, Math.max(options, 0)).map(({ text }) => text);
}

/** Tests of find(1) that leave some files of a directory out. */
const choosingTest =
  /^(?:!|-not|-(?:i?(?:name|path|wholename|regex|lname)|[acm](?:time|min)|[ac]?newer.*|size|empty|perm|user|group|uid|gid|inum|links|used|no(?:user|group)|executable|readable|writable|fstype|samefile|xtype))$/;

/** Names that every file of a cache has, or every downloaded package in it. */
const everyName = /^\*(?:\.(?:gem|deb|apk|rpm))?$/;

/** Tells whether an expression of find(1) is true for every file that a cache may hold. */
function findsEverything(expression: readonly string[]): boolean {
  return expression.every((word, index) => {
    if (word === "-name" || word === "-iname") return everyName.test(expression[index + 1] ?? "");
    if (word === "-type") return expression[index + 1] !== "l";
    return !choosingTest.test(word);
  });
}

function covers(path: string, directory: string): boolean {
  const removed = plain(path);
  const wanted = plain(directory);
  return wanted === removed || wanted.startsWith(removed === "/" ? "/" : `${removed}/`);
}

/** `/x/`, `/x/*` and `/x/.[!.]*` stand for all of `/x`; every home is `~`. */
function plain(path: string): string {
  const bare = path
    .replace(/(?<!\/)\/+(?:\*|\*\*|\*\.(?:gem|deb|apk|rpm)|\.\[!\.\]\*|\{,\.\}\*)?$/, "")
    .replace(home, "~");
  return bare === "" ? "/" : bare;
}

/** Writes `{a,b}` out; a hostile nest of braces is left as it is after a few steps. */
function expandBraces(text: string): readonly string[] {
  let open = [text];
  for (let round = 0; round < 4; round++) {
    const next = open.flatMap((each) => {
      const match = /^([^{}]*)\{([^{},]*,[^{}]*)\}(.*)$/s.exec(each);
      if (match === null || match[1]?.endsWith("$") === true) return [each];
      return (match[2] ?? "").split(",").map((choice) => `${match[1]}${choice}${match[3]}`);
    });
    if (next.length === open.length || next.length > 256) break;
    open = next;
  }
  return open;
}
