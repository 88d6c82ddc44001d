/** UTF-16 codes of the characters that the shell's grammar names. */
export const code = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  percent: 0x25,
  ampersand: 0x26,
  singleQuote: 0x27,
  openParen: 0x28,
  closeParen: 0x29,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  dash: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  semicolon: 0x3b,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  caret: 0x5e,
  underscore: 0x5f,
  backquote: 0x60,
  openBrace: 0x7b,
  pipe: 0x7c,
  closeBrace: 0x7d,
  tilde: 0x7e,
} as const;

const delimiterClass = 1;
const specialClass = 2;

/** Class of each ASCII character outside quotes: 0 stands for itself, 1 ends a word, 2 may mean something. */
const classes = new Uint8Array(128);
for (const character of " \t\n;&|()<>") classes[character.charCodeAt(0)] = delimiterClass;
for (const character of "\r\"'$`\\*?[{+@!") classes[character.charCodeAt(0)] = specialClass;

/** Tells whether a character outside quotes stands for itself wherever it is. */
export function isPlain(character: number): boolean {
  return character >= 128 || classes[character] === 0;
}

/** Tells whether a character outside quotes ends a word: a blank, a line end or the start of an operator. */
export function isDelimiter(character: number): boolean {
  return classes[character] === delimiterClass;
}

/** Tells whether a character can start a variable's name. */
export function isNameStart(character: number): boolean {
  return (
    (character >= 0x61 && character <= 0x7a) ||
    (character >= 0x41 && character <= 0x5a) ||
    character === code.underscore
  );
}

/** Tells whether a character is a decimal digit. */
export function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}

/** Tells whether a character can stand in a variable's name behind the first. */
export function isNamePart(character: number): boolean {
  return isNameStart(character) || isDigit(character);
}

/** Tells whether a character is a special parameter: one of `@ * # ? - $ !`. */
export function isSpecialParameter(character: number): boolean {
  switch (character) {
    case code.at:
    case code.star:
    case code.hash:
    case code.question:
    case code.dash:
    case code.dollar:
    case code.exclamation:
      return true;
    default:
      return false;
  }
}
