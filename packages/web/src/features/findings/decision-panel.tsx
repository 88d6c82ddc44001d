import { Button, Select } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type InputOf, request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { useNotice } from "../../components/use-notice.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { bodyOf, emptyDraft } from "./decision-draft.ts";
import { DecisionFields } from "./decision-fields.tsx";
import type { FindingPageAnswer } from "./finding-page-answer.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";
import { showStatus } from "./shown-status.ts";

const scopes = ["finding", "asset", "project"] as const;
type Scope = (typeof scopes)[number];
type NewDecision = InputOf<"POST /api/v1/decisions">["body"];

interface DecisionPanelProps {
  readonly page: FindingPageAnswer;
}

/** What people decided of a finding, and the form that decides. */
export function DecisionPanel({ page }: DecisionPanelProps) {
  const t = useTexts(findingViewTexts);
  const { permissions } = useSuspenseQuery(sessionQuery).data;
  const mayDecide = permissions.includes("findings:decide");
  if (!mayDecide && page.decisions.length === 0) return null;
  return (
    <section className={styles["section"]}>
      <h2>{t("decision")}</h2>
      {page.decisions.length > 0 && <Decisions page={page} mayDecide={mayDecide} />}
      {mayDecide && <DecisionForm page={page} />}
    </section>
  );
}

interface DecisionsProps extends DecisionPanelProps {
  readonly mayDecide: boolean;
}

function Decisions({ page, mayDecide }: DecisionsProps) {
  const t = useTexts(findingViewTexts);
  const { day } = useFormats();
  const takeBack = useTakeBack();
  const queries = useQueryClient();
  const { account } = useSuspenseQuery(sessionQuery).data;
  const agree = useMutation({
    mutationFn: (decision: string) => request("POST /api/v1/decisions/{decision}/approval", { path: { decision } }),
    onSuccess: () => refresh(queries),
  });
  return (
    <ul className={styles["plain"]}>
      {page.decisions.map((decision) => {
        const { id, verdict, reason, author, expiresAt, revokedAt, endedAt, isWaiting } = decision;
        const isOver = revokedAt !== null || endedAt !== null;
        const end = expiresAt === null ? t("forever") : t("untilDay", { day: day(expiresAt) });
        return (
          <li key={id}>
            <strong>{t(verdict)}</strong> {isOver ? t("ended") : end} {isWaiting && t("waitsForAgreement")}{" "}
            <span className={styles["quiet"]}>{page.people.find((person) => person.id === author)?.name}</span>
            <p>{reason}</p>
            {mayDecide && !isOver && isWaiting && author !== account.id && (
              <Button size="compact-xs" variant="default" loading={agree.isPending} onClick={() => agree.mutate(id)}>
                {t("agree")}
              </Button>
            )}
            {mayDecide && !isOver && (
              <Button size="compact-xs" variant="default" onClick={() => takeBack.mutate(id)}>
                {t("undo")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function DecisionForm({ page: { finding } }: DecisionPanelProps) {
  const t = useTexts(findingViewTexts);
  const notice = useNotice();
  const queries = useQueryClient();
  const takeBack = useTakeBack();
  const [scope, setScope] = useState<Scope>("finding");
  const [draft, setDraft] = useState(() => emptyDraft(Date.now()));
  const decide = useMutation({
    mutationFn: () =>
      request("POST /api/v1/decisions", {
        body: { ...scopeOf(scope, finding), ...bodyOf(draft) },
      }),
    onMutate: () => showStatus(queries, new Set([finding.id]), draft.verdict),
    onError: (_error, _asked, showAsBefore) => showAsBefore?.(),
    onSuccess: async ({ id, isWaiting }) => {
      notice(
        <>
          {t(isWaiting ? "decidedWaiting" : "decided")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => takeBack.mutate(id)}>
            {t("undo")}
          </Button>
        </>,
      );
      setDraft(emptyDraft(Date.now()));
      await refresh(queries);
    },
  });
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate();
      }}
    >
      <Select
        label={t("scope")}
        data={scopes.map((value) => ({ value, label: t(`scope-${value}`) }))}
        value={scope}
        allowDeselect={false}
        onChange={(value) => setScope(scopes.find((known) => known === value) ?? "finding")}
      />
      <DecisionFields draft={draft} onDraft={setDraft} />
      <FailureLine error={decide.error} />
      <Button type="submit" loading={decide.isPending}>
        {t("decide")}
      </Button>
    </form>
  );
}

function useTakeBack() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: string) => request("DELETE /api/v1/decisions/{decision}", { path: { decision } }),
    onSuccess: () => refresh(queries),
  });
}

function scopeOf(
  scope: Scope,
  finding: FindingPageAnswer["finding"],
): Pick<NewDecision, "scope"> & Partial<NewDecision> {
  if (scope === "finding") return { scope, finding: finding.id };
  const named = finding.flaw === null ? { rule: finding.rule } : { flaw: finding.flaw };
  return scope === "asset"
    ? { scope, asset: finding.asset.id, ...named }
    : { scope, project: finding.project, ...named };
}
