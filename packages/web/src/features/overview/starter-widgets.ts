import type { InputOf } from "../../api/request.ts";
import { phases } from "./phase-kinds.ts";

/** A part of a dashboard as it is made. */
export type StarterWidget = InputOf<"POST /api/v1/dashboards">["body"]["widgets"][number];

const gapDays = 7;
const rows = 5;

/** Gives the parts of the overview as widgets: what somebody's own overview begins with. */
export function starterWidgets(titles: Readonly<Record<"build" | "ship" | "run", string>>): StarterWidget[] {
  return [
    { key: "open", kind: "open-by-severity", place: { x: 0, y: 0, width: 9, height: 3 } },
    { key: "overdue", kind: "overdue", place: { x: 9, y: 0, width: 3, height: 3 } },
    { key: "actions", kind: "actions", limit: rows, place: { x: 0, y: 3, width: 12, height: 5 } },
    ...phases.map(
      ({ name, kinds }, place): StarterWidget => ({
        key: name,
        kind: "finding-spread",
        title: titles[name],
        query: `state:open asset-kind:${kinds}`,
        by: "severity",
        place: { x: place * 4, y: 8, width: 4, height: 5 },
      }),
    ),
    { key: "trend", kind: "trend", place: { x: 0, y: 13, width: 12, height: 6 } },
    {
      key: "assets",
      kind: "asset-list",
      filter: { sort: "worst" },
      limit: rows,
      place: { x: 0, y: 19, width: 6, height: 6 },
    },
    { key: "gaps", kind: "coverage-gaps", days: gapDays, limit: rows, place: { x: 6, y: 19, width: 6, height: 6 } },
  ];
}
