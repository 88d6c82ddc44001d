import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useMemo, useRef } from "react";
import type { AnswerOf } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { overviewTexts } from "./texts.ts";
import { sumByDay, type TrendDay } from "./trend-days.ts";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface TrendChartProps {
  readonly trend: AnswerOf<"GET /api/v1/overview">["trend"];
  /** Pixels. */
  readonly height: number;
}

/** What came and what went, as bars around zero; the table below says the same. */
export function TrendChart({ trend, height }: TrendChartProps) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const days = useMemo(() => sumByDay(trend), [trend]);
  const container = useRef<HTMLDivElement>(null);
  const [came, went, unit] = [t("new"), t("fixed"), t("trendUnit")];
  useEffect(() => {
    if (container.current === null) return;
    const chart = init(container.current);
    chart.setOption(optionOf(days, { came, went, unit }, container.current));
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(container.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [days, came, went, unit]);
  if (days.length === 0) return <p>{t("trendEmpty")}</p>;
  return (
    <>
      <div ref={container} style={{ height }} aria-hidden="true" />
      <details>
        <summary>{t("table")}</summary>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th>{t("day")}</th>
              <th className={styles["number"]}>{t("new")}</th>
              <th className={styles["number"]}>{t("fixed")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((one) => (
              <tr key={one.day}>
                <td>{formats.day(one.day)}</td>
                <td className={styles["number"]}>{formats.number(one.came)}</td>
                <td className={styles["number"]}>{formats.number(one.went)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

interface TrendNames {
  readonly came: string;
  readonly went: string;
  readonly unit: string;
}

function optionOf(days: readonly TrendDay[], names: TrendNames, element: Element) {
  const style = getComputedStyle(element);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const bar = { type: "bar" as const, stack: "all", barMaxWidth: 24 };
  return {
    animation: false,
    textStyle: { color: colour("--ink"), fontFamily: colour("--font-text") },
    legend: { bottom: 0, textStyle: { color: colour("--ink") } },
    tooltip: { trigger: "axis" as const },
    grid: { left: 48, right: 16, top: 32, bottom: 56 },
    xAxis: { type: "category" as const, data: days.map(({ day }) => day), axisLabel: { color: colour("--ink-quiet") } },
    yAxis: { type: "value" as const, name: names.unit, minInterval: 1, axisLabel: { color: colour("--ink-quiet") } },
    series: [
      { ...bar, name: names.came, data: days.map(({ came }) => came), itemStyle: { color: colour("--severity-high") } },
      { ...bar, name: names.went, data: days.map(({ went }) => -went), itemStyle: { color: colour("--good") } },
    ],
  };
}
