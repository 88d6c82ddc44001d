import { anyLabels, type LabelPredicate, type Labels, namespaceNameLabel } from "./label-predicate.ts";

const maxSelectorLength = 10_000;
const maxDepth = 100;
/** The label by which Calico knows a namespace's name. */
const calicoNamespaceName = "projectcalico.org/name";

type Test = (labels: Labels) => boolean;

interface Parser {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

/**
 * Reads a selector of Calico (`role == 'db' && has(tier)`); `undefined` when it is none. Source: Calico documentation,
 * NetworkPolicy, Selectors.
 */
export function parseCalicoSelector(text: string): LabelPredicate | undefined {
  if (text.trim() === "" || text.trim() === "all()") return anyLabels;
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const parser: Parser = { tokens, at: 0, depth: 0 };
  const matches = parseEither(parser);
  if (matches === undefined || parser.at !== tokens.length) return undefined;
  return { key: `calico:${tokens.join(" ")}`, required: requiredLabel(tokens), matchesAll: false, matches };
}

/** A selector that is one comparison can be looked up. */
function requiredLabel(tokens: readonly string[]): readonly string[] {
  const [name, operator, value] = tokens;
  if (tokens.length !== 3 || operator !== "==" || name === undefined || value === undefined) return [];
  return [`${keyOf(name)}=${value.slice(1, -1)}`];
}

function tokenize(text: string): readonly string[] | undefined {
  if (text.length > maxSelectorLength) return undefined;
  const pattern = /\s*(?:(&&|\|\||==|!=|[!(){},])|("[^"]{0,1000}"|'[^']{0,1000}')|([\w./-]{1,400}))/y;
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (match === null) return undefined;
    tokens.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return tokens;
}

function parseEither(parser: Parser): Test | undefined {
  return parseChain(parser, "||", parseBoth, (tests) => (labels) => tests.some((test) => test(labels)));
}

function parseBoth(parser: Parser): Test | undefined {
  return parseChain(parser, "&&", parseNot, (tests) => (labels) => tests.every((test) => test(labels)));
}

function parseChain(
  parser: Parser,
  operator: string,
  parsePart: (parser: Parser) => Test | undefined,
  join: (tests: readonly Test[]) => Test,
): Test | undefined {
  const tests: Test[] = [];
  do {
    const test = parsePart(parser);
    if (test === undefined) return undefined;
    tests.push(test);
  } while (take(parser, operator));
  const [only] = tests;
  return tests.length === 1 ? only : join(tests);
}

function parseNot(parser: Parser): Test | undefined {
  parser.depth += 1;
  if (parser.depth > maxDepth) return undefined;
  const test = parseInner(parser);
  parser.depth -= 1;
  return test;
}

function parseInner(parser: Parser): Test | undefined {
  if (take(parser, "!")) {
    const test = parseNot(parser);
    return test === undefined ? undefined : (labels) => !test(labels);
  }
  if (take(parser, "(")) {
    const test = parseEither(parser);
    return test !== undefined && take(parser, ")") ? test : undefined;
  }
  return parseComparison(parser);
}

function parseComparison(parser: Parser): Test | undefined {
  const name = next(parser);
  if (name === undefined || !/^[\w./-]/.test(name)) return undefined;
  if (name === "all" && take(parser, "(")) return take(parser, ")") ? () => true : undefined;
  if (name === "has" && take(parser, "(")) {
    const key = keyOf(next(parser) ?? "");
    return take(parser, ")") ? (labels) => Object.hasOwn(labels, key) : undefined;
  }
  const key = keyOf(name);
  const operator = readOperator(parser);
  if (operator === "in" || operator === "not in") {
    const values = parseValues(parser);
    if (values === undefined) return undefined;
    return (labels) => (Object.hasOwn(labels, key) && values.includes(labels[key] ?? "")) === (operator === "in");
  }
  const value = parseText(next(parser));
  const compare = comparisons[operator];
  return value === undefined || compare === undefined
    ? undefined
    : (labels) => compare(Object.hasOwn(labels, key) ? labels[key] : undefined, value);
}

const comparisons: Readonly<Record<string, (held: string | undefined, value: string) => boolean>> = {
  "==": (held, value) => held === value,
  "!=": (held, value) => held !== value,
  contains: (held, value) => held?.includes(value) === true,
  "starts with": (held, value) => held?.startsWith(value) === true,
  "ends with": (held, value) => held?.endsWith(value) === true,
};

function readOperator(parser: Parser): string {
  const word = next(parser) ?? "";
  const isFirstOfTwo = word === "not" || word === "starts" || word === "ends";
  return isFirstOfTwo ? `${word} ${next(parser) ?? ""}` : word;
}

function parseValues(parser: Parser): readonly string[] | undefined {
  if (!take(parser, "{")) return undefined;
  const values: string[] = [];
  while (!take(parser, "}")) {
    const value = parseText(next(parser));
    if (value === undefined) return undefined;
    values.push(value);
    if (!take(parser, ",") && parser.tokens[parser.at] !== "}") return undefined;
  }
  return values;
}

function parseText(token: string | undefined): string | undefined {
  return token?.startsWith('"') === true || token?.startsWith("'") === true ? token.slice(1, -1) : undefined;
}

function keyOf(name: string): string {
  return name === calicoNamespaceName ? namespaceNameLabel : name;
}

function next(parser: Parser): string | undefined {
  const token = parser.tokens[parser.at];
  parser.at += 1;
  return token;
}

function take(parser: Parser, token: string): boolean {
  if (parser.tokens[parser.at] !== token) return false;
  parser.at += 1;
  return true;
}
