import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { dashboardTexts } from "./texts.ts";

/** One's own dashboards and those that are shared. */
export function DashboardsPage() {
  const t = useTexts(dashboardTexts);
  const { moment } = useFormats();
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const query = useQuery(reading("GET /api/v1/dashboards", {}));
  return (
    <DetailPage title={t("title")}>
      {permissions.includes("views:save") && <NewDashboard />}
      <QueryView query={query} height={300}>
        {({ dashboards }) =>
          dashboards.length === 0 ? (
            <Empty title={t("noDashboards")}>
              <p>{t("noDashboardsNext")}</p>
            </Empty>
          ) : (
            <RowTable
              label={t("title")}
              rows={dashboards}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t("name"),
                  cell: ({ id, title }) => (
                    <Link to="/dashboards/$dashboard" params={{ dashboard: id }}>
                      {title}
                    </Link>
                  ),
                },
                { title: t("owner"), cell: ({ owner }) => owner.name },
                { title: t("seenBy"), cell: ({ isShared }) => t(isShared ? "everybody" : "me") },
                { title: t("changed"), cell: ({ changedAt }) => moment(changedAt) },
              ]}
            />
          )
        }
      </QueryView>
    </DetailPage>
  );
}

function NewDashboard() {
  const t = useTexts(dashboardTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState("");
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/dashboards", { body: { title, widgets: [] } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["GET /api/v1/dashboards"] });
      await navigate({ to: "/dashboards/$dashboard", params: { dashboard: id } });
    },
  });
  return (
    <form
      className={listStyles["line"]}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <TextInput
        label={t("newName")}
        required
        withAsterisk={false}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={make.isPending}>
        {t("make")}
      </Button>
      <FailureLine error={make.error} />
    </form>
  );
}
