import { z } from "zod";
import { assetFilter } from "./asset.ts";
import { findingSort } from "./finding.ts";
import { flawFilter } from "./flaw.ts";
import { keptFindingQuery } from "./saved-query.ts";
import { id, moment, slug, title } from "./values.ts";

const columns = 12;
const maxWidgets = 40;

/** Where a widget stands, in cells of a grid of twelve columns. */
const place = z
  .strictObject({
    x: z
      .int()
      .min(0)
      .max(columns - 1),
    y: z.int().min(0).max(999),
    width: z.int().min(1).max(columns),
    height: z.int().min(1).max(24),
  })
  .refine(({ x, width }) => x + width <= columns, { message: `expected to end within ${columns} columns` });

const widgetBase = z.strictObject({
  /** Names the widget within its dashboard. */
  key: slug,
  /** What stands above it; the kind's own name when left out. */
  title: title.optional(),
  place,
});

const project = slug.optional();
const days = z.int().min(1).max(366).default(90);
const limit = z.int().min(1).max(50).default(10);

/** A part of a dashboard: what is asked and how it is shown follow from its kind. */
const widget = z.discriminatedUnion("kind", [
  widgetBase.extend({ kind: z.literal("open-by-severity"), project }),
  widgetBase.extend({ kind: z.literal("open-by-project") }),
  widgetBase.extend({ kind: z.literal("trend"), project, days }),
  widgetBase.extend({ kind: z.literal("repair-times"), project, days }),
  widgetBase.extend({ kind: z.literal("overdue"), project }),
  widgetBase.extend({ kind: z.literal("actions"), project, limit }),
  widgetBase.extend({ kind: z.literal("finding-count"), query: keptFindingQuery }),
  widgetBase.extend({
    kind: z.literal("finding-list"),
    query: keptFindingQuery,
    sort: findingSort.default("worst"),
    limit,
  }),
  widgetBase.extend({
    kind: z.literal("finding-spread"),
    query: keptFindingQuery,
    by: z.enum(["severity", "state", "kind", "project", "rule", "fix"]),
  }),
  widgetBase.extend({ kind: z.literal("asset-list"), filter: assetFilter, limit }),
  widgetBase.extend({ kind: z.literal("flaw-list"), filter: flawFilter, limit }),
  widgetBase.extend({
    kind: z.literal("framework"),
    framework: z.string().min(1).max(100),
    project,
    assetKind: z.string().trim().min(1).max(100).optional(),
  }),
  widgetBase.extend({ kind: z.literal("coverage-gaps"), project, days: z.int().min(0).max(3650).default(7), limit }),
  widgetBase.extend({ kind: z.literal("text"), text: z.string().trim().min(1).max(4000) }),
]);

/** A dashboard as it is kept. */
export const newDashboard = z.strictObject({
  title,
  /** Everybody in the tenant sees it; needs the permission `views:share`. */
  isShared: z.boolean().default(false),
  /** It stands in the place of the overview: for its owner, or for everybody who has none of their own where it is shared. */
  isOverview: z.boolean().default(false),
  widgets: z
    .array(widget)
    .max(maxWidgets)
    .refine((widgets) => new Set(widgets.map(({ key }) => key)).size === widgets.length, {
      message: "expected each key once, got one twice",
    }),
});

/** A dashboard without its widgets. */
export const dashboardSummary = z.object({
  id,
  title: z.string(),
  isShared: z.boolean(),
  isOverview: z.boolean(),
  owner: z.object({ id, name: z.string() }),
  /** Whether the caller may change it. */
  isMine: z.boolean(),
  createdAt: moment,
  changedAt: moment,
});

/** A kept dashboard. */
export const dashboard = dashboardSummary.extend({ widgets: z.array(widget) });

/** The caller's own dashboards and those that are shared, by title. */
export const dashboardList = z.object({ dashboards: z.array(dashboardSummary) });
