import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { readingOn } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { CountChart } from "../../components/trend-charts.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { historySpans, usualHistory } from "./framework-address.ts";
import { complianceTexts } from "./texts.ts";

const address = getRouteApi("/shell/compliance/$framework");
const chartHeight = 220;

/** How many controls of a framework failed on each day. */
export function FrameworkHistory() {
  const t = useTexts(complianceTexts);
  const { framework } = address.useParams();
  const { days = usualHistory, project } = address.useSearch();
  const navigate = address.useNavigate();
  const asked = { path: { framework }, query: { days, ...(project === undefined ? {} : { project }) } };
  const query = useQuery(readingOn("GET /api/v1/compliance/{framework}/trend", asked));
  return (
    <Panel
      title={t("history")}
      aside={
        <Select
          size="xs"
          aria-label={t("span")}
          data={[...new Set([...historySpans, days])].map((count) => ({
            value: String(count),
            label: t("days", { count }),
          }))}
          value={String(days)}
          allowDeselect={false}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, days: Number(value) }) })}
        />
      }
    >
      <QueryView query={query} height={chartHeight}>
        {(trend) => <HistoryChart trend={trend} />}
      </QueryView>
    </Panel>
  );
}

interface HistoryChartProps {
  readonly trend: AnswerOf<"GET /api/v1/compliance/{framework}/trend">;
}

function HistoryChart({ trend }: HistoryChartProps) {
  const t = useTexts(complianceTexts);
  const days = useMemo(() => sinceFirst(trend.days).map(({ day, failed }) => ({ day, count: failed })), [trend]);
  return <CountChart days={days} name={t("failedControls")} label={t("history")} height={chartHeight} />;
}

/** Before the first failure nothing may have been looked at: those days say nothing. */
function sinceFirst<Day extends { readonly failed: number }>(days: readonly Day[]): readonly Day[] {
  const first = days.findIndex(({ failed }) => failed > 0);
  return first === -1 ? days : days.slice(first);
}
