import { type OutputPart, type OutputTemplate, parseOutput } from "../../formats/falco-rules/output-template.ts";
import { placeOf } from "../../formats/falco-rules/placed-text.ts";
import type { RuleFile } from "../../formats/falco-rules/rule-file.ts";
import {
  type ReportProblem,
  type RuleProblem,
  ruleError,
  ruleWarning,
} from "../../formats/falco-rules/rule-problem.ts";
import { quote } from "../../model/quote.ts";
import { checkProblems, findOperandProblem } from "./check-fields.ts";
import { collectDefinitions } from "./collect-definitions.ts";
import type { BrokenRule, Definitions, RuleDefinition } from "./definitions.ts";
import { warnOfDoubtfulValues } from "./doubtful-values.ts";
import { withExceptions } from "./exception-condition.ts";
import { createListExpander } from "./expand-lists.ts";
import { type FieldTable, findField } from "./fields/field.ts";
import { indexedValues } from "./indexed-values.ts";
import { createMacroResolver, type MacroResolver, resolveAllMacros, resolveCondition } from "./resolve-macros.ts";
import type { FalcoRule, ResolvedCondition, RuleSet } from "./rule-set.ts";
import { describeSource, type FalcoSource } from "./sources.ts";

/** More types of events than this are as good as all of them. Source: Falco 0.44, rule_loader_compiler.cpp. */
const manyEventTypes = 100;

/**
 * Finds out what rule files mean together. What is wrong with a rule is reported where it stands, and the other rules
 * count. Never throws.
 */
export function loadRules(files: readonly RuleFile[], earlier: readonly RuleProblem[] = []): RuleSet {
  const problems = [...earlier];
  const report = oncePerPlace((problem) => problems.push(problem));
  const definitions = collectDefinitions(files, report);
  const lists = createListExpander(definitions.lists);
  const resolver = createMacroResolver(definitions.macros, lists, report);
  resolveAllMacros(resolver);
  const rules: FalcoRule[] = [];
  for (const definition of [...definitions.rules.values()].sort((left, right) => left.index - right.index)) {
    if (definition.source === undefined) {
      // What a skipped rule uses is used.
      resolveCondition({ ...resolver, report: () => undefined }, withExceptions(definition));
      continue;
    }
    const rule = loadRule(resolver, definition, definition.source);
    if (rule !== undefined) rules.push(rule);
  }
  for (const broken of definitions.brokenRules) loadParts(resolver, broken);
  // What is broken may be what uses them.
  if (!problems.some(({ level }) => level === "error")) warnOfUnused(definitions, resolver);
  const defined = [...definitions.rules.values()];
  return {
    rules,
    skipped: defined
      .filter(({ source }) => source === undefined)
      .map(({ name, sourceName }) => ({ name: name.text, source: sourceName, place: name.place })),
    problems,
    counts: {
      rules: defined.length,
      macros: definitions.macros.size,
      lists: definitions.lists.size,
      disabledRules: defined.filter(({ isEnabled }) => !isEnabled).length,
      skippedRules: defined.filter(({ source }) => source === undefined).length,
    },
  };
}

/** What nothing refers to is most likely misspelt somewhere. */
function warnOfUnused({ lists, macros }: Definitions, { used, lists: expander, report }: MacroResolver): void {
  for (const { name } of lists.values()) {
    if (expander.used.has(name.text)) continue;
    const message = {
      en: `no condition uses the list ${quote(name.text)}`,
      ja: `リスト ${quote(name.text)} はどの条件式でも使われていません`,
    };
    report(ruleWarning("unused-list", name.place, message));
  }
  for (const { name } of macros.values()) {
    if (used.has(name.text)) continue;
    const message = {
      en: `no condition uses the macro ${quote(name.text)}`,
      ja: `マクロ ${quote(name.text)} はどの条件式でも使われていません`,
    };
    report(ruleWarning("unused-macro", name.place, message));
  }
}

/** A macro that several rules use would have its problem told for each. */
function oncePerPlace(report: ReportProblem): ReportProblem {
  const told = new Map<unknown, Set<string>>();
  return (problem) => {
    const { source, start, end } = problem.place;
    const known = told.get(source) ?? new Set();
    const key = `${problem.code} ${start} ${end}`;
    if (known.has(key)) return;
    known.add(key);
    told.set(source, known);
    report(problem);
  };
}

function loadRule(resolver: MacroResolver, definition: RuleDefinition, source: FalcoSource): FalcoRule | undefined {
  const condition = loadCondition(resolver, { ...definition, condition: withExceptions(definition) }, source);
  const output = loadOutput(definition, describeSource(source).fields, resolver.report);
  if (condition === undefined || output === undefined) return undefined;
  if (source === "syscall") warnOfEventTypes(condition, definition, resolver.report);
  return {
    name: definition.name.text,
    description: definition.description,
    source,
    priority: definition.priority,
    tags: definition.tags,
    isEnabled: definition.isEnabled,
    condition,
    output,
    place: definition.name.place,
  };
}

