import { Checkbox, TextInput } from "@mantine/core";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { type RuleDraft, weekDays } from "./rule-draft.ts";
import { notificationTexts } from "./texts.ts";

interface RuleScheduleProps {
  readonly draft: RuleDraft;
  readonly onDraft: (draft: RuleDraft) => void;
  readonly timeZone: string;
}

/** Asks when it is sent: gathered on some days, or at once and not within quiet hours. */
export function RuleSchedule({ draft, onDraft, timeZone }: RuleScheduleProps) {
  const t = useTexts(notificationTexts);
  const { weekDay } = useFormats();
  const { at, days, quiet } = draft;
  return (
    <>
      <Checkbox
        label={t("gathered")}
        checked={at !== undefined}
        onChange={(event) => onDraft({ ...draft, at: event.currentTarget.checked ? "09:00" : undefined })}
      />
      {at === undefined ? (
        <Checkbox
          label={t("quiet")}
          checked={quiet !== undefined}
          onChange={(event) =>
            onDraft({ ...draft, quiet: event.currentTarget.checked ? { from: "22:00", until: "07:00" } : undefined })
          }
        />
      ) : (
        <>
          <Time label={t("at", { timeZone })} value={at} onValue={(value) => onDraft({ ...draft, at: value })} />
          <Checkbox.Group
            label={t("onDays")}
            value={days.map(String)}
            onChange={(values) => onDraft({ ...draft, days: weekDays.filter((day) => values.includes(String(day))) })}
          >
            <div className={listStyles["line"]}>
              {weekDays.map((day) => (
                <Checkbox key={day} value={String(day)} label={weekDay(day)} />
              ))}
            </div>
          </Checkbox.Group>
        </>
      )}
      {at === undefined && quiet !== undefined && (
        <>
          <Time
            label={t("quietFrom", { timeZone })}
            value={quiet.from}
            onValue={(from) => onDraft({ ...draft, quiet: { ...quiet, from } })}
          />
          <Time
            label={t("quietUntil")}
            value={quiet.until}
            onValue={(until) => onDraft({ ...draft, quiet: { ...quiet, until } })}
          />
        </>
      )}
    </>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Time({ label, value, onValue }: TimeProps) {
  return (
    <TextInput
      type="time"
      label={label}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
