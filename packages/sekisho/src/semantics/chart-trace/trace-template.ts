import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { pointerKeys } from "../kubernetes/manifest-value.ts";
import { type ElementPlace, findValuePlace, type ValuesFile } from "./find-value.ts";
import { fitPieces } from "./match-pieces.ts";
import { chooseNode } from "./score-node.ts";
import { findDefinitionCall, findReferences, splitExpression } from "./template-expression.ts";
import type { OutputAction } from "./template-line.ts";
import type { OutlineFiller, OutlineNode, TemplateOutline } from "./template-outline.ts";
import { bindReference, type ValueReference } from "./value-reference.ts";

/** Definitions that call each other; a template of a chart has a handful. */
const maxCalls = 16;

/** Items of a list that are compared with several parts of a template. */
const maxCountedItems = 100;

/** A template with its outline. */
export interface OutlinedTemplate {
  readonly path: string;
  readonly outline: TemplateOutline;
  /** Which part of the outline a rendered document is: found once. */
  readonly chosen: WeakMap<YamlNode, OutlineNode>;
}

/** A definition and the template that it stands in. */
export interface PlacedDefinition {
  readonly path: string;
  readonly node: OutlineNode;
}

/** What a rendered document was made of. */
export interface TemplateSources {
  readonly template: OutlinedTemplate;
  /** By name: those of all templates of the chart and its subcharts. */
  readonly definitions: ReadonlyMap<string, PlacedDefinition>;
  /** The strongest first. */
  readonly values: readonly ValuesFile[];
}

/** Where a rendered value comes from. */
export interface TracedPlace {
  readonly path: string;
  readonly range: OffsetRange;
  /** `value`: the key of a values file that sets it; `template`: the line that gives it out. */
  readonly kind: "template" | "value";
  /** How many keys of the pointer were followed. */
  readonly depth: number;
}

/** A place on the walk through the templates, and the rendered value that stands there. */
interface Place {
  readonly path: string;
  readonly node: OutlineNode;
  readonly rendered: YamlNode | undefined;
  /** How many keys were followed. */
  readonly depth: number;
  readonly argument: ValueReference | undefined;
  readonly element: ElementPlace | undefined;
  readonly calls: number;
}

interface Walk {
  readonly keys: readonly string[];
  readonly sources: TemplateSources;
}

/**
 * Finds what a JSON pointer into a rendered document was made from: the key of the values file that sets it, when one alone
 * does, or the line of the template or definition; for what is not there the part of the way to it that is. Keys that are
 * missing in the document are followed, too: they may have a place in the values. `undefined` when the template tells nothing.
 */
export function traceTemplate(root: YamlNode, pointer: string, sources: TemplateSources): TracedPlace | undefined {
  const { outline, chosen } = sources.template;
  const document = chosen.get(root) ?? chooseNode(outline.documents, root);
  if (document === undefined) return undefined;
  chosen.set(root, document);
  const place: Place = {
    path: sources.template.path,
    node: document,
    rendered: root,
    depth: 0,
    argument: { kind: "argument", keys: [] },
    element: undefined,
    calls: 0,
  };
  const traced = follow({ keys: pointerKeys(pointer), sources }, place);
  return traced.depth === 0 && traced.range.end === traced.range.start ? undefined : traced;
}

function follow(walk: Walk, place: Place): TracedPlace {
  const key = walk.keys[place.depth];
  if (key === undefined) return endOf(walk, place);
  const next = stepInto(place, key);
  if (next !== undefined) return follow(walk, next);
  const fillers = fillersOf(place.node);
  let best: TracedPlace | undefined;
  for (const { action } of fillers) {
    const traced = followAction(walk, place, action);
    if (traced !== undefined && traced.depth > (best?.depth ?? -1)) best = traced;
  }
  if (best !== undefined) return best;
  const [only] = fillers;
  const isGivenOut = only !== undefined && fillers.length === 1 && innerNode(place.rendered, key) !== undefined;
  const range = isGivenOut ? only.range : place.node.range;
  return { path: place.path, range, kind: "template", depth: place.depth };
}

