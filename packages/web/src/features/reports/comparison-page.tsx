import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pageRows } from "../../api/paging.ts";
import { reading, readingOn } from "../../api/queries.ts";
import type { AnswerOf } from "../../api/request.ts";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { reportTexts } from "./texts.ts";

const address = getRouteApi("/shell/reports/$report/comparison");

type Comparison = AnswerOf<"GET /api/v1/reports/{report}/comparison">;
type Compared = Comparison["appeared"][number];

/** Two reports: what is new, gone, rated otherwise and the same. */
export function ComparisonPage() {
  const t = useTexts(reportTexts);
  const { report } = address.useParams();
  const { with: earlier } = address.useSearch();
  const { moment } = useFormats();
  const page = useQuery(reading("GET /api/v1/reports/{report}/page", { path: { report } }));
  return (
    <QueryView query={page} height={600}>
      {({ report: { receivedAt } }) => (
        <DetailPage
          title={t("comparison")}
          list={{ to: "/reports", title: t("title") }}
          facts={
            <Link to="/reports/$report" params={{ report }}>
              {t("one", { moment: moment(receivedAt) })}
            </Link>
          }
        >
          <EarlierReport report={report} />
          {earlier === undefined ? (
            <Empty title={t("chooseEarlier")} />
          ) : (
            <ComparisonRead report={report} earlier={earlier} />
          )}
        </DetailPage>
      )}
    </QueryView>
  );
}

interface EarlierReportProps {
  readonly report: string;
}

/** The newest reports; the one to compare with is among them or stands in the address. */
function EarlierReport({ report }: EarlierReportProps) {
  const t = useTexts(reportTexts);
  const { moment } = useFormats();
  const navigate = address.useNavigate();
  const { with: earlier } = address.useSearch();
  const { data } = useQuery(readingOn("GET /api/v1/reports", { query: { limit: pageRows, status: "imported" } }));
  const choices = (data?.reports ?? [])
    .filter(({ id }) => id !== report)
    .map(({ id, receivedAt, project, format }) => ({
      value: id,
      label: [moment(receivedAt), project, format].filter((part) => part !== null).join(" · "),
    }));
  const isListed = earlier === undefined || choices.some(({ value }) => value === earlier);
  return (
    <Select
      label={t("earlier")}
      searchable
      data={isListed ? choices : [...choices, { value: earlier, label: earlier }]}
      value={earlier ?? null}
      onChange={(value) => void navigate({ search: { with: value ?? undefined } })}
    />
  );
}

interface ComparisonReadProps {
  readonly report: string;
  readonly earlier: string;
}

function ComparisonRead({ report, earlier }: ComparisonReadProps) {
  const query = useQuery(
    reading("GET /api/v1/reports/{report}/comparison", { path: { report }, query: { with: earlier } }),
  );
  return (
    <QueryView query={query} height={400}>
      {(comparison) => <ComparisonView comparison={comparison} />}
    </QueryView>
  );
}

interface ComparisonViewProps {
  readonly comparison: Comparison;
}

function ComparisonView({ comparison: { counts, appeared, gone, changed, isComplete } }: ComparisonViewProps) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  return (
    <>
      <p role="status">
        {t("comparisonSentence", {
          appeared: number(counts.appeared),
          gone: number(counts.gone),
          changed: number(counts.changed),
          same: number(counts.same),
        })}
      </p>
      {!isComplete && <p role="note">{t("comparisonPartly")}</p>}
      <ComparedRows title={t("new")} rows={appeared} count={counts.appeared} />
      <ComparedRows title={t("gone")} rows={gone} count={counts.gone} />
      <ComparedRows title={t("changed")} rows={changed} count={counts.changed} />
    </>
  );
}

interface ComparedRowsProps {
  readonly title: string;
  readonly rows: readonly (Compared & { readonly before?: Compared["severity"] })[];
  readonly count: number;
}

function ComparedRows({ title, rows, count }: ComparedRowsProps) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  if (rows.length === 0) return null;
  return (
    <Panel title={`${title} (${number(count)})`}>
      <RowTable
        label={title}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("severity"),
            cell: ({ severity, before }) => (
              <>
                {before !== undefined && (
                  <>
                    <SeverityMark severity={before} /> {"→ "}
                  </>
                )}
                <SeverityMark severity={severity} />
              </>
            ),
          },
          {
            title: t("finding"),
            cell: ({ id, title: said }) => (
              <Link to="/findings/$finding" params={{ finding: id }}>
                {said}
              </Link>
            ),
          },
          { title: t("subject"), cell: ({ subject }) => subject },
          { title: t("rule"), cell: ({ rule }) => <code>{rule}</code> },
        ]}
      />
      {count > rows.length && <p>{t("moreRows", { count: number(count - rows.length) })}</p>}
    </Panel>
  );
}
