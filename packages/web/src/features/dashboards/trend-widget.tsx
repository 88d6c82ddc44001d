import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { reading } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { QueryView } from "../../components/query-view.tsx";
import { ChangeChart } from "../../components/trend-charts.tsx";
import { inProject } from "./in-project.ts";
import type { WidgetOf } from "./widget.ts";

const height = 240;

interface TrendWidgetProps {
  readonly widget: WidgetOf<"trend">;
}

/** What came and what went, by day. */
export function TrendWidget({ widget: { days, project } }: TrendWidgetProps) {
  const query = useQuery(reading("GET /api/v1/trends", { query: { days, ...inProject(project) } }));
  return (
    <QueryView query={query} height={height}>
      {(trend) => <Changes trend={trend} />}
    </QueryView>
  );
}

interface ChangesProps {
  readonly trend: AnswerOf<"GET /api/v1/trends">;
}

function Changes({ trend: { days } }: ChangesProps) {
  const changes = useMemo(
    () =>
      days.map(({ day, opened, reopened, fixed, decided }) => ({
        day,
        came: opened + reopened,
        went: fixed + decided,
      })),
    [days],
  );
  return <ChangeChart days={changes} height={height} />;
}
