/** Pages that stand in the rail, and the key that leads there after `g`. */
export const railPages = [
  { to: "/", name: "overview", key: "o" },
  { to: "/dashboards", name: "dashboards", key: "d" },
  { to: "/trends", name: "trends", key: "t" },
  { to: "/findings", name: "findings", key: "f" },
  { to: "/assets", name: "assets", key: "a" },
  { to: "/components", name: "components", key: "c" },
  { to: "/advisories", name: "advisories", key: "v" },
  { to: "/network", name: "network", key: "w" },
  { to: "/incidents", name: "incidents", key: "i" },
  { to: "/compliance", name: "compliance", key: "m" },
  { to: "/coverage", name: "coverage", key: "n" },
  { to: "/reports", name: "reports", key: "r" },
  { to: "/settings", name: "settings", key: "s" },
] as const;

/** A page that stands in the rail. */
export type RailPage = (typeof railPages)[number];
