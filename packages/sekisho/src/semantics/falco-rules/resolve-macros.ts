import type { Check, Condition, MacroReference } from "../../formats/falco-rules/condition-syntax.ts";
import { parseCondition } from "../../formats/falco-rules/parse-condition.ts";
import type { Place } from "../../formats/falco-rules/place.ts";
import { type PlacedText, placeOf } from "../../formats/falco-rules/placed-text.ts";
import { type ReportProblem, ruleError } from "../../formats/falco-rules/rule-problem.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { MacroDefinition } from "./definitions.ts";
import { expandLists, type ListExpander } from "./expand-lists.ts";
import { createNearNames, type NearNames } from "./near-names.ts";
import type { ResolvedCondition } from "./rule-set.ts";

/** How deep a condition may be with all that its macros stand for: evaluating it takes some calls a level. */
const maxDepth = 300;

/** Macros of a rule set on their way to what they stand for. */
export interface MacroResolver {
  readonly macros: ReadonlyMap<string, MacroDefinition>;
  readonly lists: ListExpander;
  readonly report: ReportProblem;
  /** `"open"` while a macro is being resolved, `"broken"` when it has an error. */
  readonly states: Map<string, ResolvedCondition | "open" | "broken">;
  /** Names that a rule or another macro has used. */
  readonly used: Set<string>;
  /** What could be resolved beside something that could not. */
  readonly remains: ResolvedCondition[];
  readonly nearNames: NearNames;
}

/** Makes a resolver for macros. */
export function createMacroResolver(
  macros: ReadonlyMap<string, MacroDefinition>,
  lists: ListExpander,
  report: ReportProblem,
): MacroResolver {
  return { macros, lists, report, states: new Map(), used: new Set(), remains: [], nearNames: createNearNames() };
}

/** Reads every macro in the order of definition, so that even one that nothing refers to is checked. */
export function resolveAllMacros(resolver: MacroResolver): void {
  for (const macro of resolver.macros.values()) resolveMacro(resolver, macro);
}

/**
 * Reads a condition and puts what they stand for in the place of macros; `undefined` when something is wrong, which is
 * reported. A rule sees all macros, a macro those that are defined before its own last definition.
 */
export function resolveCondition(
  resolver: MacroResolver,
  written: PlacedText,
  visibility = Number.POSITIVE_INFINITY,
): ResolvedCondition | undefined {
  const text = expandLists(resolver.lists, written, resolver.report);
  if (text === undefined) return undefined;
  const parsed = parseCondition(text.text);
  if (parsed.kind === "condition") return resolveNode(resolver, parsed.root, { text, visibility });
  const place = placeOf(text, parsed);
  const isEnd = parsed.got === "";
  resolver.report(
    ruleError(
      "condition-syntax",
      place,
      {
        en: `expected ${parsed.expected.en}, got ${isEnd ? "the end of the condition" : `"${quote(parsed.got)}"`}`,
        ja: `${parsed.expected.ja} を想定しましたが、${isEnd ? "条件式の終わり" : `「${quote(parsed.got)}」`}があります`,
      },
      findListHint(resolver, place),
    ),
  );
  return undefined;
}

/** The items of a list that stands without parentheses end a comparison too early. */
function findListHint({ lists }: MacroResolver, { source, start, end }: Place): Text | undefined {
  const name = source.text.slice(start, Math.min(end, start + 1000));
  if (!lists.lists.has(name)) return undefined;
  return {
    en: `${quote(name)} is a list; it stands in parentheses: in (${quote(name)})`,
    ja: `${quote(name)} はリストです。in (${quote(name)}) のように括弧で囲みます。`,
  };
}

/** Where a condition stands. */
interface Scope {
  readonly text: PlacedText;
  readonly visibility: number;
}

