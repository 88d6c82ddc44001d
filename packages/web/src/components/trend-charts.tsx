import { useMemo } from "react";
import { defineTexts, useTexts } from "../texts/define-texts.ts";
import { useFormats } from "../texts/format.ts";
import { Chart } from "./chart.tsx";
import type { ChartOption } from "./chart-canvas.tsx";
import { RowTable } from "./row-table.tsx";
import { type Severity, severities } from "./severity-mark.tsx";
import { words } from "./words.ts";

const chartTexts = defineTexts({
  new: { en: "New", ja: "新規" },
  fixed: { en: "Fixed or decided", ja: "修正・判断済み" },
  changeUnit: { en: "findings a day", ja: "件 / 日" },
  openUnit: { en: "findings", ja: "件" },
  day: { en: "Day", ja: "日付" },
  table: { en: "As a table", ja: "表で表示" },
  changes: { en: "New and fixed by day", ja: "日別の新規と修正" },
  open: { en: "Open by day", ja: "日別の未対応" },
  empty: { en: "Nothing changed in these days.", ja: "この期間の変化はありません。" },
});

/** What came and went on one day. */
export interface ChangeDay {
  readonly day: string;
  /** New and open again. */
  readonly came: number;
  /** Repaired or decided. */
  readonly went: number;
}

interface ChangeChartProps {
  readonly days: readonly ChangeDay[];
  /** Pixels. */
  readonly height: number;
}

/** What came and what went, as bars around zero; the table below says the same. */
export function ChangeChart({ days, height }: ChangeChartProps) {
  const t = useTexts(chartTexts);
  const { number, day: shownDay } = useFormats();
  const [came, went, unit] = [t("new"), t("fixed"), t("changeUnit")];
  const option = useMemo<ChartOption>(
    () => (token) => ({
      ...frameOf(
        token,
        days.map(({ day }) => day),
        unit,
      ),
      series: [
        { ...bar, name: came, data: days.map((one) => one.came), itemStyle: { color: token("--severity-high") } },
        { ...bar, name: went, data: days.map((one) => -one.went), itemStyle: { color: token("--good") } },
      ],
    }),
    [days, came, went, unit],
  );
  if (days.length === 0) return <p>{t("empty")}</p>;
  return (
    <>
      <Chart option={option} height={height} />
      <details>
        <summary>{t("table")}</summary>
        <RowTable
          label={t("changes")}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { title: t("day"), cell: ({ day }) => shownDay(day) },
            { title: came, cell: (one) => number(one.came), isNumber: true },
            { title: went, cell: (one) => number(one.went), isNumber: true },
          ]}
        />
      </details>
    </>
  );
}

const bar = { type: "bar" as const, stack: "all", barMaxWidth: 24 };

interface CountChartProps {
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** What is counted: the name of the line and of the column. */
  readonly name: string;
  /** What the table says. */
  readonly label: string;
  /** Pixels. */
  readonly height: number;
}

/** One number over time, as a line; the table below says the same. */
export function CountChart({ days, name, label, height }: CountChartProps) {
  const t = useTexts(chartTexts);
  const { number, day: shownDay } = useFormats();
  const option = useMemo<ChartOption>(
    () => (token) => ({
      ...frameOf(
        token,
        days.map(({ day }) => day),
        name,
      ),
      series: [
        {
          type: "line" as const,
          step: "end" as const,
          showSymbol: days.length === 1,
          name,
          color: token("--severity-high"),
          areaStyle: { opacity: 0.2 },
          data: days.map(({ count }) => count),
        },
      ],
    }),
    [days, name],
  );
  if (days.length === 0) return <p>{t("empty")}</p>;
  return (
    <>
      <Chart option={option} height={height} />
      <details>
        <summary>{t("table")}</summary>
        <RowTable
          label={label}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { title: t("day"), cell: ({ day }) => shownDay(day) },
            { title: name, cell: ({ count }) => number(count), isNumber: true },
          ]}
        />
      </details>
    </>
  );
}

interface OpenChartProps {
  readonly days: readonly { readonly day: string; readonly open: Readonly<Record<Severity, number>> }[];
  /** Pixels. */
  readonly height: number;
}

/** What was open at the end of each day, as areas above each other, the worst at the bottom. */
export function OpenChart({ days, height }: OpenChartProps) {
  const t = useTexts(chartTexts);
  const word = useTexts(words);
  const { number, day: shownDay } = useFormats();
  const unit = t("openUnit");
  const names = severities.map((severity) => word(severity)).join("\n");
  const option = useMemo<ChartOption>(() => {
    const titles = names.split("\n");
    return (token) => ({
      ...frameOf(
        token,
        days.map(({ day }) => day),
        unit,
      ),
      series: severities.map((severity, place) => ({
        type: "line" as const,
        stack: "open",
        areaStyle: { opacity: 0.7 },
        lineStyle: { width: 1 },
        showSymbol: false,
        name: titles[place] ?? severity,
        color: token(`--severity-${severity}`),
        data: days.map(({ open }) => open[severity]),
      })),
    });
  }, [days, unit, names]);
  return (
    <>
      <Chart option={option} height={height} />
      <details>
        <summary>{t("table")}</summary>
        <RowTable
          label={t("open")}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { title: t("day"), cell: ({ day }) => shownDay(day) },
            ...severities.map((severity) => ({
              title: word(severity),
              cell: ({ open }: OpenChartProps["days"][number]) => number(open[severity]),
              isNumber: true,
            })),
          ]}
        />
      </details>
    </>
  );
}

function frameOf(token: (name: string) => string, days: readonly string[], unit: string) {
  const axisLabel = { color: token("--ink-quiet") };
  return {
    animation: false,
    textStyle: { color: token("--ink"), fontFamily: token("--font-text") },
    legend: { bottom: 0, textStyle: { color: token("--ink") } },
    // Styles of its own would stand inside of the page, which the page's policy forbids.
    tooltip: { trigger: "axis" as const, renderMode: "richText" as const },
    // Below the axis there is room for two lines of names: in a narrow window one is not enough.
    grid: { left: 48, right: 16, top: 32, bottom: 72 },
    xAxis: { type: "category" as const, data: [...days], axisLabel },
    yAxis: {
      type: "value" as const,
      name: unit,
      minInterval: 1,
      axisLabel,
      splitLine: { lineStyle: { color: token("--line") } },
    },
  };
}
