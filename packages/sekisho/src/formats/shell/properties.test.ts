import fc from "fast-check";
import { expect, test } from "vitest";
import type { OffsetRange } from "../../model/source-text.ts";
import { maxDepth, maxErrors } from "./cursor.ts";
import { parseShell } from "./parser.ts";
import type { ShellWord, WordPart } from "./syntax.ts";
import { commandsOf, parametersOf, visitScript, wordsOf } from "./visit.ts";

const fragments = [
  ..."abx01 \n\t;&|()<>{}[]$'\"`\\*?#!=+-@:,.~/\r%^".split(""),
  ..."if then elif else fi for in do done while until case esac function select time coproc [[ ]]"
    .split(" ")
    .map((word) => `${word} `),
  ..."$( $(( )) ${ ${a:- ${#a} ${a[0]} && || ;; ;& |& &> 2>&1 <<E <<-'E' <<< <( >( a=( a+=1 f() { {a,b} @(a|b) [a-z] $'\\n' \"$a\" `a`".split(
    " ",
  ),
  "\nE\n",
  "\\\n",
  "é",
  "😀",
];
const scripts = fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((pieces) => pieces.join(""));

test("any text gives ranges inside the text, in order, and at most the errors that are kept", () => {
  fc.assert(
    fc.property(fc.oneof(scripts, fc.string({ unit: "binary" })), fc.constantFrom("sh", "bash"), (text, dialect) => {
      const script = parseShell(text, dialect);

      const ranges = [
        ...commandsOf(script),
        ...wordsOf(script),
        ...parametersOf(script),
        ...script.errors,
        ...script.comments,
      ];
      expect(ranges.filter(({ start, end }) => !(0 <= start && start <= end && end <= text.length))).toEqual([]);
      expect(script.errors.length).toBeLessThanOrEqual(maxErrors);
    }),
    { numRuns: 1000 },
  );
});

test("the words of a command lie in it, one behind the other", () => {
  fc.assert(
    fc.property(scripts, (text) => {
      const commands = commandsOf(parseShell(text, "bash")).filter((command) => command.kind === "simple");

      expect(commands.filter((command) => !isInOrder(command, command.words))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

function isInOrder(outer: OffsetRange, inner: readonly OffsetRange[]): boolean {
  let at = outer.start;
  for (const range of inner) {
    if (range.start < at) return false;
    at = range.end;
  }
  return at <= outer.end;
}

test("the parts of a word cover it without gap or overlap", () => {
  fc.assert(
    fc.property(
      // Escapes in backquotes and stripped tabs leave characters out of the parts.
      scripts.filter((text) => !text.includes("`") && !text.includes("<<")),
      (text) => {
        const words = wordsOf(parseShell(text, "bash"));

        expect(words.filter((word) => !partsCover(word, word.parts))).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

function partsCover(word: ShellWord, parts: readonly WordPart[]): boolean {
  let at = word.start;
  for (const part of parts) {
    if (part.start !== at) return false;
    at = part.end;
  }
  return at === word.end;
}

test("a command's own text reads as that command", () => {
  fc.assert(
    fc.property(scripts, (text) => {
      const script = parseShell(text, "bash");
      if (script.errors.length > 0 || text.includes("<<")) return;
      for (const { command } of script.statements) {
        const own = text.slice(command.start, command.end);
        // At the end of a text a carriage return belongs to the line's end; before `&` it is a character as any other.
        if (own.endsWith("\r")) continue;
        const again = parseShell(own, "bash");
        expect(again.statements.map((statement) => statement.command.kind)).toEqual([command.kind]);
        expect(again.errors).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});

const tokens =
  '( (( $( $(( "$( ` \\` `\\` ${ ${a:- "${a:- <( >( << \' " $\' { {a, [ a[ [[ @( *( a=( ; && | & ;; } ! \\ # \\\\` x|'.split(
    " ",
  );
const lines = [
  "if ",
  "case x in ",
  "case x in (a",
  "[[ x =~ (",
  "<<a ",
  "<<a\n",
  "a[ ",
  "((x;",
  "$((x;)",
  "f() ",
  "{ ",
  "! ",
  "fi ",
  "for ",
  "function ",
  "\\\n",
  "\n",
  "`cat <<E\n`",
];

test.each([...tokens, ...lines].map((piece) => ({ name: JSON.stringify(piece), piece })))(
  "100 kB of $name end in time and below the deepest nesting",
  ({ piece }) => {
    const script = parseShell(piece.repeat(Math.floor(100_000 / piece.length)), "bash");

    let deepest = 0;
    visitScript(script, { command: (_command, place) => (deepest = Math.max(deepest, place.depth)) });
    expect(deepest).toBeLessThanOrEqual(maxDepth);
  },
  5_000,
);