function resolveNode(resolver: MacroResolver, node: Condition, scope: Scope): ResolvedCondition | undefined {
  switch (node.kind) {
    case "check":
      return resolveCheck(node, scope);
    case "macro":
      return resolveReference(resolver, node, scope);
    case "not": {
      const body = resolveNode(resolver, node.body, scope);
      return body === undefined
        ? undefined
        : bounded(resolver, node, scope, { kind: "not", body, depth: body.depth + 1 });
    }
    case "and":
    case "or": {
      // Every part is looked at, so that every unknown macro is named.
      const parts = node.parts.map((part) => resolveNode(resolver, part, scope)).filter((part) => part !== undefined);
      if (parts.length < node.parts.length) {
        for (const part of parts) resolver.remains.push(part);
        return undefined;
      }
      const depth = parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + 1;
      return bounded(resolver, node, scope, { kind: node.kind, parts, depth });
    }
  }
}

function resolveCheck(check: Check, { text }: Scope): ResolvedCondition {
  return { kind: "check", check, text, depth: 1 };
}

function bounded(
  { report }: MacroResolver,
  node: Condition,
  { text }: Scope,
  resolved: ResolvedCondition,
): ResolvedCondition | undefined {
  if (resolved.depth <= maxDepth) return resolved;
  report(
    ruleError("condition-too-deep", placeOf(text, node), {
      en: `with its macros the condition is deeper than ${maxDepth} levels`,
      ja: `マクロを展開すると、条件式の入れ子が上限の ${maxDepth} 段を超えます`,
    }),
  );
  return undefined;
}

function resolveReference(resolver: MacroResolver, node: MacroReference, scope: Scope): ResolvedCondition | undefined {
  const macro = resolver.macros.get(node.name);
  if (macro === undefined || macro.index >= scope.visibility) {
    reportUnknown(resolver, node, scope);
    return undefined;
  }
  resolver.used.add(node.name);
  const state = resolveMacro(resolver, macro);
  if (typeof state === "object") return state;
  const shown = quote(node.name);
  const isLoop = state === "open";
  const message = isLoop
    ? { en: `the macro ${shown} refers to itself`, ja: `マクロ ${shown} が自分自身を参照しています` }
    : { en: `the macro ${shown} has an error`, ja: `マクロ ${shown} に誤りがあります` };
  resolver.report(ruleError(isLoop ? "macro-loop" : "broken-macro", placeOf(scope.text, node), message));
  return undefined;
}

function resolveMacro(resolver: MacroResolver, macro: MacroDefinition): ResolvedCondition | "open" | "broken" {
  const { states } = resolver;
  const name = macro.name.text;
  const known = states.get(name);
  if (known !== undefined) return known;
  states.set(name, "open");
  const resolved = resolveCondition(resolver, macro.condition, macro.visibility) ?? "broken";
  states.set(name, resolved);
  return resolved;
}

function reportUnknown(
  { macros, lists, report, nearNames }: MacroResolver,
  node: MacroReference,
  { text, visibility }: Scope,
): void {
  const shown = quote(node.name);
  const place = placeOf(text, node);
  if (macros.has(node.name)) {
    report(
      ruleError("macro-defined-later", place, {
        en: `the macro ${shown} is defined further down; a macro sees only those above it`,
        ja: `マクロ ${shown} は後で定義されています。マクロから参照できるのは、それより前のマクロだけです`,
      }),
    );
    return;
  }
  const message: Text = { en: `there is no macro ${shown}`, ja: `マクロ ${shown} は定義されていません` };
  const list = lists.lists.has(node.name)
    ? { en: "A list stands behind in, as in (name).", ja: "リストは in (名前) のように指定します。" }
    : nearNames.hintFor(node.name, visibleNames(macros, visibility));
  report(ruleError("unknown-macro", place, message, list));
}

function* visibleNames(macros: MacroResolver["macros"], visibility: number): Generator<string> {
  for (const { name, index } of macros.values()) if (index < visibility) yield name.text;
}
