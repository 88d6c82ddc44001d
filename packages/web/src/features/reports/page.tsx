import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { sessionQuery } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import styles from "../../components/list-page.module.css";
import { PageFailure } from "../../components/page-failure.tsx";
import { Empty, Loading } from "../../components/page-state.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { isOnItsWay, type ReportWords, stateOf, waitMs } from "./report-state.ts";
import { reportTexts } from "./texts.ts";
import { UploadPanel } from "./upload-panel.tsx";

type Report = AnswerOf<"GET /api/v1/reports">["reports"][number];

/** What was sent, and what became of it. */
export function ReportsPage() {
  const t = useTexts(reportTexts);
  const { number, moment } = useFormats();
  const mayUpload = useSuspenseQuery(sessionQuery).data.permissions.includes("reports:upload");
  const query = useInfiniteQuery({
    ...paging(["GET /api/v1/reports"], (cursor, signal) =>
      request("GET /api/v1/reports", { query: { limit: pageRows, ...cursor } }, signal),
    ),
    refetchInterval: ({ state }) => (state.data?.pages.some(hasWaiting) === true ? waitMs : false),
  });
  if (query.error !== null) return <PageFailure error={query.error} reset={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading height={400} />;
  const reports = query.data.pages.flatMap((page) => page.reports);
  if (reports.length === 0) {
    return (
      <div className={styles["page"]}>
        <h1>{t("title")}</h1>
        {mayUpload && <UploadPanel />}
        <Empty title={t("none")} command="sekisho scan . --upload default">
          <p>{t("empty")}</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className={styles["page"]}>
      <h1>{t("title")}</h1>
      {mayUpload && <UploadPanel />}
      <RowTable
        label={t("title")}
        rows={reports}
        keyOf={({ id }) => id}
        onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        columns={[
          {
            title: t("received"),
            cell: ({ id, receivedAt }) => (
              <Link to="/reports/$report" params={{ report: id }}>
                {moment(receivedAt)}
              </Link>
            ),
          },
          { title: t("project"), cell: ({ project }) => project },
          { title: t("format"), cell: ({ format }) => format },
          { title: t("state"), cell: (report) => stateOf(report, t) },
          { title: t("findings"), cell: ({ outcome }) => counted(outcome?.findings, number), isNumber: true },
          { title: t("new"), cell: ({ outcome }) => counted(outcome?.new, number), isNumber: true },
          { title: t("fixed"), cell: ({ outcome }) => counted(outcome?.fixed, number), isNumber: true },
          { title: t("notes"), cell: (report) => notesOf(report, t) },
        ]}
      />
    </div>
  );
}

function hasWaiting({ reports }: AnswerOf<"GET /api/v1/reports">): boolean {
  return reports.some(isOnItsWay);
}

function notesOf({ outcome }: Report, t: ReportWords): string {
  if (outcome === null) return "";
  const count = outcome.diagnostics.length;
  return [...(outcome.isComplete ? [] : [t("partly")]), ...(count === 0 ? [] : [t("diagnostics", { count })])].join(
    " · ",
  );
}

function counted(count: number | undefined, number: (value: number) => string): string {
  return count === undefined ? "" : number(count);
}
