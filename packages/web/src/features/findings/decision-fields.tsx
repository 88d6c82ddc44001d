import { Select, Textarea, TextInput } from "@mantine/core";
import { useTexts } from "../../texts/define-texts.ts";
import { type DecisionDraft, verdicts } from "./decision-draft.ts";
import { findingViewTexts } from "./finding-texts.ts";

interface DecisionFieldsProps {
  readonly draft: DecisionDraft;
  readonly onDraft: (draft: DecisionDraft) => void;
}

/** Asks for verdict, reason and last day of a decision. */
export function DecisionFields({ draft, onDraft }: DecisionFieldsProps) {
  const t = useTexts(findingViewTexts);
  return (
    <>
      <Select
        label={t("verdict")}
        data={verdicts.map((value) => ({ value, label: t(value) }))}
        value={draft.verdict}
        allowDeselect={false}
        onChange={(value) => onDraft({ ...draft, verdict: verdicts.find((known) => known === value) ?? draft.verdict })}
      />
      <Textarea
        label={t("reason")}
        description={t("reasonHint")}
        required
        minLength={3}
        maxLength={4000}
        value={draft.reason}
        onChange={(event) => onDraft({ ...draft, reason: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("until")}
        required
        value={draft.until}
        onChange={(event) => onDraft({ ...draft, until: event.currentTarget.value })}
      />
    </>
  );
}
