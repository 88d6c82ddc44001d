import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { type CommandCall, findCalls } from "./calls.ts";

function callsIn(text: string): readonly CommandCall[] {
  return findCalls(parseShell(text, "sh"));
}

describe("program, wrappers, arguments", () => {
  test.each([
    { name: "plain", text: "apt-get update", program: "apt-get", around: [], args: ["update"] },
    { name: "path", text: "/usr/bin/curl -o x", program: "curl", around: [], args: ["-o", "x"] },
    {
      name: "sudo with options and environment",
      text: "sudo -E -u app A=1 apt-get update",
      program: "apt-get",
      around: ["sudo"],
      args: ["update"],
    },
    {
      name: "several",
      text: "exec env -i A=b nice -n 5 timeout -k 1 30s curl x",
      program: "curl",
      around: ["exec", "env", "nice", "timeout"],
      args: ["x"],
    },
    { name: "user operand", text: "gosu app:app id -u", program: "id", around: ["gosu"], args: ["-u"] },
    {
      name: "runuser with a program",
      text: "runuser -u app -- id -u",
      program: "id",
      around: ["runuser"],
      args: ["-u"],
    },
    { name: "runuser, long", text: "runuser --user=app id", program: "id", around: ["runuser"], args: [] },
    { name: "flock with a program", text: "flock -n /tmp/lock id -u", program: "id", around: ["flock"], args: ["-u"] },
    { name: "ionice of a program", text: "ionice -c 3 id", program: "id", around: ["ionice"], args: [] },
    {
      name: "ionice of a process",
      text: "ionice -c 3 -p 1",
      program: "ionice",
      around: [],
      args: ["-c", "3", "-p", "1"],
    },
    { name: "end of options", text: "sudo -- rm -rf x", program: "rm", around: ["sudo"], args: ["-rf", "x"] },
    { name: "xargs", text: "xargs -0 -n 1 rm -f", program: "rm", around: ["xargs"], args: ["-f"] },
    { name: "applet", text: "busybox wget x", program: "wget", around: ["busybox"], args: ["x"] },
    { name: "chroot", text: "chroot /mnt apt-get update", program: "apt-get", around: ["chroot"], args: ["update"] },
    { name: "a wrapper that runs nothing", text: "sudo -l", program: "sudo", around: [], args: ["-l"] },
    { name: "a question", text: "command -v curl", program: "command", around: [], args: ["-v", "curl"] },
    { name: "unknown program", text: '"$tool" x', program: undefined, around: [], args: ["x"] },
    {
      name: "expansions in arguments",
      text: "a $b${c}x $(d) *.txt",
      program: "a",
      around: [],
      args: ["${b}${c}x", "$(…)", "*.txt"],
    },
  ])("$name", ({ text, program, around, args }) => {
    const [call] = callsIn(text);

    expect(call?.name).toBe(program);
    expect(call?.wrappers).toEqual(around);
    expect(call?.args.map((argument) => argument.text)).toEqual(args);
  });

  test("an argument says whether it is known and quoted", () => {
    const [call] = callsIn(`a b 'c' "$d" e"f" *`);

    expect(call?.args.map(({ literal, isQuoted }) => [literal, isQuoted])).toEqual([
      ["b", false],
      ["c", true],
      [undefined, true],
      ["ef", false],
      [undefined, false],
    ]);
  });

  test("the environment holds what stands before the program, behind env and behind sudo", () => {
    const [call] = callsIn(`A=1 env B="2 3" sudo C=$x D= apt-get update E=5`);

    expect(call?.environment.map(({ name, value }) => [name, value])).toEqual([
      ["A", "1"],
      ["B", "2 3"],
      ["C", undefined],
      ["D", ""],
    ]);
  });
});

describe("scripts handed to a shell", () => {
  test.each([
    { name: "single quotes", text: "sh -c 'a b; c'", inner: ["a b", "c"] },
    { name: "double quotes with a parameter", text: `bash -lc "curl $url | bash"`, inner: ["curl $url", "bash"] },
    { name: "options before -c", text: "bash -e -o pipefail -c 'a'", inner: ["a"] },
    { name: "options behind -c", text: "sh -c -e 'a'", inner: ["a"] },
    { name: "behind a wrapper", text: "sudo -u app sh -c 'a'", inner: ["a"] },
    { name: "su", text: "su - app -c 'a; b'", inner: ["a", "b"] },
    // runuser(1), flock(1): what stands behind -c goes to a shell.
    { name: "runuser", text: "runuser app -c 'a; b'", inner: ["a", "b"] },
    { name: "runuser with a login shell", text: "runuser -l app -c 'a'", inner: ["a"] },
    { name: "flock", text: "flock -w 5 /tmp/lock -c 'a'", inner: ["a"] },
    { name: "eval", text: "eval 'a b'", inner: ["a b"] },
    { name: "inside each other", text: `sh -c "bash -c 'a b'"`, inner: ["bash -c 'a b'", "a b"] },
    { name: "escapes: located at the argument", text: `sh -c "a \\"b\\""`, inner: [`"a \\"b\\""`] },
    { name: "pieces: located at the argument", text: `sh -c 'a'" b"`, inner: [`'a'" b"`] },
    { name: "several arguments of eval", text: "eval a b", inner: ["a b"] },
    { name: "a script file", text: "sh -e script.sh -c 'a'", inner: [] },
    { name: "an unknown script", text: `sh -c "$script"`, inner: [] },
    { name: "no script", text: "sh -c", inner: [] },
  ])("$name", ({ text, inner }) => {
    const nested = callsIn(text).filter((call) => call.isNested);

    expect(nested.map(({ range }) => text.slice(range.start, range.end))).toEqual(inner);
  });

  test("a nested call keeps the place of the call around it", () => {
    const inner = callsIn("a || sh -c 'b | c'").at(-1);

    expect(inner).toMatchObject({ name: "c", isConditional: true, isNested: true, pipeline: { index: 1, length: 2 } });
  });
});

test("calls come in source order, with their places", () => {
  const calls = callsIn("a && b || c; if d; then e; fi; f $(g)\nX=1");

  expect(
    calls.map(({ name, isTested, isConditional, isInSubstitution }) => [
      name,
      isTested,
      isConditional,
      isInSubstitution,
    ]),
  ).toEqual([
    ["a", false, false, false],
    ["b", false, false, false],
    ["c", false, true, false],
    ["d", true, false, false],
    ["e", false, true, false],
    ["f", false, false, false],
    ["g", false, false, true],
  ]);
});

test("any text gives calls with ranges in it, nested scripts included", () => {
  const pieces = fc.constantFrom(
    ..."sh -c ;bash -lc ;eval ;su -c ;' ;\" ;\\ ;$( ;) ;` ;| ;sudo ;env ;A=1 ;-- ;xargs ;$x;a ;\\\\;'\\''".split(";"),
    "; ",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join("");

      const ranges = callsIn(text).map((call) => call.range);
      expect(ranges.filter(({ start, end }) => !(0 <= start && start <= end && end <= text.length))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