/** Gives the actions that may give out what is below a node: those on lines of their own, or the one behind its key. */
function fillersOf({ fillers, value, range }: OutlineNode): readonly OutlineFiller[] {
  const [only] = value;
  if (value.length === 1 && only !== undefined && typeof only !== "string")
    return [...fillers, { action: only, range }];
  return fillers;
}

function stepInto(place: Place, key: string): Place | undefined {
  const { node, rendered } = place;
  if (rendered?.kind === "list") return stepIntoList(place, [...rendered.items], Number(key));
  const entries = node.children.filter((child) => child.kind === "entry" && fitPieces(child.key, key) !== "different");
  const literal = entries.filter((child) => fitPieces(child.key, key) === "same");
  const inside = innerNode(rendered, key);
  const child = chooseNode(literal.length > 0 ? literal : entries, inside);
  return child && { ...place, node: child, rendered: inside, depth: place.depth + 1 };
}

/** Items that one part of the template gives out, as loops do, are counted apart from the others. */
function stepIntoList(place: Place, items: readonly YamlNode[], index: number): Place | undefined {
  const candidates = place.node.children.filter(({ kind }) => kind === "item");
  const child = chooseNode(candidates, items[index], index);
  if (child === undefined) return undefined;
  const counted = candidates.length < 2 ? items : items.slice(0, maxCountedItems);
  const alike = counted.flatMap((item, at) => (chooseNode(candidates, item, at) === child ? [at] : []));
  const element = { index: alike.indexOf(index), count: alike.length };
  return { ...place, node: child, rendered: items[index], depth: place.depth + 1, element };
}

function innerNode(rendered: YamlNode | undefined, key: string): YamlNode | undefined {
  if (rendered?.kind === "list") return [...rendered.items][Number(key)];
  return rendered?.kind === "map" ? rendered.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** Looks for the rest of the way in what an action gives out; `undefined` when it is not there. */
function followAction(walk: Walk, place: Place, action: OutputAction): TracedPlace | undefined {
  const words = splitExpression(action.expression);
  const call = findDefinitionCall(words, action.scope);
  if (call !== undefined) {
    const definition = walk.sources.definitions.get(call.name);
    if (definition === undefined || place.calls >= maxCalls) return undefined;
    const argument = bindReference(call.argument, place.argument);
    const inside = { ...place, ...definition, argument, calls: place.calls + 1 };
    const traced = follow(walk, inside);
    return traced.depth > place.depth ? traced : undefined;
  }
  const keys = onlyValue(action, place.argument);
  return keys === undefined ? undefined : valuePlace(walk, place, keys);
}

function valuePlace(walk: Walk, place: Place, keys: readonly string[]): TracedPlace | undefined {
  const rest = walk.keys.slice(place.depth);
  const found = findValuePlace(walk.sources.values, [...keys, ...rest], place.element);
  if (found === undefined || found.depth < keys.length) return undefined;
  return { path: found.path, range: found.range, kind: "value", depth: place.depth + found.depth - keys.length };
}

/** Gives the place of a node: that of the value which alone stands behind its key, or its line. */
function endOf(walk: Walk, place: Place): TracedPlace {
  const actions = place.node.value.filter((piece) => typeof piece !== "string");
  const [action] = actions;
  const isAlone =
    actions.length === 1 && place.node.value.every((piece) => typeof piece !== "string" || /^["']$/.test(piece));
  const keys = isAlone && action !== undefined ? onlyValue(action, place.argument) : undefined;
  const traced = keys === undefined ? undefined : valuePlace(walk, place, keys);
  return traced ?? { path: place.path, range: place.node.range, kind: "template", depth: place.depth };
}

/** Gives the keys below `.Values` that an action gives out, when it gives out one value alone. */
function onlyValue({ expression, scope }: OutputAction, argument: ValueReference | undefined) {
  const values = findReferences(splitExpression(expression), scope)
    .map((reference) => bindReference(reference, argument))
    .flatMap((bound) => (bound?.kind === "argument" && bound.keys[0] === "Values" ? [bound.keys.slice(1)] : []))
    .filter(({ length }) => length > 0);
  return values.length === 1 ? values[0] : undefined;
}
