import { readEscapedCode } from "./escaped-code.ts";
import { type CharacterSet, type CodeRange, rangeSet } from "./pattern.ts";
import { type Flags, failPattern, more, nextCode, type PatternReader, peekText, takeText } from "./pattern-reader.ts";

const digits: readonly CodeRange[] = [[0x30, 0x39]];
const blanks: readonly CodeRange[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const words: readonly CodeRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** `\d`, `\s` and `\w` are ASCII alone. */
const perlClasses: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  ["\\d", digits],
  ["\\s", blanks],
  ["\\w", words],
]);
const lastCode = 0x10ffff;
const posixClasses: ReadonlyMap<string, readonly CodeRange[]> = new Map<string, readonly CodeRange[]>([
  [
    "alnum",
    [
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x61, 0x7a],
    ],
  ],
  [
    "alpha",
    [
      [0x41, 0x5a],
      [0x61, 0x7a],
    ],
  ],
  ["ascii", [[0, 0x7f]]],
  [
    "blank",
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    "cntrl",
    [
      [0, 31],
      [127, 127],
    ],
  ],
  ["digit", digits],
  ["graph", [[0x21, 0x7e]]],
  ["lower", [[0x61, 0x7a]]],
  ["print", [[0x20, 0x7e]]],
  [
    "punct",
    [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
  ],
  [
    "space",
    [
      [9, 13],
      [32, 32],
    ],
  ],
  ["upper", [[0x41, 0x5a]]],
  ["word", words],
  [
    "xdigit",
    [
      [0x30, 0x39],
      [0x41, 0x46],
      [0x61, 0x66],
    ],
  ],
]);

type NamedClass = CharacterSet["classes"][number];

/** Reads `\d`, `\D`, `\s`, `\S`, `\w` or `\W`; takes nothing else. */
export function readPerlClass(reader: PatternReader): CharacterSet | undefined {
  const text = reader.text.slice(reader.at, reader.at + 2);
  const ranges = perlClasses.get(text.toLowerCase());
  if (ranges === undefined) return undefined;
  reader.at += 2;
  return { ...rangeSet(ranges), isNegated: text !== text.toLowerCase() };
}

/** Reads `\pL`, `\p{Greek}`, `\P{Lu}` or `\p{^Lu}`; takes nothing else. */
export function readUnicodeClass(reader: PatternReader): NamedClass | undefined {
  const match = /^\\([pP])(?:([A-Z])|\{(\^?)([A-Za-z_&]{1,40})\})/.exec(reader.text.slice(reader.at, reader.at + 48));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const [, letter, short, caret, long] = match;
  const name = short ?? long ?? "";
  const test = findUnicodeTest(name);
  if (test === undefined)
    failPattern(reader, `a class of characters that there is not: ${name}`, `文字クラス ${name} はありません`);
  return { test: test ?? /$/u, isNegated: (letter === "P") !== (caret === "^") };
}

/** Finds the pattern for one code point of a category or a script. */
function findUnicodeTest(name: string): RegExp | undefined {
  if (name === "Any") return /^.$/su;
  for (const property of [`General_Category=${name}`, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, "u");
    } catch {
      // No category or script of that name: the only way in which the language says so.
    }
  }
  return undefined;
}

/** Reads `[…]`. */
export function readCharacterClass(reader: PatternReader, flags: Flags): CharacterSet {
  takeText(reader, "[");
  const isNegated = takeText(reader, "^");
  const ranges: CodeRange[] = [];
  const classes: NamedClass[] = [];
  let isFirst = true;
  while (more(reader) && (isFirst || peekText(reader) !== "]")) {
    isFirst = false;
    readMember(reader, ranges, classes);
  }
  if (!takeText(reader, "]")) failPattern(reader, "missing ]", "] がありません");
  return { ranges, classes, isNegated, ignoresCase: flags.ignoresCase };
}

function readMember(reader: PatternReader, ranges: CodeRange[], classes: NamedClass[]): void {
  const posix = /^\[:(\^?)([a-z]{1,10}):\]/.exec(reader.text.slice(reader.at, reader.at + 16));
  if (posix !== null) {
    readPosixClass(reader, posix, ranges);
    return;
  }
  const perl = readPerlClass(reader);
  if (perl !== undefined) {
    ranges.push(...(perl.isNegated ? complement(perl.ranges) : perl.ranges));
    return;
  }
  const unicode = readUnicodeClass(reader);
  if (unicode !== undefined) {
    classes.push(unicode);
    return;
  }
  const first = readClassCode(reader);
  const isRange =
    peekText(reader) === "-" && reader.text.charAt(reader.at + 1) !== "]" && reader.at + 1 < reader.text.length;
  if (!isRange) {
    ranges.push([first, first]);
    return;
  }
  takeText(reader, "-");
  const last = readClassCode(reader);
  if (last < first) failPattern(reader, "a range ends before it begins", "文字範囲の順序が逆です");
  ranges.push([first, last]);
}

function readPosixClass(reader: PatternReader, match: RegExpExecArray, ranges: CodeRange[]): void {
  const named = posixClasses.get(match[2] ?? "");
  if (named === undefined)
    failPattern(reader, `a class of characters that there is not: ${match[0]}`, `文字クラス ${match[0]} はありません`);
  reader.at += match[0].length;
  ranges.push(...(match[1] === "^" ? complement(named ?? []) : (named ?? [])));
}

function readClassCode(reader: PatternReader): number {
  return peekText(reader) === "\\" ? readEscapedCode(reader) : nextCode(reader);
}

/** Gives what is outside of sorted ranges. */
function complement(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const outside: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) outside.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCode) outside.push([next, lastCode]);
  return outside;
}
