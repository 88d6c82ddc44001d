import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { sessionQuery } from "../api/queries.ts";
import { Loading } from "../components/page-state.tsx";
import { OverviewPage } from "../features/overview/page.tsx";
import { useTexts } from "../texts/define-texts.ts";
import { shellTexts } from "./shell-texts.ts";

const address = getRouteApi("/shell/");
const DashboardLook = lazy(async () => {
  const { DashboardLook: look } = await import("../features/dashboards/dashboard-page.tsx");
  return { default: look };
});

/** How things stand: the dashboard that somebody put in its place, else the overview as it comes. */
export function StartPage() {
  const t = useTexts(shellTexts);
  const { overview } = useSuspenseQuery(sessionQuery).data;
  const { view } = address.useSearch();
  if (overview === undefined || view === "standard") return <OverviewPage />;
  return (
    <Suspense fallback={<Loading height={600} />}>
      <DashboardLook
        dashboard={overview}
        aside={
          <Link to="/" search={{ view: "standard" }}>
            {t("standardOverview")}
          </Link>
        }
      />
    </Suspense>
  );
}
