import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** What a chart shows; `token` gives the value of a design token: `--ink`. */
export type ChartOption = (token: (name: string) => string) => EChartsCoreOption;

interface ChartCanvasProps {
  readonly option: ChartOption;
  /** Pixels. */
  readonly height: number;
}

/** Draws a chart; a table beside it says the same to screen readers. */
export function ChartCanvas({ option, height }: ChartCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const chart = init(element);
    const draw = () => chart.setOption(option(tokensOf(element)), true);
    draw();
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(element);
    // Another theme has other colours.
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
    // Paper is white: what was drawn for a dark screen is drawn again, and now, as the browser does not wait.
    const print = () => {
      const { mantineColorScheme: shown } = document.documentElement.dataset;
      document.documentElement.dataset["mantineColorScheme"] = "light";
      draw();
      chart.getZr().flush();
      document.documentElement.dataset["mantineColorScheme"] = shown;
      theme.takeRecords();
    };
    addEventListener("beforeprint", print);
    addEventListener("afterprint", draw);
    return () => {
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", draw);
      theme.disconnect();
      resize.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={container} style={{ height }} aria-hidden="true" />;
}

function tokensOf(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}
