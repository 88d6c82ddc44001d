import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import { type Fit, fitPieces } from "./match-pieces.ts";
import type { OutlineNode } from "./template-outline.ts";

/** Levels below a node that are compared: names and kinds stand near the top. */
const maxDepth = 3;
/** Keys of a map and items of a list that are compared. */
const maxCompared = 64;

const points: Readonly<Record<Fit, number>> = { same: 3, possible: 1, different: -6 };

/** Tells how well a rendered value fits a part of a template: the more, the better. */
function scoreNode(outline: OutlineNode, rendered: YamlNode, depth = 0): number {
  if (rendered.kind === "scalar") return scoreScalar(outline, rendered);
  if (depth >= maxDepth || rendered.kind === "list") return 0;
  const [flow] = outline.value;
  if (typeof flow === "string" && flow.startsWith("{")) return scoreFlow(outline.value, rendered);
  let score = 0;
  for (const child of outline.children.slice(0, maxCompared)) {
    if (child.kind !== "entry") continue;
    const entry = rendered.entries.find(({ key }) => fitPieces(child.key, key) !== "different");
    // A key that was not rendered may depend on a condition: that tells little.
    score += entry === undefined ? -1 : 1 + scoreNode(child, entry.value, depth + 1);
  }
  return score;
}

/** Compares a map on one line, `{name: web}`, by the plain values that stand in it. */
function scoreFlow(value: OutlineNode["value"], rendered: Extract<YamlNode, { kind: "map" }>): number {
  const text = value.map((piece) => (typeof piece === "string" ? piece : "")).join("");
  const isLiteral = value.every((piece) => typeof piece === "string");
  let score = 0;
  for (const { value: held } of rendered.entries.slice(0, maxCompared)) {
    if (held.kind !== "scalar") continue;
    if (text.includes(held.raw ?? String(held.value))) score += points.same;
    else score += isLiteral ? points.different : 0;
  }
  return score;
}

function scoreScalar({ value, children }: OutlineNode, rendered: Extract<YamlNode, { kind: "scalar" }>): number {
  if (value.length === 0) return children.length > 0 && rendered.style === "plain" ? points.different : 0;
  return points[fitPieces(value, rendered.raw ?? String(rendered.value))];
}

/** Gives the best of some parts of a template for a rendered value; of equals the one with the asked index, or the last. */
export function chooseNode(
  candidates: readonly OutlineNode[],
  rendered: YamlNode | undefined,
  index = 0,
): OutlineNode | undefined {
  if (rendered === undefined || candidates.length < 2) return candidates[0];
  const scores = candidates.map((candidate) => scoreNode(candidate, rendered));
  const best = Math.max(...scores);
  const equals = candidates.filter((_, at) => scores[at] === best);
  const asked = candidates[index];
  return asked !== undefined && equals.includes(asked) ? asked : equals[Math.min(index, equals.length - 1)];
}
