import { useEffect, useState } from "react";
import type { LayerEdge, LayerLayout } from "./layer-graph.ts";
import type { LayoutQuestion } from "./layout-worker.ts";

interface LayoutAnswer {
  readonly question: number;
  readonly layout: LayerLayout;
}

/**
 * Lays a graph out beside the page, which stays alive meanwhile. `undefined` until the first answer is there; while another
 * graph is laid out, the one before stays. Keep `nodes` and `edges` with `useMemo`.
 */
export function useLayerLayout(nodes: readonly string[], edges: readonly LayerEdge[]): LayerLayout | undefined {
  const [layout, setLayout] = useState<LayerLayout>();
  const [worker, setWorker] = useState<Worker>();
  useEffect(() => {
    const made = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
    setWorker(made);
    return () => made.terminate();
  }, []);
  useEffect(() => {
    if (worker === undefined) return;
    const asked: LayoutQuestion = { question: performance.now(), nodes, edges };
    const listen = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.question === asked.question) setLayout(data.layout);
    };
    worker.addEventListener("message", listen);
    worker.postMessage(asked);
    return () => worker.removeEventListener("message", listen);
  }, [worker, nodes, edges]);
  return layout;
}
