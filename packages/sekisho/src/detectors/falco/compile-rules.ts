import { printCheck } from "../../formats/falco-rules/print-condition.ts";
import type { FalcoRule, ResolvedCondition } from "../../semantics/falco-rules/rule-set.ts";
import { describeSource, type FalcoSource } from "../../semantics/falco-rules/sources.ts";
import { type CheckSurroundings, compileCheck } from "./compile-check.ts";
import { type FieldForm, type FieldValue, type Judge, type ReadField, type Verdict, verdicts } from "./field-value.ts";

/** Reads fields of the events of one form. */
export interface FieldReader<Event> {
  /** Makes the function that reads a field. */
  readonly open: (name: string, argument: string | undefined) => (event: Event) => FieldValue;
  readonly formOf: (name: string, argument: string | undefined) => FieldForm;
}

/** The rules of one source, compiled; they judge one event after the other. */
export interface RuleProgram<Event> {
  readonly rules: readonly CompiledRule[];
  /** Makes an event the one that rules and reads are about. */
  readonly load: (event: Event) => void;
  /** Makes the reader of a field of the current event. */
  readonly open: (name: string, argument: string | undefined) => ReadField;
}

/** A rule with its judge. */
export interface CompiledRule {
  readonly rule: FalcoRule;
  readonly judge: Judge;
  /** How many events it was asked about. */
  judged: number;
}

/** Longer texts of comparisons are not looked up: finding two alike would cost more than it saves. */
const maxSharedLength = 2000;

/**
 * Compiles rules to functions. A field is read once an event, and what several rules ask, a macro or a comparison, is
 * answered once.
 */
export function compileRules<Event extends object>(
  rules: readonly FalcoRule[],
  source: FalcoSource,
  reader: FieldReader<Event>,
): RuleProgram<Event> {
  let current: Event | undefined;
  let turn = 0;
  const fields = new Map<string, ReadField>();
  const open = (name: string, argument: string | undefined): ReadField => {
    const key = argument === undefined ? name : `${name}[${argument}]`;
    const known = fields.get(key);
    if (known !== undefined) return known;
    const read = reader.open(name, argument);
    let readTurn = 0;
    let value: FieldValue;
    const remembered: ReadField = () => {
      if (readTurn === turn) return value;
      readTurn = turn;
      value = current === undefined ? undefined : read(current);
      return value;
    };
    fields.set(key, remembered);
    return remembered;
  };
  const remember = (judge: Judge): Judge => {
    let judgedTurn = 0;
    let verdict: Verdict = verdicts.no;
    return () => {
      if (judgedTurn === turn) return verdict;
      judgedTurn = turn;
      verdict = judge();
      return verdict;
    };
  };
  const compiler: Compiler = {
    surroundings: { fields: describeSource(source).fields, open, formOf: reader.formOf },
    remember,
    uses: countUses(rules),
    compiled: new Map(),
    checks: new Map(),
  };
  return {
    rules: rules.map((rule) => ({ rule, judge: compile(compiler, rule.condition), judged: 0 })),
    load: (event) => {
      current = event;
      turn += 1;
    },
    open,
  };
}

interface Compiler {
  readonly surroundings: CheckSurroundings;
  readonly remember: (judge: Judge) => Judge;
  readonly uses: ReadonlyMap<ResolvedCondition | string, number>;
  readonly compiled: Map<ResolvedCondition, Judge>;
  readonly checks: Map<string, Judge>;
}

/** Counts how often each node, and each text of a comparison, is used. */
function countUses(rules: readonly FalcoRule[]): ReadonlyMap<ResolvedCondition | string, number> {
  const uses = new Map<ResolvedCondition | string, number>();
  const open = rules.map(({ condition }) => condition);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const count = (uses.get(node) ?? 0) + 1;
    uses.set(node, count);
    if (count > 1) continue;
    if (node.kind === "not") open.push(node.body);
    else if (node.kind !== "check") for (const part of node.parts) open.push(part);
    else {
      const key = printCheck(node.check);
      if (key.length <= maxSharedLength) uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return uses;
}

function compile(compiler: Compiler, condition: ResolvedCondition): Judge {
  const known = compiler.compiled.get(condition);
  if (known !== undefined) return known;
  const judge = compileNode(compiler, condition);
  const isShared = condition.kind !== "check" && (compiler.uses.get(condition) ?? 0) > 1;
  const kept = isShared ? compiler.remember(judge) : judge;
  compiler.compiled.set(condition, kept);
  return kept;
}

function compileNode(compiler: Compiler, condition: ResolvedCondition): Judge {
  switch (condition.kind) {
    case "check":
      return compileSharedCheck(compiler, condition);
    case "not":
      return deny(compile(compiler, condition.body));
    case "and":
      return joinAll(condition.parts.map((part) => compile(compiler, part)));
    case "or":
      return joinAny(condition.parts.map((part) => compile(compiler, part)));
  }
}

function compileSharedCheck(
  compiler: Compiler,
  { check }: Extract<ResolvedCondition, { readonly kind: "check" }>,
): Judge {
  const key = printCheck(check);
  if (key.length > maxSharedLength) return compileCheck(check, compiler.surroundings);
  const known = compiler.checks.get(key);
  if (known !== undefined) return known;
  const judge = compileCheck(check, compiler.surroundings);
  const kept = (compiler.uses.get(key) ?? 0) > 1 ? compiler.remember(judge) : judge;
  compiler.checks.set(key, kept);
  return kept;
}

function deny(judge: Judge): Judge {
  return () => {
    const verdict = judge();
    if (verdict === verdicts.undecided) return verdict;
    return verdict === verdicts.yes ? verdicts.no : verdicts.yes;
  };
}

/** Longer chains are loops: a pair takes a call within a call. */
const maxPaired = 8;

/** False where one part is false, whatever is undecided beside it. */
function joinAll(parts: readonly Judge[]): Judge {
  return parts.length <= maxPaired ? joinPairs(parts, bothOf) : loopOverAll(parts);
}

/** True where one part is true, whatever is undecided beside it. */
function joinAny(parts: readonly Judge[]): Judge {
  return parts.length <= maxPaired ? joinPairs(parts, eitherOf) : loopOverAny(parts);
}

/** Calls of two parts are faster than a loop over all. */
function joinPairs(parts: readonly Judge[], join: (left: Judge, right: Judge) => Judge): Judge {
  return parts.reduceRight((right, left) => join(left, right));
}

function bothOf(left: Judge, right: Judge): Judge {
  return () => {
    const first = left();
    if (first === verdicts.no) return first;
    const second = right();
    return second === verdicts.yes ? first : second;
  };
}

function eitherOf(left: Judge, right: Judge): Judge {
  return () => {
    const first = left();
    if (first === verdicts.yes) return first;
    const second = right();
    return second === verdicts.no ? first : second;
  };
}

function loopOverAll(parts: readonly Judge[]): Judge {
  return () => {
    let joined: Verdict = verdicts.yes;
    for (const part of parts) {
      const verdict = part();
      if (verdict === verdicts.no) return verdict;
      if (verdict === verdicts.undecided) joined = verdict;
    }
    return joined;
  };
}

function loopOverAny(parts: readonly Judge[]): Judge {
  return () => {
    let joined: Verdict = verdicts.no;
    for (const part of parts) {
      const verdict = part();
      if (verdict === verdicts.yes) return verdict;
      if (verdict === verdicts.undecided) joined = verdict;
    }
    return joined;
  };
}
