import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { readingOn } from "../../api/queries.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import listStyles from "../../components/list-page.module.css";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { DecisionTable } from "./decision-table.tsx";
import { decisionStates } from "./exceptions-address.ts";
import { exceptionTexts } from "./texts.ts";

const address = getRouteApi("/shell/settings/exceptions");

/** What people decided about findings: what waits for a second person, what is in force, what is over. */
export function ExceptionsPage() {
  const t = useTexts(exceptionTexts);
  const navigate = address.useNavigate();
  const { state = "in-force" } = address.useSearch();
  const query = useQuery(readingOn("GET /api/v1/decisions", { query: { state } }));
  return (
    <DetailPage title={t("title")} list={{ to: "/settings", title: t("settings") }} facts={t("meaning")}>
      <div className={listStyles["line"]}>
        <Select
          label={t("state")}
          data={decisionStates.map((value) => ({ value, label: t(value) }))}
          value={state}
          allowDeselect={false}
          onChange={(value) => void navigate({ search: { state: decisionStates.find((known) => known === value) } })}
        />
      </div>
      <QueryView query={query} height={300}>
        {({ decisions }) =>
          decisions.length === 0 ? (
            <Empty title={t(`none-${state}`)}>
              <p>{t(`next-${state}`)}</p>
            </Empty>
          ) : (
            <DecisionTable decisions={decisions} state={state} />
          )
        }
      </QueryView>
    </DetailPage>
  );
}
