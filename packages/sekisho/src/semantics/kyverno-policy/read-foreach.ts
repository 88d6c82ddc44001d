import {
  findTextAt,
  isManifestList,
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
  pointerPart,
} from "../kubernetes/manifest-value.ts";
import { readConditions } from "./conditions.ts";
import type { RuleBreach, RuleSubject } from "./kyverno-rule.ts";
import { readContext } from "./read-context.ts";
import { type Judge, readValidation, type ValidationPlace } from "./read-validation.ts";
import { readPathTemplate, readTextTemplate, textOf, type ValueTemplate } from "./substitute.ts";

/** Loops inside of each other; Kyverno's own policies have two. */
const maxDepth = 4;

/**
 * Reads `foreach`: what is asked of each element of lists, with `element` and `elementIndex` as variables, and `element0`,
 * `elementIndex0` … of the loops around. Source: Kyverno documentation, "Validate Rules", foreach.
 */
export function readForeach(validate: ManifestMap, place: ValidationPlace): Judge | undefined {
  return readLoops(validate, place, { depth: 0, message: findTextAt(validate, "message") ?? "" });
}

interface Loops {
  readonly depth: number;
  readonly message: string;
}

function readLoops(holder: ManifestMap, place: ValidationPlace, loops: Loops): Judge | undefined {
  const pointer = `${place.pointer}/foreach`;
  const written = listAt(holder, "foreach");
  if (loops.depth >= maxDepth) {
    place.unanswerable.push({ pointer, what: "foreach" });
    return undefined;
  }
  const judges = written.map((loop, index) =>
    isManifestMap(loop) ? readLoop(loop, { ...place, pointer: `${pointer}/${index}` }, loops) : undefined,
  );
  const read = judges.filter((judge) => judge !== undefined);
  if (read.length !== judges.length) return undefined;
  return (subject, known) => read.flatMap((judge) => judge(subject, known));
}

function readLoop(loop: ManifestMap, place: ValidationPlace, loops: Loops): Judge | undefined {
  const { pointer, unanswerable } = place;
  const list = readPathTemplate(bare(findTextAt(loop, "list") ?? ""), place.names);
  if (list.kind === "refused") unanswerable.push({ pointer: `${pointer}/list`, what: list.what });
  const own = ["element", "elementIndex", `element${loops.depth}`, `elementIndex${loops.depth}`];
  const outer = { names: new Set([...place.names, ...own]), unanswerable };
  const context = readContext(listAt(loop, "context"), `${pointer}/context`, outer);
  const { names } = context;
  const isMeant = readConditions(loop["preconditions"] ?? [], { ...place, pointer: `${pointer}/preconditions`, names });
  const inner: ValidationPlace = { ...place, names };
  const judge = readValidation(loop, inner) ?? readNested(loop, inner, loops);
  if (judge === undefined && unanswerable.length === 0) unanswerable.push({ pointer, what: "foreach" });
  if (list.kind === "refused" || judge === undefined) return undefined;
  const message = readTextTemplate(loops.message, names);
  const read: ReadLoop = {
    list: list.template,
    own,
    extend: context.extend,
    isMeant,
    judge,
    // A map is taken for the whole of what a pattern speaks of, unless the loop says otherwise.
    isScoped: (element) => (loop["elementScope"] ?? isManifestMap(element)) === true && loop["foreach"] === undefined,
    message: message.kind === "read" ? message.template : undefined,
  };
  return (subject, known) => judgeElements(read, subject, known);
}

function readNested(loop: ManifestMap, place: ValidationPlace, loops: Loops): Judge | undefined {
  if (listAt(loop, "foreach").length === 0) return undefined;
  return readLoops(loop, place, { ...loops, depth: loops.depth + 1 });
}

/** A list is an expression by itself; braces around it are taken too. */
function bare(list: string): string {
  const inner = /^\{\{([^]{0,4000})\}\}$/.exec(list.trim())?.[1];
  return (inner ?? list).trim();
}

interface ReadLoop {
  readonly list: ValueTemplate;
  /** The names of the element and its place. */
  readonly own: readonly string[];
  readonly extend: (known: ManifestMap, subject: RuleSubject) => ManifestMap | undefined;
  readonly isMeant: (known: ManifestValue) => boolean;
  readonly judge: Judge;
  readonly isScoped: (element: ManifestValue) => boolean;
  readonly message: ValueTemplate | undefined;
}

function judgeElements(loop: ReadLoop, subject: RuleSubject, known: ManifestMap): readonly RuleBreach[] {
  const elements = elementsOf(loop.list(known));
  const breaches: RuleBreach[] = [];
  for (const [index, element] of elements.entries()) {
    if (subject.shouldStop()) return breaches;
    const given: Record<string, ManifestValue> = { ...known };
    for (const name of loop.own) given[name] = name.startsWith("elementIndex") ? index : element;
    const inside = loop.extend(given, subject);
    if (inside === undefined || !loop.isMeant(inside)) continue;
    const isScoped = loop.isScoped(element);
    const base = isScoped ? (findPlace(subject.object, element) ?? "") : "";
    for (const breach of loop.judge(isScoped ? { ...subject, object: element } : subject, inside)) {
      const text = loop.message === undefined ? "" : textOf(loop.message(inside));
      const message = breach.message ?? (text === "" ? undefined : { en: text, ja: text });
      breaches.push({ ...breach, pointer: base + breach.pointer, ...(message === undefined ? {} : { message }) });
    }
  }
  return breaches;
}

/** Of a map the elements are its entries, as Kyverno has them. */
function elementsOf(value: ManifestValue): readonly ManifestValue[] {
  if (isManifestList(value)) return value.filter((element) => element !== null);
  return isManifestMap(value) ? Object.entries(value).map(([key, inner]) => ({ key, value: inner })) : [];
}

/** Finds where an element stands in an object: expressions give the very values that stand there. */
function findPlace(holder: ManifestValue, element: ManifestValue): string | undefined {
  if (holder === element && typeof element === "object") return "";
  if (typeof holder !== "object" || holder === null) return undefined;
  for (const [key, inner] of Object.entries(holder)) {
    const found: string | undefined = findPlace(inner, element);
    if (found !== undefined) return pointerPart(key) + found;
  }
  return undefined;
}
