import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { reading, sessionQuery } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CodeLines } from "../../components/code-lines.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { DetailPage, Panel } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { overviewTexts } from "./texts.ts";

const watchMs = 2_000;

/** What stands where nothing was reported yet: makes a key, gives the command, and watches the first report arrive. */
export function FirstReport() {
  const t = useTexts(overviewTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const make = useMutation({
    mutationFn: () =>
      request("POST /api/v1/api-keys", {
        body: { name: t("firstKey"), permissions: ["reports:upload", "reports:read"] },
      }),
  });
  const command = commandOf(make.data?.key ?? "sekisho_…");
  return (
    <DetailPage title={t("welcome")} facts={t("welcomeNext")}>
      <Panel title={`1. ${t("makeKey")}`}>
        <p>{t(permissions.includes("keys:manage") ? "makeKeyNext" : "askForKey")}</p>
        <FailureLine error={make.error} />
        {make.data !== undefined && <p role="status">{t("keyMade")}</p>}
        {permissions.includes("keys:manage") && make.data === undefined && (
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t("makeKey")}
          </Button>
        )}
      </Panel>
      <Panel title={`2. ${t("runScan")}`} aside={<CopyButton text={command} />}>
        <p>{t("runScanNext")}</p>
        <CodeLines label={t("runScan")} lines={command.split("\n").map((text) => ({ text }))} />
      </Panel>
      <Panel title={`3. ${t("watch")}`}>
        <Watch />
      </Panel>
    </DetailPage>
  );
}

function commandOf(key: string): string {
  return [
    `export SEKISHO_PLATFORM_URL=${location.origin}`,
    `export SEKISHO_API_KEY=${key}`,
    "sekisho scan . --upload default",
  ].join("\n");
}

/** Looks for the first report until it is read; the overview follows it. */
function Watch() {
  const t = useTexts(overviewTexts);
  const queries = useQueryClient();
  const query = useQuery({
    ...reading("GET /api/v1/reports", { query: { limit: 1 } }),
    refetchInterval: watchMs,
  });
  const status = query.data?.reports[0]?.status;
  useEffect(() => {
    if (status !== "imported") return;
    void queries.invalidateQueries({ queryKey: ["GET /api/v1/overview"] });
    void queries.invalidateQueries({ queryKey: ["GET /api/v1/actions"] });
  }, [status, queries]);
  return (
    <QueryView query={query} height={60}>
      {({ reports: [report] }) => (
        <div role="status">{report === undefined ? <p>{t("waiting")}</p> : <Arrived report={report} />}</div>
      )}
    </QueryView>
  );
}

interface ArrivedProps {
  readonly report: AnswerOf<"GET /api/v1/reports">["reports"][number];
}

function Arrived({ report: { id, status, failure } }: ArrivedProps) {
  const t = useTexts(overviewTexts);
  const isRead = status === "imported" || status === "superseded";
  return (
    <>
      {(status === "queued" || status === "importing") && <p>{t("arrived")}</p>}
      {status === "failed" && <p role="alert">{t("failedReport", { reason: failure?.message ?? "" })}</p>}
      {isRead && <p>{t("readReport")}</p>}
      <Link to="/reports/$report" params={{ report: id }}>
        {t("openReport")}
      </Link>
    </>
  );
}
