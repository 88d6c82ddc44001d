import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { request } from "../../api/request.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { Empty } from "../../components/page-state.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { Streams } from "./streams.tsx";
import { incidentTexts } from "./texts.ts";

/** What happened in clusters, told as stories, those that went on last first. */
export function IncidentsPage() {
  const t = useTexts(incidentTexts);
  const text = useText();
  const { moment, number } = useFormats();
  const query = useInfiniteQuery(
    paging(["GET /api/v1/incidents"], (cursor, signal) =>
      request("GET /api/v1/incidents", { query: { limit: pageRows, ...cursor } }, signal),
    ),
  );
  return (
    <DetailPage title={t("title")}>
      <PagedTable
        label={t("title")}
        query={query}
        rowsOf={({ incidents }) => incidents}
        keyOf={({ id }) => id}
        empty={
          <Empty title={t("none")}>
            <p>{t("noneNext")}</p>
          </Empty>
        }
        columns={[
          { title: t("severity"), cell: ({ severity }) => <SeverityMark severity={severity} /> },
          {
            title: t("incident"),
            cell: ({ id, title }) => (
              <Link to="/incidents/$incident" params={{ incident: id }}>
                {text(title)}
              </Link>
            ),
          },
          { title: t("cluster"), cell: ({ cluster }) => cluster },
          { title: t("actors"), cell: ({ actors }) => actors.join(", ") },
          { title: t("last"), cell: ({ lastAt }) => moment(lastAt) },
          { title: t("activities"), cell: ({ activities }) => number(activities), isNumber: true },
        ]}
      />
      <Streams />
    </DetailPage>
  );
}
