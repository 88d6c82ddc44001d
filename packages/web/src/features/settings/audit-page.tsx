import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { pageRows, paging } from "../../api/paging.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { DetailPage } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { PagedTable } from "../../components/paged-table.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { auditQueryOf } from "./audit-address.ts";
import { AuditFilter } from "./audit-filter.tsx";
import { settingsTexts } from "./texts.ts";

const address = getRouteApi("/shell/settings/audit");

type Entry = AnswerOf<"GET /api/v1/audit">["entries"][number];

/** What everybody did, the newest first, and the proof that nobody changed the record of it. */
export function AuditPage() {
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  const navigate = address.useNavigate();
  const search = address.useSearch();
  const filter = auditQueryOf(search);
  const query = useInfiniteQuery(
    paging(["GET /api/v1/audit", filter], (cursor, signal) =>
      request("GET /api/v1/audit", { query: { limit: pageRows, ...filter, ...cursor } }, signal),
    ),
  );
  return (
    <DetailPage title={t("audit")} list={{ to: "/settings", title: t("title") }} facts={t("auditHint")}>
      <AuditFilter
        key={JSON.stringify(search)}
        address={search}
        onAddress={(wanted) => void navigate({ search: wanted })}
      />
      <div className={listStyles["line"]}>
        <Button
          component="a"
          variant="default"
          download
          href={`/api/v1/audit/export?${new URLSearchParams({ ...filter, format: "csv" })}`}
        >
          {t("exportCsv")}
        </Button>
        <Button
          component="a"
          variant="default"
          download
          href={`/api/v1/audit/export?${new URLSearchParams({ ...filter, format: "ndjson" })}`}
        >
          {t("exportLines")}
        </Button>
        <Proof />
      </div>
      <PagedTable
        label={t("audit")}
        query={query}
        rowsOf={({ entries }) => entries}
        keyOf={({ sequence }) => String(sequence)}
        empty={<p>{t("noEntries")}</p>}
        columns={[
          { title: t("at"), cell: ({ at }) => moment(at) },
          { title: t("actor"), cell: (entry) => <Actor entry={entry} /> },
          { title: t("action"), cell: (entry) => <code>{entry.action}</code> },
          { title: t("subject"), cell: ({ subject }) => subject },
          { title: t("address"), cell: (entry) => entry.address },
          { title: t("details"), cell: (entry) => <Details entry={entry} /> },
        ]}
      />
    </DetailPage>
  );
}

function Proof() {
  const t = useTexts(settingsTexts);
  const { number } = useFormats();
  const prove = useMutation({ mutationFn: () => request("GET /api/v1/audit/verification", {}) });
  const { data } = prove;
  return (
    <>
      <Button variant="default" loading={prove.isPending} onClick={() => prove.mutate()}>
        {t("prove")}
      </Button>
      <FailureLine error={prove.error} />
      {data !== undefined && data.brokenAt === null && (
        <p role="status">{t("proved", { count: data.entries, shown: number(data.entries) })}</p>
      )}
      {data !== undefined && data.brokenAt !== null && (
        <p role="alert">{t("broken", { sequence: data.brokenAt.sequence, how: t(`broken-${data.brokenAt.kind}`) })}</p>
      )}
    </>
  );
}

interface EntryProps {
  readonly entry: Entry;
}

function Actor({ entry: { actor } }: EntryProps) {
  const t = useTexts(settingsTexts);
  if (actor.kind === "platform" || actor.kind === "nobody") return actor.name ?? t(actor.kind);
  return actor.name ?? actor.id;
}

function Details({ entry: { details, before, after } }: EntryProps) {
  const t = useTexts(settingsTexts);
  const said = { ...details, ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) };
  if (Object.keys(said).length === 0) return null;
  return (
    <details>
      <summary>{t("details")}</summary>
      <code>{JSON.stringify(said)}</code>
    </details>
  );
}
