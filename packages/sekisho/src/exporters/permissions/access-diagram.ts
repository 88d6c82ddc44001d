import { quoteDot, quoteMermaid } from "../escape/diagram.ts";

/** An arrow between two named things. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Writes arrows for Graphviz (`dot`) or Mermaid; the same arrow is drawn once. */
export function* writeArrows(format: "dot" | "mermaid", arrows: Iterable<Arrow>): Generator<string> {
  const drawn = new Set<string>();
  const ids = new Map<string, string>();
  yield format === "dot" ? "digraph {\n  rankdir=LR\n" : "flowchart LR\n";
  for (const { from, to, label } of arrows) {
    const key = `${from}\n${to}\n${label}`;
    if (drawn.has(key)) continue;
    drawn.add(key);
    if (format === "dot") {
      yield `  ${quoteDot(from)} -> ${quoteDot(to)}${label === "" ? "" : ` [label=${quoteDot(label)}]`}\n`;
      continue;
    }
    for (const name of [from, to]) {
      if (ids.has(name)) continue;
      ids.set(name, `n${ids.size}`);
      yield `  ${ids.get(name) ?? ""}[${quoteMermaid(name)}]\n`;
    }
    yield `  ${ids.get(from) ?? ""} -->${label === "" ? "" : `|${quoteMermaid(label)}|`} ${ids.get(to) ?? ""}\n`;
  }
  if (format === "dot") yield "}\n";
}