/** Looks at what there is of a rule that is none. */
function loadParts(resolver: MacroResolver, { source, condition, output, ...rest }: BrokenRule): void {
  if (source === undefined) return;
  if (condition !== undefined) loadCondition(resolver, { ...rest, condition }, source);
  if (output !== undefined) loadOutput({ ...rest, output }, describeSource(source).fields, resolver.report);
}

/** Resolves a condition and looks at its fields, also at those beside something that cannot be resolved. */
function loadCondition(
  resolver: MacroResolver,
  definition: Pick<RuleDefinition, "condition" | "skipsUnknownFields">,
  source: FalcoSource,
): ResolvedCondition | undefined {
  resolver.remains.length = 0;
  const condition = resolveCondition(resolver, definition.condition);
  const { fields } = describeSource(source);
  const lists = [...resolver.lists.lists.keys()];
  const parts = condition === undefined ? resolver.remains : [condition];
  const sound = parts.map((part) => areFieldsSound(part, definition, { fields, lists, report: resolver.report }));
  return sound.includes(false) ? undefined : condition;
}

function areFieldsSound(
  condition: ResolvedCondition,
  { skipsUnknownFields }: Pick<RuleDefinition, "skipsUnknownFields">,
  {
    fields,
    lists,
    report,
  }: { readonly fields: FieldTable; readonly lists: readonly string[]; readonly report: ReportProblem },
): boolean {
  let isSound = true;
  const seen = new Set<ResolvedCondition>();
  const open = [condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "not") open.push(node.body);
    else if (node.kind !== "check") for (const part of node.parts.toReversed()) open.push(part);
    else {
      warnOfDoubtfulValues(node, lists, report);
      for (const { code, range, message, hint } of checkProblems(fields, node.check)) {
        isSound = false;
        const tell = skipsUnknownFields && code === "unknown-field" ? ruleWarning : ruleError;
        report(tell(code, placeOf(node.text, range), message, hint));
      }
    }
  }
  return isSound;
}

/** Reads the output. Behind a known field, more names with points are a text: `%proc.name.` ends a sentence. */
function loadOutput(
  { output, skipsUnknownFields }: Pick<RuleDefinition, "output" | "skipsUnknownFields">,
  fields: FieldTable,
  report: ReportProblem,
): OutputTemplate | undefined {
  const parsed = parseOutput(output.text.trim());
  const lead = output.text.length - output.text.trimStart().length;
  if (parsed.kind === "problem") {
    const place = placeOf(output, { start: parsed.start + lead, end: parsed.end + lead });
    report(
      ruleError("output-syntax", place, {
        en: `output: expected ${parsed.expected.en}, got ${parsed.got === "" ? "its end" : quote(parsed.got)}`,
        ja: `output には${parsed.expected.ja}を想定しましたが、${parsed.got === "" ? "終わり" : quote(parsed.got)}があります`,
      }),
    );
    return undefined;
  }
  const parts = parsed.template.parts.flatMap((part) => splitField(part, fields));
  let isSound = true;
  for (const part of parts) {
    const problem = part.kind === "value" ? findOperandProblem(fields, part.operand) : undefined;
    if (problem === undefined || part.kind === "text") continue;
    isSound = false;
    const { start, end } = problem.range;
    const place = placeOf(output, { start: start + lead, end: end + lead });
    const tell = skipsUnknownFields && problem.code === "unknown-field" ? ruleWarning : ruleError;
    report(
      tell(
        problem.code,
        place,
        { en: `output: ${problem.message.en}`, ja: `output: ${problem.message.ja}` },
        problem.hint,
      ),
    );
  }
  return isSound ? { ...parsed.template, parts } : undefined;
}

function splitField(part: OutputPart, fields: FieldTable): readonly OutputPart[] {
  if (part.kind === "text" || part.operand.kind !== "field" || findField(fields, part.operand.name) !== undefined)
    return [part];
  const { name, argument } = part.operand;
  if (argument !== undefined) return [part];
  for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
    if (findField(fields, name.slice(0, at)) === undefined) continue;
    const operand = { ...part.operand, name: name.slice(0, at) };
    return [
      { ...part, operand },
      { kind: "text", text: name.slice(at) },
    ];
  }
  return [part];
}

function warnOfEventTypes(
  condition: ResolvedCondition,
  { name, warnsOfEventTypes }: RuleDefinition,
  report: ReportProblem,
): void {
  if (!warnsOfEventTypes) return;
  const types = indexedValues(condition, "evt.type") ?? indexedValues(condition, "syscall.type");
  if (types !== undefined && types.size <= manyEventTypes) return;
  report(
    ruleWarning("any-event-type", name.place, {
      en: `rule ${quote(name.text)} asks for no evt.type or too many, and is slow`,
      ja: `rule ${quote(name.text)} は evt.type で絞り込まれていないか、対象が多すぎるため、判定に時間がかかります`,
    }),
  );
}
