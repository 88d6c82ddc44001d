import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { PagedTable } from "../../components/paged-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { streamTexts } from "./stream-texts.ts";

/** The clusters that send events, and how complete what they send is. */
export function Streams() {
  const t = useTexts(streamTexts);
  const { moment, number } = useFormats();
  const name = "GET /api/v1/event-streams";
  const query = useInfiniteQuery(
    paging([name], (cursor, signal) => request(name, { query: { limit: pageRows, ...cursor } }, signal)),
  );
  return (
    <Panel title={t("streams")}>
      <PagedTable
        label={t("streams")}
        query={query}
        height={120}
        rowsOf={({ streams }) => streams}
        keyOf={({ project, cluster }) => `${project} ${cluster}`}
        empty={<p>{t("noStreams")}</p>}
        columns={[
          {
            title: t("cluster"),
            cell: ({ cluster, project }) => (
              <Link to="/incidents/streams/$cluster" params={{ cluster }} search={{ project }}>
                {cluster}
              </Link>
            ),
          },
          { title: t("events"), cell: ({ events }) => number(events), isNumber: true },
          {
            title: t("lastHeard"),
            cell: ({ lastHeardAt }) => (lastHeardAt === null ? t("never") : moment(lastHeardAt)),
          },
          { title: t("lost"), cell: ({ dropped, problems }) => number(dropped + problems), isNumber: true },
          { title: t("late"), cell: ({ late }) => number(late), isNumber: true },
          {
            title: t("state"),
            cell: ({ incompleteQuestions, learningSince }) =>
              [
                ...(incompleteQuestions > 0 ? [t("incomplete", { count: incompleteQuestions })] : []),
                ...(learningSince === null ? [] : [t("learning", { since: moment(learningSince) })]),
              ].join(" · ") || t("complete"),
          },
        ]}
      />
    </Panel>
  );
}
