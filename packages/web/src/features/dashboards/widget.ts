import type { AnswerOf } from "../../api/request.ts";
import type { DashboardKey } from "./texts.ts";

/** A dashboard with its widgets. */
export type Dashboard = AnswerOf<"GET /api/v1/dashboards/{dashboard}">;
/** A part of a dashboard. */
export type Widget = Dashboard["widgets"][number];
/** What a part of a dashboard shows. */
export type WidgetKind = Widget["kind"];
/** A widget of one kind. */
export type WidgetOf<Kind extends WidgetKind> = Extract<Widget, { readonly kind: Kind }>;

/** What a widget asks its maker for. */
export type WidgetField = "project" | "query" | "by" | "framework" | "text";

interface KindFacts {
  readonly name: DashboardKey;
  readonly fields: readonly WidgetField[];
  /** Size of a new one, in cells. */
  readonly width: number;
  readonly height: number;
}

/** Every kind of widget. */
export const widgetKinds: Readonly<Record<WidgetKind, KindFacts>> = {
  "open-by-severity": { name: "open-by-severity", fields: ["project"], width: 6, height: 3 },
  "open-by-project": { name: "open-by-project", fields: [], width: 6, height: 6 },
  trend: { name: "trend", fields: ["project"], width: 12, height: 6 },
  "repair-times": { name: "repair-times", fields: ["project"], width: 6, height: 3 },
  overdue: { name: "overdue", fields: ["project"], width: 3, height: 3 },
  actions: { name: "actions", fields: ["project"], width: 6, height: 6 },
  "finding-count": { name: "finding-count", fields: ["query"], width: 3, height: 3 },
  "finding-list": { name: "finding-list", fields: ["query"], width: 6, height: 6 },
  "finding-spread": { name: "finding-spread", fields: ["query", "by"], width: 4, height: 5 },
  "asset-list": { name: "asset-list", fields: ["project"], width: 6, height: 6 },
  "flaw-list": { name: "flaw-list", fields: ["project"], width: 6, height: 6 },
  framework: { name: "frameworkWidget", fields: ["framework", "project"], width: 4, height: 4 },
  "coverage-gaps": { name: "coverage-gaps", fields: ["project"], width: 6, height: 6 },
  text: { name: "textWidget", fields: ["text"], width: 4, height: 3 },
};

/** All kinds in the order in which they are offered. */
export const widgetKindNames = [
  "open-by-severity",
  "finding-count",
  "finding-list",
  "finding-spread",
  "overdue",
  "trend",
  "repair-times",
  "actions",
  "open-by-project",
  "asset-list",
  "flaw-list",
  "framework",
  "coverage-gaps",
  "text",
] as const satisfies readonly WidgetKind[];

/** Over what findings can be spread. */
export const spreads = ["severity", "state", "kind", "project", "rule", "fix"] as const;

/** What somebody said of a widget that is to be made. */
export interface WidgetWish {
  readonly kind: WidgetKind;
  readonly title: string;
  readonly project: string | undefined;
  readonly query: string;
  readonly by: (typeof spreads)[number];
  readonly framework: string;
  readonly text: string;
}

const trendDays = 90;
const gapDays = 7;
const rows = 10;

/** Makes a widget; its key is one that no other has. */
export function makeWidget(wish: WidgetWish, others: readonly Widget[]): Widget {
  const { width, height } = widgetKinds[wish.kind];
  const base = {
    key: freeKey(wish.kind, others),
    place: { x: 0, y: 0, width, height },
    ...(wish.title.trim() === "" ? {} : { title: wish.title.trim() }),
  };
  const inProject = wish.project === undefined ? {} : { project: wish.project };
  const { kind, query } = wish;
  switch (kind) {
    case "open-by-severity":
    case "overdue":
      return { ...base, kind, ...inProject };
    case "open-by-project":
      return { ...base, kind };
    case "trend":
    case "repair-times":
      return { ...base, kind, days: trendDays, ...inProject };
    case "actions":
      return { ...base, kind, limit: rows, ...inProject };
    case "finding-count":
      return { ...base, kind, query };
    case "finding-list":
      return { ...base, kind, query, sort: "worst", limit: rows };
    case "finding-spread":
      return { ...base, kind, query, by: wish.by };
    case "asset-list":
      return { ...base, kind, filter: { sort: "worst", ...inProject }, limit: rows };
    case "flaw-list":
      return { ...base, kind, filter: { sort: "urgent", ...inProject }, limit: rows };
    case "framework":
      return { ...base, kind, framework: wish.framework, ...inProject };
    case "coverage-gaps":
      return { ...base, kind, days: gapDays, limit: rows, ...inProject };
    case "text":
      return { ...base, kind, text: wish.text };
  }
}

function freeKey(kind: WidgetKind, others: readonly Widget[]): string {
  for (let place = 1; ; place++) {
    const key = `${kind}-${place}`;
    if (others.every((other) => other.key !== key)) return key;
  }
}
