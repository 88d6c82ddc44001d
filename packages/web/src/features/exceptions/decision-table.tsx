import { Button } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Quiet } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { useNotice } from "../../components/use-notice.ts";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { DecisionSubject, useSubjectName } from "./decision-subject.tsx";
import type { DecisionState } from "./exceptions-address.ts";
import type { ListedDecision } from "./listed-decision.ts";
import { exceptionTexts } from "./texts.ts";

interface DecisionTableProps {
  readonly decisions: readonly ListedDecision[];
  readonly state: DecisionState;
}

/** Decisions of one state, with what can be done about them. */
export function DecisionTable({ decisions, state }: DecisionTableProps) {
  const t = useTexts(exceptionTexts);
  const word = useTexts(words);
  const mayDecide = useSuspenseQuery(sessionQuery).data.permissions.includes("findings:decide");
  const acts = mayDecide && state !== "over";
  return (
    <RowTable
      label={t("title")}
      rows={decisions}
      keyOf={({ id }) => id}
      columns={[
        { title: t("about"), cell: (decision) => <DecisionSubject decision={decision} /> },
        { title: t("verdict"), cell: ({ verdict }) => word(verdict) },
        { title: t("reason"), cell: ({ reason }) => reason },
        { title: t("who"), cell: (decision) => <People decision={decision} /> },
        { title: t(state === "over" ? "ended" : "until"), cell: (decision) => <End decision={decision} /> },
        ...(acts ? [{ title: t("actions"), cell: (decision: ListedDecision) => <Actions decision={decision} /> }] : []),
      ]}
    />
  );
}

interface DecisionProps {
  readonly decision: ListedDecision;
}

function People({ decision: { names, createdAt } }: DecisionProps) {
  const t = useTexts(exceptionTexts);
  const { day } = useFormats();
  return (
    <>
      {names.author} <Quiet>{day(createdAt)}</Quiet>
      {names.approver !== null && <div>{t("approved", { name: names.approver })}</div>}
    </>
  );
}

function End({ decision: { expiresAt, endedAt, revokedAt } }: DecisionProps) {
  const t = useTexts(exceptionTexts);
  const { day } = useFormats();
  if (endedAt !== null) {
    return (
      <>
        {day(endedAt)} <Quiet>{t(revokedAt === null ? "expired" : "revoked")}</Quiet>
      </>
    );
  }
  return expiresAt === null ? t("forever") : day(expiresAt);
}

function Actions({ decision }: DecisionProps) {
  const t = useTexts(exceptionTexts);
  const about = useSubjectName(decision);
  const { account } = useSuspenseQuery(sessionQuery).data;
  const { agree, end } = useDeciding(decision.id);
  const isOwn = decision.author === account.id;
  const isRefusal = decision.isWaiting && !isOwn;
  return (
    <>
      {decision.isWaiting && !isOwn && (
        <>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("agreeTo", { about })}
            loading={agree.isPending}
            onClick={() => agree.mutate()}
          >
            {t("agree")}
          </Button>{" "}
        </>
      )}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t(isRefusal ? "refuseTo" : "takeBackOf", { about })}
        loading={end.isPending}
        onClick={() => end.mutate()}
      >
        {t(isRefusal ? "refuse" : "takeBack")}
      </Button>
      {decision.isWaiting && isOwn && (
        <div>
          <Quiet>{t("own")}</Quiet>
        </div>
      )}
      <FailureLine error={agree.error ?? end.error} />
    </>
  );
}

function useDeciding(decision: string) {
  const t = useTexts(exceptionTexts);
  const notice = useNotice();
  const queries = useQueryClient();
  const path = { decision };
  const agree = useMutation({
    mutationFn: () => request("POST /api/v1/decisions/{decision}/approval", { path }),
    onSuccess: async ({ changed }) => {
      notice(t("agreed", { count: changed }));
      await refresh(queries);
    },
  });
  const end = useMutation({
    mutationFn: () => request("DELETE /api/v1/decisions/{decision}", { path }),
    onSuccess: async ({ changed }) => {
      notice(t("takenBack", { count: changed }));
      await refresh(queries);
    },
  });
  return { agree, end };
}
