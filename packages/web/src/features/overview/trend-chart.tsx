import { useMemo } from "react";
import type { AnswerOf } from "../../api/request.ts";
import { ChangeChart } from "../../components/trend-charts.tsx";
import { sumByDay } from "./trend-days.ts";

interface TrendChartProps {
  readonly trend: AnswerOf<"GET /api/v1/overview">["trend"];
  /** Pixels. */
  readonly height: number;
}

/** What came and what went, by day. */
export function TrendChart({ trend, height }: TrendChartProps) {
  const days = useMemo(() => sumByDay(trend), [trend]);
  return <ChangeChart days={days} height={height} />;
}
