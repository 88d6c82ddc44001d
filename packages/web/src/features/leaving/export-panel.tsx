import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { NameForm } from "./name-form.tsx";
import { leavingTexts } from "./texts.ts";

type Archive = AnswerOf<"GET /api/v1/tenant/exports">["exports"][number];

const askAgainMs = 2000;

/** Archives of everything: begun, looked after until they are ready, and fetched. */
export function ExportPanel() {
  const t = useTexts(leavingTexts);
  const queries = useQueryClient();
  const query = useQuery({
    ...reading("GET /api/v1/tenant/exports", {}),
    refetchInterval: ({ state }) => (state.data?.exports.some(isUnderWay) === true ? askAgainMs : false),
  });
  const begin = useMutation({
    mutationFn: (tenant: string) => request("POST /api/v1/tenant/exports", { body: { tenant } }),
    onSuccess: () => refresh(queries, new Set(["tenant"])),
  });
  return (
    <Panel title={t("export")}>
      <p>{t("exportHint")}</p>
      <NameForm action={t("begin")} isPending={begin.isPending} onName={(tenant) => begin.mutate(tenant)} />
      <Refusal error={begin.error} again={() => begin.variables !== undefined && begin.mutate(begin.variables)} />
      <QueryView query={query} height={120}>
        {({ exports }) => (exports.length === 0 ? <p>{t("noArchives")}</p> : <Archives archives={exports} />)}
      </QueryView>
    </Panel>
  );
}

interface ArchivesProps {
  readonly archives: readonly Archive[];
}

function Archives({ archives }: ArchivesProps) {
  const t = useTexts(leavingTexts);
  const { moment, number, bytes } = useFormats();
  const fetching = useMutation({
    mutationFn: (archive: string) =>
      request("POST /api/v1/tenant/exports/{export}/link", { path: { export: archive } }),
    // What is fetched is saved, not shown: the page stays.
    onSuccess: ({ url }) => location.assign(url),
  });
  const { data, error, variables, mutate } = fetching;
  return (
    <>
      <RowTable
        label={t("archives")}
        rows={archives}
        keyOf={({ id }) => id}
        columns={[
          { title: t("begun"), cell: ({ createdAt }) => moment(createdAt) },
          { title: t("state"), cell: ({ state }) => <span aria-live="polite">{t(state)}</span> },
          {
            title: t("progress"),
            cell: ({ rowsWritten, blobsWritten }) =>
              t("progressOf", { rows: number(rowsWritten), blobs: number(blobsWritten) }),
          },
          { title: t("size"), cell: ({ sizeBytes }) => (sizeBytes === null ? "" : bytes(sizeBytes)), isNumber: true },
          { title: t("until"), cell: ({ expiresAt }) => (expiresAt === null ? "" : moment(expiresAt)) },
          {
            title: t("actions"),
            cell: ({ id, state, createdAt, digest }) =>
              state === "ready" && (
                <>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t("downloadOf", { moment: moment(createdAt) })}
                    onClick={() => mutate(id)}
                  >
                    {t("download")}
                  </Button>
                  {digest !== null && (
                    <details>
                      <summary>{t("digest")}</summary>
                      <code>{digest}</code>
                    </details>
                  )}
                </>
              ),
          },
        ]}
      />
      {data !== undefined && <p role="status">{t("linkUntil", { moment: moment(data.expiresAt) })}</p>}
      <Refusal error={error} again={() => variables !== undefined && mutate(variables)} />
    </>
  );
}

function isUnderWay({ state }: Archive): boolean {
  return state === "waiting" || state === "writing";
}
