import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { NameForm } from "./name-form.tsx";
import { leavingTexts } from "./texts.ts";

type Deletion = NonNullable<AnswerOf<"GET /api/v1/tenant/deletion">["deletion"]>;

/** Whether the tenant is to be deleted, and how that is asked for and taken back. */
export function DeletionPanel() {
  const t = useTexts(leavingTexts);
  const queries = useQueryClient();
  const query = useQuery(reading("GET /api/v1/tenant/deletion", {}));
  const ask = useMutation({
    mutationFn: (tenant: string) => request("POST /api/v1/tenant/deletion", { body: { tenant } }),
    onSuccess: () => refresh(queries, new Set(["tenant"])),
  });
  const keep = useMutation({
    mutationFn: () => request("DELETE /api/v1/tenant/deletion", {}),
    onSuccess: async () => {
      ask.reset();
      await refresh(queries, new Set(["tenant"]));
    },
  });
  return (
    <Panel title={t("deletion")} aside={<Link to="/certificate">{t("certificate")}</Link>}>
      <p>{t("deletionHint")}</p>
      <QueryView query={query} height={80}>
        {({ deletion }) =>
          deletion === null ? (
            <NameForm action={t("ask")} isPending={ask.isPending} onName={(tenant) => ask.mutate(tenant)} />
          ) : (
            <>
              <AskedFor deletion={deletion} />
              <Button loading={keep.isPending} onClick={() => keep.mutate()}>
                {t("keep")}
              </Button>
            </>
          )
        }
      </QueryView>
      {ask.data !== undefined && (
        <div role="status">
          <p>{t("receipt")}</p>
          <p>
            <code data-receipt>{ask.data.receipt}</code> <CopyButton text={ask.data.receipt} />
          </p>
        </div>
      )}
      {keep.isSuccess && <p role="status">{t("kept")}</p>}
      <Refusal error={ask.error} again={() => ask.variables !== undefined && ask.mutate(ask.variables)} />
      <Refusal error={keep.error} again={() => keep.mutate()} />
    </Panel>
  );
}

interface AskedForProps {
  readonly deletion: Deletion;
}

function AskedFor({ deletion: { requestedBy, requestedAt, dueAt } }: AskedForProps) {
  const t = useTexts(leavingTexts);
  const { day, moment } = useFormats();
  return <p role="alert">{t("asked", { who: requestedBy, day: day(requestedAt), due: moment(dueAt) })}</p>;
}
