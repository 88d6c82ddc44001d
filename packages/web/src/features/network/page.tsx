import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { networkTexts } from "./texts.ts";

/** What was looked at for network and permissions, a row each. */
export function NetworkPage() {
  const t = useTexts(networkTexts);
  const { number, moment } = useFormats();
  const query = useQuery(reading("GET /api/v1/access-maps", {}));
  return (
    <DetailPage title={t("title")}>
      <QueryView query={query} height={300}>
        {({ maps }) =>
          maps.length === 0 ? (
            <Empty title={t("none")} command="sekisho scan deploy/ --upload default">
              <p>{t("noneNext")}</p>
            </Empty>
          ) : (
            <RowTable
              label={t("maps")}
              rows={maps}
              keyOf={({ project, name }) => `${project} ${name}`}
              columns={[
                {
                  title: t("name"),
                  cell: ({ project, name }) => (
                    <Link to="/network/map" search={{ project, name }}>
                      {name}
                    </Link>
                  ),
                },
                { title: t("project"), cell: ({ project }) => project },
                { title: t("workloads"), cell: ({ workloads }) => number(workloads), isNumber: true },
                { title: t("connections"), cell: ({ connections }) => number(connections), isNumber: true },
                { title: t("subjects"), cell: ({ subjects }) => number(subjects), isNumber: true },
                { title: t("received"), cell: ({ receivedAt }) => moment(receivedAt) },
              ]}
            />
          )
        }
      </QueryView>
    </DetailPage>
  );
}
