/** One name that a dependency or provision names. */
export interface ApkDependency {
  /** A package, or what a package provides: `so:libc.musl-x86_64.so.1`, `cmd:sh`, `/bin/sh`. */
  readonly name: string;
  /** As written: `>=1.2.3`. */
  readonly range?: string;
}

/** Reads the words of `D:` and `p:`. Conflicts (`!name`) are left out, pinned repositories (`name@edge`) dropped. */
export function parseDependencies(text: string): readonly ApkDependency[] {
  const found: ApkDependency[] = [];
  for (const word of text.split(" ")) {
    if (word === "" || word.startsWith("!")) continue;
    const operator = word.search(/[<>=~@]/);
    const name = operator === -1 ? word : word.slice(0, operator);
    if (name === "") continue;
    const at = word.indexOf("@", name.length);
    const range = word.slice(name.length, at === -1 ? undefined : at);
    found.push(range === "" ? { name } : { name, range });
  }
  return found;
}
