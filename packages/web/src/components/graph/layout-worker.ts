import { type LayerEdge, layerGraph } from "./layer-graph.ts";

/** What the page asks: a graph, and a number that the answer carries. */
export interface LayoutQuestion {
  readonly question: number;
  readonly nodes: readonly string[];
  readonly edges: readonly LayerEdge[];
}

addEventListener("message", ({ data }: MessageEvent<LayoutQuestion>) => {
  const { question, nodes, edges } = data;
  postMessage({ question, layout: layerGraph(nodes, edges) });
});
