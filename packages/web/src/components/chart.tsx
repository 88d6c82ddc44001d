import { lazy, Suspense } from "react";
import type { ChartOption } from "./chart-canvas.tsx";
import { Loading } from "./page-state.tsx";

const ChartCanvas = lazy(async () => ({ default: (await import("./chart-canvas.tsx")).ChartCanvas }));

interface ChartProps {
  /** Keep it with `useMemo`: another one draws the chart anew. */
  readonly option: ChartOption;
  /** Pixels. */
  readonly height: number;
}

/** A chart; what draws it is loaded when the first one is shown. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Loading height={props.height} />}>
      <ChartCanvas {...props} />
    </Suspense>
  );
}
