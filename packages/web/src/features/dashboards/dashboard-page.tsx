import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { Empty } from "../../components/page-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useNotice } from "../../components/use-notice.ts";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { AddWidget } from "./add-widget.tsx";
import { addBelow } from "./arrange.ts";
import { dashboardTexts } from "./texts.ts";
import type { Dashboard } from "./widget.ts";
import { WidgetGrid } from "./widget-grid.tsx";

const address = getRouteApi("/shell/dashboards/$dashboard");
/** The session says which dashboard stands in the place of the overview. */
const listTopics = new Set(["dashboards", "session"]);

/** One dashboard; its owner arranges it. */
export function DashboardPage() {
  const { dashboard } = address.useParams();
  return <DashboardLook dashboard={dashboard} />;
}

interface DashboardLookProps {
  readonly dashboard: string;
  /** What stands beside the button that arranges it. */
  readonly aside?: ReactNode;
}

/** A dashboard wherever it is shown. */
export function DashboardLook({ dashboard, aside }: DashboardLookProps) {
  const query = useQuery(reading("GET /api/v1/dashboards/{dashboard}", { path: { dashboard } }));
  const [draft, setDraft] = useState<Dashboard>();
  return (
    <QueryView query={query} height={600}>
      {(data) =>
        draft?.id === data.id ? (
          <ArrangedDashboard draft={draft} onDraft={setDraft} />
        ) : (
          <ShownDashboard dashboard={data} aside={aside} onArrange={() => setDraft(data)} />
        )
      }
    </QueryView>
  );
}

interface ShownDashboardProps {
  readonly dashboard: Dashboard;
  readonly aside: ReactNode;
  readonly onArrange: () => void;
}

function ShownDashboard({ dashboard, aside, onArrange }: ShownDashboardProps) {
  const t = useTexts(dashboardTexts);
  const { title, isMine, widgets } = dashboard;
  return (
    <DetailPage title={title} list={{ to: "/dashboards", title: t("title") }}>
      {(isMine || aside !== undefined) && (
        <div className={listStyles["line"]}>
          {isMine && (
            <Button variant="default" onClick={onArrange}>
              {t("arrange")}
            </Button>
          )}
          {aside}
        </div>
      )}
      {widgets.length === 0 ? (
        <Empty title={t("empty")}>
          <p>{t("emptyNext")}</p>
        </Empty>
      ) : (
        <WidgetGrid widgets={widgets} />
      )}
    </DetailPage>
  );
}

interface ArrangedDashboardProps {
  readonly draft: Dashboard;
  /** `undefined` ends it. */
  readonly onDraft: (draft: Dashboard | undefined) => void;
}

function ArrangedDashboard({ draft, onDraft }: ArrangedDashboardProps) {
  const t = useTexts(dashboardTexts);
  const word = useTexts(words);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const { save, remove } = useKeeping(draft, onDraft);
  const { id, title, isShared, isOverview, widgets } = draft;
  const error = save.error ?? remove.error;
  return (
    <DetailPage title={title} list={{ to: "/dashboards", title: t("title") }}>
      <form
        className={listStyles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t("name")}
          required
          withAsterisk={false}
          maxLength={200}
          value={title}
          onChange={(event) => onDraft({ ...draft, title: event.currentTarget.value })}
        />
        {permissions.includes("views:share") && (
          <Checkbox
            label={t("shared")}
            checked={isShared}
            onChange={(event) => onDraft({ ...draft, isShared: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t(isShared ? "overviewOfAll" : "overviewOfMine")}
          checked={isOverview}
          onChange={(event) => onDraft({ ...draft, isOverview: event.currentTarget.checked })}
        />
        <Button type="submit" loading={save.isPending}>
          {word("save")}
        </Button>
        <Button variant="default" onClick={() => onDraft(undefined)}>
          {word("cancel")}
        </Button>
        <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(id)}>
          {t("delete")}
        </Button>
      </form>
      <FailureLine error={error} />
      <AddWidget widgets={widgets} onAdd={(widget) => onDraft({ ...draft, widgets: addBelow(widgets, widget) })} />
      <WidgetGrid widgets={widgets} onArrange={(arranged) => onDraft({ ...draft, widgets: arranged })} />
    </DetailPage>
  );
}

function useKeeping(
  { id, title, isShared, isOverview, widgets }: Dashboard,
  onDraft: ArrangedDashboardProps["onDraft"],
) {
  const t = useTexts(dashboardTexts);
  const notice = useNotice();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const name = "PUT /api/v1/dashboards/{dashboard}";
  const save = useMutation({
    mutationFn: () => request(name, { path: { dashboard: id }, body: { title, isShared, isOverview, widgets } }),
    onSuccess: async (kept) => {
      queries.setQueryData(reading("GET /api/v1/dashboards/{dashboard}", { path: { dashboard: id } }).queryKey, kept);
      onDraft(undefined);
      notice(t("saved"));
      await refresh(queries, listTopics);
    },
  });
  const remove = useMutation({
    mutationFn: (dashboard: string) => request("DELETE /api/v1/dashboards/{dashboard}", { path: { dashboard } }),
    onSuccess: async () => {
      await navigate({ to: "/dashboards" });
      await refresh(queries, listTopics);
    },
  });
  return { save, remove };
}
