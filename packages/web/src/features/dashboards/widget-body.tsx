import { CountedFindings, OpenBySeverity, Overdue, RepairTimes, SpreadOfFindings } from "./count-widgets.tsx";
import {
  ActionRows,
  AssetRows,
  FindingRows,
  FlawRows,
  FrameworkCounts,
  GapRows,
  ProjectRows,
} from "./list-widgets.tsx";
import { TrendWidget } from "./trend-widget.tsx";
import type { Widget } from "./widget.ts";
import styles from "./widget-grid.module.css";

interface WidgetBodyProps {
  readonly widget: Widget;
}

/** What a widget shows; each reads its own numbers, and fails on its own. */
export function WidgetBody({ widget }: WidgetBodyProps) {
  switch (widget.kind) {
    case "open-by-severity":
      return <OpenBySeverity widget={widget} />;
    case "open-by-project":
      return <ProjectRows />;
    case "trend":
      return <TrendWidget widget={widget} />;
    case "repair-times":
      return <RepairTimes widget={widget} />;
    case "overdue":
      return <Overdue widget={widget} />;
    case "actions":
      return <ActionRows widget={widget} />;
    case "finding-count":
      return <CountedFindings widget={widget} />;
    case "finding-list":
      return <FindingRows widget={widget} />;
    case "finding-spread":
      return <SpreadOfFindings widget={widget} />;
    case "asset-list":
      return <AssetRows widget={widget} />;
    case "flaw-list":
      return <FlawRows widget={widget} />;
    case "framework":
      return <FrameworkCounts widget={widget} />;
    case "coverage-gaps":
      return <GapRows widget={widget} />;
    case "text":
      return <p className={styles["written"]}>{widget.text}</p>;
  }
}
