import { Button, Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import type { Destination } from "./destination-draft.ts";
import { emptyRule, newRuleOf, type RuleDraft, ruleChanges } from "./rule-draft.ts";
import { RuleSchedule } from "./rule-schedule.tsx";
import { notificationTexts } from "./texts.ts";

interface RuleFormProps {
  /** At least one. */
  readonly destinations: readonly Destination[];
}

/** Asks which changes of which findings go where, at once or gathered once a day. */
export function RuleForm({ destinations }: RuleFormProps) {
  const t = useTexts(notificationTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RuleDraft>(emptyRule);
  const [chosen, setChosen] = useState<string>();
  const destination = chosen ?? destinations[0]?.id ?? "";
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/notification-rules", { body: newRuleOf(draft, destination, timeZone) }),
    onSuccess: async () => {
      setDraft({ ...draft, name: "" });
      await refresh(queries);
    },
  });
  return (
    <Panel title={t("newRule")}>
      <form
        className={listStyles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={t("name")}
          required
          withAsterisk={false}
          maxLength={200}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <TextInput
          label={t("query")}
          maxLength={2000}
          spellCheck={false}
          value={draft.query}
          onChange={(event) => setDraft({ ...draft, query: event.currentTarget.value })}
        />
        <Select
          label={t("to")}
          data={destinations.map((one) => ({ value: one.id, label: one.name }))}
          value={destination}
          allowDeselect={false}
          onChange={(value) => setChosen(value ?? undefined)}
        />
        <RuleChanges draft={draft} onDraft={setDraft} />
        <RuleSchedule draft={draft} onDraft={setDraft} timeZone={timeZone} />
        <Button type="submit" variant="default" loading={make.isPending} disabled={draft.changes.length === 0}>
          {t("add")}
        </Button>
      </form>
      <FailureLine error={make.error} />
    </Panel>
  );
}

interface RuleChangesProps {
  readonly draft: RuleDraft;
  readonly onDraft: (draft: RuleDraft) => void;
}

function RuleChanges({ draft, onDraft }: RuleChangesProps) {
  const t = useTexts(notificationTexts);
  return (
    <>
      <Checkbox.Group
        label={t("changes")}
        value={[...draft.changes]}
        onChange={(values) => onDraft({ ...draft, changes: ruleChanges.filter((change) => values.includes(change)) })}
      >
        <div className={listStyles["line"]}>
          {ruleChanges.map((change) => (
            <Checkbox key={change} value={change} label={t(`change-${change}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {draft.changes.includes("scan-missing") && (
        <NumberInput
          label={t("missingDays")}
          min={1}
          max={365}
          hideControls
          allowDecimal={false}
          value={draft.missingDays}
          onChange={(value) => onDraft({ ...draft, missingDays: Number(value) })}
        />
      )}
    </>
  );
}
