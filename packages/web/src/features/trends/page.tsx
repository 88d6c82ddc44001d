import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readingOn } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import listStyles from "../../components/list-page.module.css";
import { ProjectChoice } from "../../components/project-choice.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark, severities } from "../../components/severity-mark.tsx";
import { ChangeChart, OpenChart } from "../../components/trend-charts.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { trendTexts } from "./texts.ts";
import { trendSpans, usualSpan } from "./trends-address.ts";

const address = getRouteApi("/shell/trends");
const chartHeight = 260;

type Trend = AnswerOf<"GET /api/v1/trends">;

/** How what is open went up and down, how long repairs took, and what is late. */
export function TrendsPage() {
  const t = useTexts(trendTexts);
  const { days = usualSpan, project } = address.useSearch();
  const navigate = address.useNavigate();
  const query = useQuery(
    readingOn("GET /api/v1/trends", { query: { days, ...(project === undefined ? {} : { project }) } }),
  );
  return (
    <DetailPage title={t("title")}>
      <div className={listStyles["line"]}>
        <Select
          label={t("span")}
          data={[...new Set([...trendSpans, days])].map((count) => ({
            value: String(count),
            label: t("days", { count }),
          }))}
          value={String(days)}
          allowDeselect={false}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, days: Number(value) }) })}
        />
        <ProjectChoice
          project={project}
          onProject={(next) => void navigate({ search: (before) => ({ ...before, project: next }) })}
        />
      </div>
      <QueryView query={query} height={800}>
        {(trend) => <TrendView trend={trend} project={project} />}
      </QueryView>
    </DetailPage>
  );
}

interface TrendViewProps {
  readonly trend: Trend;
  readonly project: string | undefined;
}

function TrendView({ trend, project }: TrendViewProps) {
  const t = useTexts(trendTexts);
  const changes = trend.days.map(({ day, opened, reopened, fixed, decided }) => ({
    day,
    came: opened + reopened,
    went: fixed + decided,
  }));
  return (
    <>
      <Panel title={t("open")}>
        <OpenChart days={trend.days} height={chartHeight} />
      </Panel>
      <Panel title={t("changes")}>
        <ChangeChart days={changes} height={chartHeight} />
      </Panel>
      <Late trend={trend} project={project} />
      <Repairs trend={trend} />
    </>
  );
}

function Late({ trend: { overdue, dueSoon }, project }: TrendViewProps) {
  const t = useTexts(trendTexts);
  const { number } = useFormats();
  const inProject = project === undefined ? "" : ` project:${project}`;
  const link = (condition: string, severity: string, count: number) => (
    <Link to="/findings" search={{ query: `state:open ${condition} severity:${severity}${inProject}`, sort: "due" }}>
      {number(count)}
    </Link>
  );
  return (
    <Panel title={t("late")}>
      <RowTable
        label={t("late")}
        rows={severities}
        keyOf={(severity) => severity}
        columns={[
          { title: t("severity"), cell: (severity) => <SeverityMark severity={severity} /> },
          {
            title: t("overdue"),
            cell: (severity) => link("overdue:yes", severity, overdue[severity]),
            isNumber: true,
          },
          {
            title: t("dueSoon"),
            cell: (severity) => link("overdue:no due<=7d", severity, dueSoon[severity]),
            isNumber: true,
          },
        ]}
      />
    </Panel>
  );
}

interface RepairsProps {
  readonly trend: Trend;
}

function Repairs({ trend: { repair } }: RepairsProps) {
  const t = useTexts(trendTexts);
  const { number, share } = useFormats();
  const known = repair.filter(({ fixed }) => fixed > 0);
  const inDays = (value: number | null) =>
    value === null ? t("notKnown") : t("days", { count: Math.round(value * 10) / 10 });
  return (
    <Panel title={t("repair")}>
      {known.length === 0 ? (
        <p>{t("nothingRepaired")}</p>
      ) : (
        <RowTable
          label={t("repair")}
          rows={known}
          keyOf={({ severity }) => severity}
          columns={[
            { title: t("severity"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
            { title: t("fixed"), cell: ({ fixed }) => number(fixed), isNumber: true },
            { title: t("mean"), cell: ({ meanDays }) => inDays(meanDays), isNumber: true },
            { title: t("median"), cell: ({ medianDays }) => inDays(medianDays), isNumber: true },
            {
              title: t("inTime"),
              cell: ({ inTime }) => (inTime === null ? t("notKnown") : share(inTime)),
              isNumber: true,
            },
          ]}
        />
      )}
    </Panel>
  );
}
