/** How a program that runs another one takes its own arguments. */
export interface Wrapper {
  /** Its options that take the next argument as their value. */
  readonly valueFlags: readonly string[];
  /** Operands of its own before the program's name: a duration, a user, a directory. */
  readonly operands: number;
  /** `NAME=value` before the program's name sets its environment. */
  readonly takesEnvironment: boolean;
  /** Options with which it runs nothing, or a script instead of a program. */
  readonly queryFlags: readonly string[];
  /** Options of which it needs one to run a program; empty when it always does. */
  readonly neededFlags: readonly string[];
}

interface WrapperDescription {
  readonly values?: string;
  readonly operands?: number;
  readonly takesEnvironment?: boolean;
  readonly queries?: string;
  readonly needs?: string;
}

function describe(description: WrapperDescription): Wrapper {
  return {
    valueFlags: words(description.values),
    operands: description.operands ?? 0,
    takesEnvironment: description.takesEnvironment ?? false,
    queryFlags: words(description.queries),
    neededFlags: words(description.needs),
  };
}

function words(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(" ");
}

const longSudo =
  "--user --group --host --prompt --close-from --role --type --chdir --chroot --other-user --command-timeout";

/**
 * The programs that run another program with its arguments as written, by base name.
 *
 * `chroot` is one of them: its program runs in another root directory, which a call's `wrappers` show. `su` is none: it
 * takes a script, and so does `runuser` without `-u`. Options are those of the manuals of sudo 1.9, GNU coreutils 9, util-linux 2.40, findutils 4.9 and bash.
 */
export const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  [
    "sudo",
    describe({
      values: `-u -g -h -p -C -r -t -T -U -D -R ${longSudo}`,
      takesEnvironment: true,
      queries: "-l -v -V -e",
    }),
  ],
  ["doas", describe({ values: "-u -C" })],
  ["env", describe({ values: "-u -C -a --unset --chdir --argv0", takesEnvironment: true })],
  ["exec", describe({ values: "-a" })],
  ["command", describe({ queries: "-v -V" })],
  ["builtin", describe({})],
  ["nice", describe({ values: "-n --adjustment" })],
  ["ionice", describe({ values: "-c -n --class --classdata", queries: "-p -P -u --pid --pgid --uid" })],
  ["nohup", describe({})],
  ["setsid", describe({})],
  ["time", describe({ values: "-f -o --format --output" })],
  ["timeout", describe({ values: "-k -s --kill-after --signal", operands: 1 })],
  ["stdbuf", describe({ values: "-i -o -e --input --output --error" })],
  ["eatmydata", describe({})],
  ["fakeroot", describe({ values: "-l -s -i -b --lib --faked" })],
  ["gosu", describe({ operands: 1 })],
  ["su-exec", describe({ operands: 1 })],
  ["s6-setuidgid", describe({ operands: 1 })],
  ["runuser", describe({ values: "-u -g -G -s --user --group --supp-group --shell", needs: "-u --user" })],
  ["setpriv", describe({ values: "--reuid --regid --groups --inh-caps --bounding-set --ambient-caps --securebits" })],
  ["chroot", describe({ values: "--userspec --groups", operands: 1 })],
  ["flock", describe({ values: "-w -E --timeout --wait --conflict-exit-code", operands: 1, queries: "-c --command" })],
  [
    "xargs",
    describe({
      values: "-a -d -E -I -L -n -P -s --arg-file --delimiter --replace --max-lines --max-args --max-procs --max-chars",
    }),
  ],
  ["busybox", describe({})],
  ["toybox", describe({})],
  ["corepack", describe({})],
  ["linux32", describe({})],
  ["linux64", describe({})],
  ["setarch", describe({ operands: 1 })],
  ["xvfb-run", describe({ values: "-e -f -n -p -s -w --error-file --auth-file --server-num --server-args --wait" })],
  ["tini", describe({ values: "-p -e" })],
  ["dumb-init", describe({ values: "-r --rewrite" })],
  ["catchsegv", describe({})],
  ["chronic", describe({})],
]);
