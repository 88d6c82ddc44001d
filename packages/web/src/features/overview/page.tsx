import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { PageFailure } from "../../components/page-failure.tsx";
import { Loading } from "../../components/page-state.tsx";
import { severities } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { ActionTable } from "./action-table.tsx";
import { Counts } from "./counts.tsx";
import { CoverageGaps, gapsQuery } from "./coverage-gaps.tsx";
import { ExposedAssets, exposedQuery } from "./exposed-assets.tsx";
import { FirstReport } from "./first-report.tsx";
import { OwnOverview } from "./own-overview.tsx";
import styles from "./page.module.css";
import { Phases, phaseQueries } from "./phases.tsx";
import { ProjectTable } from "./project-table.tsx";
import { shareOf, weightOf } from "./risk-weight.ts";
import { overviewTexts } from "./texts.ts";
import { TrendChart } from "./trend-chart.tsx";

const trendDays = 90;
const chartHeight = 220;
const actionsShown = 5;

/** How things stand, and what to do first. */
export function OverviewPage() {
  const overview = useQuery(reading("GET /api/v1/overview", { query: { days: trendDays } }));
  const actions = useQuery(reading("GET /api/v1/actions", { query: { limit: actionsShown } }));
  useReadAhead();
  const error = overview.error ?? actions.error;
  const reset = () => void Promise.all([overview.refetch(), actions.refetch()]);
  if (error !== null) return <PageFailure error={error} reset={reset} />;
  if (overview.data === undefined || actions.data === undefined) return <Loading height={600} />;
  return <Overview overview={overview.data} actions={actions.data.actions} />;
}

/** Everything is asked for at once; what is shown below does not wait for what is shown above. */
function useReadAhead(): void {
  const queries = useQueryClient();
  useEffect(() => {
    for (const query of phaseQueries) void queries.prefetchQuery(query);
    void queries.prefetchQuery(exposedQuery);
    void queries.prefetchQuery(gapsQuery);
  }, [queries]);
}

interface OverviewProps {
  readonly overview: AnswerOf<"GET /api/v1/overview">;
  readonly actions: AnswerOf<"GET /api/v1/actions">["actions"];
}

function Overview({ overview, actions }: OverviewProps) {
  const t = useTexts(overviewTexts);
  const hasOpen = severities.some((severity) => overview.open[severity] > 0);
  if (!hasOpen && overview.trend.length === 0) return <FirstReport />;
  return (
    <div className={styles["page"]}>
      <Headline overview={overview} actions={actions} />
      <Counts open={overview.open} overdue={overview.overdue} />
      {actions.length > 0 && <ActionTable actions={actions} total={weightOf(overview.open)} />}
      <Phases />
      <Panel title={t("trend", { days: trendDays })} aside={<Link to="/trends">{t("allTrends")}</Link>}>
        <TrendChart trend={overview.trend} height={chartHeight} />
      </Panel>
      <ExposedAssets />
      <CoverageGaps />
      <RepairTimes repair={overview.repair} />
      {overview.projects.length > 1 && <ProjectTable projects={overview.projects} />}
      <OwnOverview />
    </div>
  );
}

function Headline({ overview, actions }: OverviewProps) {
  const t = useTexts(overviewTexts);
  const { share } = useFormats();
  if (actions.length === 0) return <h1 className={styles["headline"]}>{t("nothingOpen")}</h1>;
  const removed = actions.reduce((sum, { weight }) => sum + weight, 0);
  const values = { count: actions.length, share: share(shareOf(removed, weightOf(overview.open))) };
  return <h1 className={styles["headline"]}>{t("sentence", values)}</h1>;
}

interface RepairTimesProps {
  readonly repair: AnswerOf<"GET /api/v1/overview">["repair"];
}

function RepairTimes({ repair }: RepairTimesProps) {
  const t = useTexts(overviewTexts);
  const known = repair.flatMap(({ severity, meanDays }) => (meanDays === null ? [] : [{ severity, meanDays }]));
  if (known.length === 0) return null;
  return (
    <section className={styles["panel"]}>
      <h2>{t("repair")}</h2>
      <Counts.Row
        cells={known.map(({ severity, meanDays }) => ({
          severity,
          value: t("days", { count: Math.round(meanDays * 10) / 10 }),
        }))}
      />
    </section>
  );
}
