import { Button } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { type StarterWidget, starterWidgets } from "./starter-widgets.ts";
import { overviewTexts } from "./texts.ts";

/** Begins an overview of one's own, with what stands here; it is arranged like any dashboard. */
export function OwnOverview() {
  const t = useTexts(overviewTexts);
  const { permissions, overview } = useSuspenseQuery(sessionQuery).data;
  if (!permissions.includes("views:save")) return null;
  return (
    <section className={styles["panel"]}>
      <h2>{t("own")}</h2>
      {overview === undefined ? (
        <MakeOwn />
      ) : (
        <Link to="/" search={{}}>
          {t("backToOwn")}
        </Link>
      )}
    </section>
  );
}

function MakeOwn() {
  const t = useTexts(overviewTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: () => {
      const widgets: StarterWidget[] = starterWidgets({ build: t("build"), ship: t("ship"), run: t("run") });
      return request("POST /api/v1/dashboards", { body: { title: t("ownTitle"), isOverview: true, widgets } });
    },
    onSuccess: async () => {
      await refresh(queries, new Set(["dashboards", "session"]));
      await navigate({ to: "/", search: {} });
    },
  });
  return (
    <>
      <p>{t("ownHint")}</p>
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        {t("makeOwn")}
      </Button>
      <FailureLine error={make.error} />
    </>
  );
}
