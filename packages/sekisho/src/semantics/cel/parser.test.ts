import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExpression } from "./parser.ts";

// Messages are ours; what is refused follows from the grammar of the language definition and from cel-go's limits.
test.each([
  { name: "nothing", source: "", start: 0, message: "expected an expression, got the end of the expression" },
  { name: "an open parenthesis", source: "(1 + 2", start: 6, message: "expected ), got the end of the expression" },
  { name: "an open text", source: "'abc", start: 0, message: "expected ' at the end of the text" },
  { name: "a line end in a text", source: "'a\nb'", start: 0, message: "expected ' at the end of the text" },
  {
    name: "an escape that there is not",
    source: String.raw`'a\qb'`,
    start: 2,
    message: "an escape sequence that there is not",
  },
  {
    name: "half a surrogate pair",
    source: String.raw`'\ud800'`,
    start: 1,
    message: "an escape sequence that there is not",
  },
  {
    name: "a number too large",
    source: "1 + 9223372036854775808",
    start: 4,
    message: "the number does not fit into 64 bits",
  },
  { name: "a reserved word", source: "a + while", start: 4, message: "while is a reserved word" },
  { name: "has() of no field", source: "has(a)", start: 4, message: "has() takes a field, such as has(a.b)" },
  { name: "a variable that is none", source: "a.all(b.c, true)", start: 6, message: "expected the name of a variable" },
  {
    name: "the same variable twice",
    source: "a.all(b, b, true)",
    start: 9,
    message: "the two variables need different names",
  },
  { name: "a stray character", source: "a # b", start: 2, message: "a word that there is not" },
  { name: "a single equals sign", source: "a = b", start: 2, message: "a word that there is not" },
  { name: "two expressions", source: "a b", start: 2, message: "expected the end of the expression" },
  {
    name: "deep nesting",
    source: `${"(".repeat(100_000 - 1)}1`,
    start: 250,
    message: "the expression nests deeper than 250",
  },
  { name: "deep lists", source: "[".repeat(1000), start: 250, message: "the expression nests deeper than 250" },
  { name: "many minus signs", source: "- ".repeat(1000), start: 502, message: "more than 400 operators in a row" },
  { name: "a long sum", source: `1${"+1".repeat(2000)}`, start: 801, message: "more than 400 operators in a row" },
  { name: "a long chain", source: `a${".b".repeat(2000)}`, start: 801, message: "more than 400 operators in a row" },
  {
    name: "chains within each other",
    source: `${"(".repeat(100)}a${`${".b".repeat(300)})`.repeat(100)}`,
    start: 100,
    message: "the expression is deeper than 500",
  },
])("$name", ({ source, start, message }) => {
  const parsed = parseExpression(source);

  expect(parsed).toMatchObject({ kind: "problem", problem: { range: { start }, message: { en: message } } });
});

test.each([
  { name: "a text too long", source: `'${"a".repeat(100_000)}'` },
  { name: "a number of many digits", source: "9".repeat(1000) },
])("$name is refused", ({ source }) => {
  expect(parseExpression(source).kind).toBe("problem");
});

test("a chain of && has no limit of its own", () => {
  expect(parseExpression(Array.from({ length: 20_000 }, () => "a").join("&&")).kind).toBe("expression");
});

/** Words of the language, so that random texts come close to expressions. */
const words = fc.constantFrom(
  ...'( ) [ ] { } . , ? : + - * / % ! && || == != < <= in has all map cel.bind optMap a b x 1 2u 3.5 \'a\' b\'b\' r"c" true null // \n ` \\ """'.split(
    " ",
  ),
);

test("any text is read or has a problem", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" ")),
      ),
      (source) => {
        const parsed = parseExpression(source);

        expect(parsed.kind === "expression" || parsed.problem.range.start <= source.length).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

/** An expression as a tree that prints itself with parentheses only where they have to be. */
interface Printed {
  readonly text: string;
  /** How tightly it binds: 0 a conditional, 1 `||`, 2 `&&`, 3 a relation, 4 a sum, 5 a product, 6 a sign, 7 the rest. */
  readonly level: number;
  /** The same with parentheses around everything. */
  readonly full: string;
}

const { tree } = fc.letrec<{ tree: Printed }>((tie) => {
  const inner = tie("tree");
  const atom = fc
    .constantFrom("a", "b", "1", "2u", "3.5", "'t'", "b'x'", "true", "null")
    .map((text): Printed => ({ text, level: 7, full: text }));
  const binary = (operators: readonly string[], level: number) =>
    fc.tuple(inner, fc.constantFrom(...operators), inner).map(
      ([left, operator, right]): Printed => ({
        text: `${enclosed(left, level)} ${operator} ${enclosed(right, level + 1)}`,
        level,
        full: `(${left.full} ${operator} ${right.full})`,
      }),
    );
  return {
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      atom,
      binary(["<", "==", "in"], 3),
      binary(["+", "-"], 4),
      binary(["*", "/", "%"], 5),
      fc.tuple(inner, inner, inner).map(
        ([condition, yes, no]): Printed => ({
          text: `${enclosed(condition, 1)} ? ${enclosed(yes, 1)} : ${enclosed(no, 0)}`,
          level: 0,
          full: `(${condition.full} ? ${yes.full} : ${no.full})`,
        }),
      ),
      inner.map((operand): Printed => ({ text: `!${enclosed(operand, 7)}`, level: 6, full: `(!${operand.full})` })),
      inner.map((operand): Printed => ({ text: `${enclosed(operand, 7)}.f`, level: 7, full: `(${operand.full}).f` })),
      fc.tuple(inner, inner).map(
        ([list, index]): Printed => ({
          text: `${enclosed(list, 7)}[${index.text}]`,
          level: 7,
          full: `(${list.full})[${index.full}]`,
        }),
      ),
      fc.tuple(inner, inner).map(
        ([list, body]): Printed => ({
          text: `${enclosed(list, 7)}.all(x, ${body.text})`,
          level: 7,
          full: `(${list.full}).all(x, ${body.full})`,
        }),
      ),
      fc.array(inner, { maxLength: 3 }).map(
        (items): Printed => ({
          text: `[${items.map(({ text }) => text).join(", ")}]`,
          level: 7,
          full: `[${items.map(({ full }) => full).join(", ")}]`,
        }),
      ),
    ),
  };
});

function enclosed({ text, level }: Printed, wanted: number): string {
  return level < wanted ? `(${text})` : text;
}

test("parentheses that precedence makes needless change nothing", () => {
  fc.assert(
    fc.property(tree, ({ text, full }) => {
      expect(withoutRanges(text)).toBe(withoutRanges(full));
    }),
    { numRuns: 500 },
  );
});

function withoutRanges(source: string): string {
  return JSON.stringify(parseExpression(source), (key, value: unknown) => {
    if (key === "range") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });
}
