import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useNotice } from "../../components/use-notice.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { bodyOf, emptyDraft } from "./decision-draft.ts";
import { DecisionFields } from "./decision-fields.tsx";
import { doEach } from "./do-each.ts";
import { findingViewTexts } from "./finding-texts.ts";
import styles from "./finding-view.module.css";
import { showStatus } from "./shown-status.ts";
import { findingTexts } from "./texts.ts";

const callsAtOnce = 4;

interface BulkDecisionProps {
  /** Ids of the findings that are decided. */
  readonly findings: readonly string[];
  readonly onClose: () => void;
  /** These are decided now. */
  readonly onDecided: (findings: readonly string[]) => void;
}

/** Decides about many findings with one reason and one end; what failed stays marked and can be tried again. */
export function BulkDecision({ findings, onClose, onDecided }: BulkDecisionProps) {
  const t = useTexts(findingTexts);
  const words = useTexts(findingViewTexts);
  const notice = useNotice();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => emptyDraft(Date.now()));
  const takeBack = useMutation({
    mutationFn: async (decisions: readonly string[]) => {
      await showStatus(queries, new Set(findings), "open");
      return await doEach(decisions, callsAtOnce, (decision) =>
        request("DELETE /api/v1/decisions/{decision}", { path: { decision } }),
      );
    },
    onSettled: () => refresh(queries),
  });
  const decide = useMutation({
    mutationFn: async () => {
      const showAsBefore = await showStatus(queries, new Set(findings), draft.verdict);
      const done = await doEach(findings, callsAtOnce, async (finding) => {
        const body = { scope: "finding" as const, finding, ...bodyOf(draft) };
        return { finding, decision: (await request("POST /api/v1/decisions", { body })).id };
      });
      if (done.failures.length > 0) showAsBefore();
      return done;
    },
    onSuccess: async ({ results, failures }) => {
      const made = results.map(({ decision }) => decision);
      if (made.length > 0) {
        notice(
          <>
            {t("decidedMany", { count: made.length })}{" "}
            <Button size="compact-xs" variant="default" onClick={() => takeBack.mutate(made)}>
              {words("undo")}
            </Button>
          </>,
        );
      }
      onDecided(results.map(({ finding }) => finding));
      if (failures.length === 0) onClose();
      await refresh(queries);
    },
  });
  const failures = decide.data?.failures ?? [];
  return (
    <Dialog title={t("decideMany", { count: findings.length })} onClose={onClose}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <DecisionFields draft={draft} onDraft={setDraft} />
        {failures.length > 0 && (
          <p role="alert">{t("notDecided", { count: failures.length, reason: failures[0]?.error.message ?? "" })}</p>
        )}
        <Button type="submit" loading={decide.isPending}>
          {words("decide")}
        </Button>
      </form>
    </Dialog>
  );
}
