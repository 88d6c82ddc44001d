import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { QueryView } from "../../components/query-view.tsx";
import { SeverityMark, severities } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { inProject } from "./in-project.ts";
import { dashboardTexts } from "./texts.ts";
import type { WidgetKind, WidgetOf } from "./widget.ts";
import styles from "./widget-grid.module.css";

const height = 80;
const states = ["open", "reopened", "fixed", "accepted", "false-positive", "excluded"] as const;
const kinds = ["misconfiguration", "vulnerability", "secret", "malware", "activity"] as const;

interface WidgetProps<Kind extends WidgetKind> {
  readonly widget: WidgetOf<Kind>;
}

/** What is open, a number for each severity. */
export function OpenBySeverity({ widget: { project } }: WidgetProps<"open-by-severity">) {
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/overview", { query: { days: 1, ...inProject(project) } }));
  const narrow = project === undefined ? "" : ` project:${project}`;
  return (
    <QueryView query={query} height={height}>
      {({ open }) => (
        <ul className={styles["counts"]}>
          {severities.map((severity) => (
            <li key={severity}>
              <SeverityMark severity={severity} />
              <p className={styles["number"]}>
                <Link to="/findings" search={{ query: `state:open severity:${severity}${narrow}` }}>
                  {number(open[severity])}
                </Link>
              </p>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

/** How many findings are past their due date. */
export function Overdue({ widget: { project } }: WidgetProps<"overdue">) {
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/overview", { query: { days: 1, ...inProject(project) } }));
  const narrow = project === undefined ? "" : ` project:${project}`;
  return (
    <QueryView query={query} height={height}>
      {({ overdue }) => (
        <p className={styles["number"]}>
          <Link to="/findings" search={{ query: `state:open overdue:yes${narrow}`, sort: "due" }}>
            {number(overdue)}
          </Link>
        </p>
      )}
    </QueryView>
  );
}

/** How many findings a query finds. */
export function CountedFindings({ widget: { query: asked } }: WidgetProps<"finding-count">) {
  const t = useTexts(dashboardTexts);
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/findings", { query: { query: asked, limit: 1, count: "true" } }));
  return (
    <QueryView query={query} height={height}>
      {({ total = { count: 0, isExact: true } }) => (
        <p className={styles["number"]}>
          <Link to="/findings" search={{ query: asked }}>
            {total.isExact ? number(total.count) : t("atLeast", { shown: number(total.count) })}
          </Link>
        </p>
      )}
    </QueryView>
  );
}

/** How long repairs took, for each severity. */
export function RepairTimes({ widget: { days, project } }: WidgetProps<"repair-times">) {
  const t = useTexts(dashboardTexts);
  const query = useQuery(reading("GET /api/v1/trends", { query: { days, ...inProject(project) } }));
  return (
    <QueryView query={query} height={height}>
      {({ repair }) => {
        const known = repair.flatMap(({ severity, meanDays }) => (meanDays === null ? [] : [{ severity, meanDays }]));
        if (known.length === 0) return <p>{t("nothing")}</p>;
        return (
          <ul className={styles["counts"]}>
            {known.map(({ severity, meanDays }) => (
              <li key={severity}>
                <SeverityMark severity={severity} />
                <p className={styles["number"]}>{t("days", { count: Math.round(meanDays * 10) / 10 })}</p>
              </li>
            ))}
          </ul>
        );
      }}
    </QueryView>
  );
}

/** How the findings of a query are spread. */
export function SpreadOfFindings({ widget: { query: asked, by } }: WidgetProps<"finding-spread">) {
  const t = useTexts(dashboardTexts);
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/findings/facets", { query: { query: asked } }));
  return (
    <QueryView query={query} height={height}>
      {(facets) =>
        facets[by].length === 0 ? (
          <p>{t("nothing")}</p>
        ) : (
          <ul className={styles["rows"]}>
            {facets[by].map(({ value, count }) => (
              <li key={value}>
                <SpreadValue by={by} value={value} />
                <Link to="/findings" search={{ query: `${asked} ${by}:${JSON.stringify(value)}`.trim() }}>
                  {number(count)}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

interface SpreadValueProps {
  readonly by: WidgetOf<"finding-spread">["by"];
  readonly value: string;
}

function SpreadValue({ by, value }: SpreadValueProps) {
  const word = useTexts(words);
  const severity = severities.find((known) => known === value);
  if (by === "severity" && severity !== undefined) return <SeverityMark severity={severity} />;
  if (by === "fix") return <span>{word(value === "yes" ? "yes" : "no")}</span>;
  const known = [...states, ...kinds].find((one) => one === value);
  return <span>{(by === "state" || by === "kind") && known !== undefined ? word(known) : value}</span>;
}
