import { type ExpressionWord, findDefinitionCall, findReferences, splitExpression } from "./template-expression.ts";
import { elementOf, type TemplateScope, type ValueReference } from "./value-reference.ts";

/** What begins a template or a definition: `.` and `$` are what it was called with. */
const outermostScope: TemplateScope = {
  dot: { kind: "argument", keys: [] },
  variables: new Map([["$", { kind: "argument", keys: [] }]]),
};

/** Follows the blocks of a template, action by action. */
export interface ScopeFollower {
  readonly current: () => TemplateScope;
  /** Takes an action; tells what it is to the text: `output` alone gives something out. */
  readonly take: (action: string) => "output" | "control";
}

/** Makes a follower that stands at the beginning of a template. */
export function createScopeFollower(): ScopeFollower {
  let scope = outermostScope;
  const outer: TemplateScope[] = [];
  const open = (inner: TemplateScope): void => {
    outer.push(scope);
    scope = inner;
  };
  return {
    current: () => scope,
    take(action) {
      const words = splitExpression(action);
      const [first, second] = words;
      if (first === undefined || action.startsWith("/*")) return "control";
      switch (first.text) {
        case "if":
          open(declare(scope, words.slice(1)));
          return "control";
        case "with":
          open(enter(scope, words.slice(1), (value) => value));
          return "control";
        case "range":
          open(enter(scope, words.slice(1), (value) => value && elementOf(value)));
          return "control";
        case "define":
        case "block":
          open(outermostScope);
          return "control";
        case "else":
          if (second?.text === "with") scope = enter(outer.at(-1) ?? outermostScope, words.slice(2), (value) => value);
          else scope = outer.at(-1) ?? outermostScope;
          return "control";
        case "end":
          scope = outer.pop() ?? outermostScope;
          return "control";
        case "break":
        case "continue":
          return "control";
        default:
          if (!isAssignment(words)) return "output";
          scope = declare(scope, words);
          return "control";
      }
    },
  };
}

function isAssignment([name, sign]: readonly ExpressionWord[]): boolean {
  return name?.text.startsWith("$") === true && (sign?.text === ":=" || sign?.text === "=");
}

/** Gives the scope with the variable that an expression sets, if it does. */
function declare(scope: TemplateScope, words: readonly ExpressionWord[]): TemplateScope {
  const [name] = words;
  if (name === undefined || !isAssignment(words)) return scope;
  return { ...scope, variables: new Map(scope.variables).set(name.text, onlyReference(scope, words.slice(2))) };
}

/** Gives the scope of a block whose dot is what an expression gives, or a part of it. */
function enter(
  scope: TemplateScope,
  words: readonly ExpressionWord[],
  partOf: (value: ValueReference | undefined) => ValueReference | undefined,
): TemplateScope {
  const sign = words.findIndex(({ text }) => text === ":=");
  const dot = partOf(onlyReference(scope, words.slice(sign + 1)));
  const names = words.slice(0, Math.max(sign, 0)).filter(({ text }) => text.startsWith("$"));
  const variables = new Map(scope.variables);
  for (const { text } of names) variables.set(text, undefined);
  const last = names.at(-1);
  if (last !== undefined) variables.set(last.text, dot);
  return { dot, variables };
}

function onlyReference(scope: TemplateScope, words: readonly ExpressionWord[]): ValueReference | undefined {
  if (findDefinitionCall(words, scope) !== undefined) return undefined;
  const references = findReferences(words, scope);
  return references.length === 1 ? references[0] : undefined;
}
