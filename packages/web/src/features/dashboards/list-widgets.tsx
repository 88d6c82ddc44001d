import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { reading } from "../../api/queries.ts";
import { frameworkName } from "../../components/framework-name.ts";
import { OpenCounts } from "../../components/open-counts.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { inProject } from "./in-project.ts";
import { dashboardTexts } from "./texts.ts";
import type { WidgetKind, WidgetOf } from "./widget.ts";
import styles from "./widget-grid.module.css";

const height = 240;

interface WidgetProps<Kind extends WidgetKind> {
  readonly widget: WidgetOf<Kind>;
}

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly children: (row: Row) => ReactNode;
}

function Rows<Row>({ rows, keyOf, children }: RowsProps<Row>) {
  const t = useTexts(dashboardTexts);
  if (rows.length === 0) return <p>{t("nothing")}</p>;
  return (
    <ul className={styles["rows"]}>
      {rows.map((row) => (
        <li key={keyOf(row)}>{children(row)}</li>
      ))}
    </ul>
  );
}

/** Findings of a query. */
export function FindingRows({ widget: { query: asked, sort, limit } }: WidgetProps<"finding-list">) {
  const text = useText();
  const query = useQuery(reading("GET /api/v1/findings", { query: { query: asked, sort, limit } }));
  return (
    <QueryView query={query} height={height}>
      {({ findings }) => (
        <Rows rows={findings} keyOf={({ id }) => id}>
          {({ id, severity, title, ruleTitle, asset }) => (
            <>
              <span>
                <SeverityMark severity={severity} isShort />{" "}
                <Link to="/findings/$finding" params={{ finding: id }}>
                  {ruleTitle === null ? title : text(ruleTitle)}
                </Link>
              </span>
              <span>{asset.name.slice(0, 40)}</span>
            </>
          )}
        </Rows>
      )}
    </QueryView>
  );
}

/** The changes that take the most risk away. */
export function ActionRows({ widget: { project, limit } }: WidgetProps<"actions">) {
  const t = useTexts(dashboardTexts);
  const text = useText();
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/actions", { query: { limit, ...inProject(project) } }));
  return (
    <QueryView query={query} height={height}>
      {({ actions }) => (
        <Rows rows={actions} keyOf={({ kind, subject }) => `${kind} ${subject}`}>
          {({ kind, subject, title, ruleTitle, worst, findings }) => {
            const field = kind === "update" ? "fix:yes package" : "rule";
            const said = ruleTitle === null ? title : text(ruleTitle);
            return (
              <>
                <span>
                  <SeverityMark severity={worst} isShort />{" "}
                  <Link to="/findings" search={{ query: `state:open ${field}:${JSON.stringify(subject)}` }}>
                    {kind === "update" ? t("update", { subject: title }) : said}
                  </Link>
                </span>
                <span>{number(findings)}</span>
              </>
            );
          }}
        </Rows>
      )}
    </QueryView>
  );
}

/** What is open, by project. */
export function ProjectRows() {
  const query = useQuery(reading("GET /api/v1/overview", { query: { days: 1 } }));
  return (
    <QueryView query={query} height={height}>
      {({ projects }) => (
        <Rows rows={projects} keyOf={({ id }) => id}>
          {({ name, title, open }) => (
            <>
              <Link to="/findings" search={{ query: `state:open project:${name}` }}>
                {title}
              </Link>
              <OpenCounts open={open} />
            </>
          )}
        </Rows>
      )}
    </QueryView>
  );
}

/** Assets. */
export function AssetRows({ widget: { filter, limit } }: WidgetProps<"asset-list">) {
  const query = useQuery(reading("GET /api/v1/assets", { query: { ...filter, limit } }));
  return (
    <QueryView query={query} height={height}>
      {({ assets }) => (
        <Rows rows={assets} keyOf={({ id }) => id}>
          {({ id, name, open }) => (
            <>
              <Link to="/assets/$asset" params={{ asset: id }}>
                {name}
              </Link>
              <OpenCounts open={open} />
            </>
          )}
        </Rows>
      )}
    </QueryView>
  );
}

/** Flaws that are open somewhere. */
export function FlawRows({ widget: { filter, limit } }: WidgetProps<"flaw-list">) {
  const { number } = useFormats();
  const query = useQuery(reading("GET /api/v1/flaws", { query: { ...filter, limit } }));
  return (
    <QueryView query={query} height={height}>
      {({ flaws }) => (
        <Rows rows={flaws} keyOf={({ flaw }) => flaw}>
          {({ flaw, worst, findings }) => (
            <>
              <span>
                <SeverityMark severity={worst} isShort />{" "}
                <Link to="/advisories/$flaw" params={{ flaw }}>
                  {flaw}
                </Link>
              </span>
              <span>{number(findings)}</span>
            </>
          )}
        </Rows>
      )}
    </QueryView>
  );
}

/** Assets that nobody looked at lately, or not in full. */
export function GapRows({ widget: { days, limit, project } }: WidgetProps<"coverage-gaps">) {
  const { day } = useFormats();
  const query = useQuery(reading("GET /api/v1/coverage/gaps", { query: { days, limit, ...inProject(project) } }));
  return (
    <QueryView query={query} height={height}>
      {({ gaps }) => (
        <Rows rows={gaps} keyOf={({ id, reason }) => `${id} ${reason}`}>
          {({ id, name, lastSeenAt }) => (
            <>
              <Link to="/assets/$asset" params={{ asset: id }}>
                {name}
              </Link>
              <span>{lastSeenAt === null ? "" : day(lastSeenAt)}</span>
            </>
          )}
        </Rows>
      )}
    </QueryView>
  );
}

/** How the controls of a framework stand. */
export function FrameworkCounts({ widget: { framework, project, assetKind } }: WidgetProps<"framework">) {
  const t = useTexts(dashboardTexts);
  const text = useText();
  const { number } = useFormats();
  const narrow = { ...inProject(project), ...(assetKind === undefined ? {} : { assetKind }) };
  const query = useQuery(reading("GET /api/v1/compliance/{framework}", { path: { framework }, query: narrow }));
  return (
    <QueryView query={query} height={height}>
      {({ id, title, version, outcomes }) => (
        <>
          <p>
            <Link to="/compliance/$framework" params={{ framework: id }}>
              {frameworkName(text(title), version)}
            </Link>
          </p>
          <ul className={styles["counts"]}>
            {(["failed", "accepted", "passed", "notAssessed"] as const).map((outcome) => (
              <li key={outcome}>
                {t(outcome)}
                <p className={styles["number"]}>{number(outcomes[outcome])}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </QueryView>
  );
}
