import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import type { Destination } from "./destination-list.tsx";
import { notificationTexts } from "./texts.ts";

const changes = ["new", "worse", "overdue", "incident"] as const;
type Change = (typeof changes)[number];

interface RuleFormProps {
  /** At least one. */
  readonly destinations: readonly Destination[];
}

/** Asks which changes of which findings go where, at once or gathered once a day. */
export function RuleForm({ destinations }: RuleFormProps) {
  const t = useTexts(notificationTexts);
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [query, setQuery] = useState("severity>=high");
  const [wanted, setWanted] = useState<readonly Change[]>(["new"]);
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState<string>();
  const destination = chosen ?? destinations[0]?.id ?? "";
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const make = useMutation({
    mutationFn: () =>
      request("POST /api/v1/notification-rules", {
        body: {
          name,
          destination,
          query,
          changes: wanted,
          schedule: at === undefined ? { kind: "at-once" } : { kind: "digest", at, timeZone },
        },
      }),
    onSuccess: async () => {
      setName("");
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
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("query")}
          maxLength={2000}
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Select
          label={t("to")}
          data={destinations.map((one) => ({ value: one.id, label: one.name }))}
          value={destination}
          allowDeselect={false}
          onChange={(value) => setChosen(value ?? undefined)}
        />
        <Checkbox.Group
          label={t("changes")}
          value={[...wanted]}
          onChange={(values) => setWanted(changes.filter((change) => values.includes(change)))}
        >
          <div className={listStyles["line"]}>
            {changes.map((change) => (
              <Checkbox key={change} value={change} label={t(`change-${change}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox
          label={t("gathered")}
          checked={at !== undefined}
          onChange={(event) => setAt(event.currentTarget.checked ? "09:00" : undefined)}
        />
        {at !== undefined && (
          <TextInput
            type="time"
            label={t("at", { timeZone })}
            required
            withAsterisk={false}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" loading={make.isPending} disabled={wanted.length === 0}>
          {t("add")}
        </Button>
      </form>
      {make.error !== null && <p role="alert">{make.error.message}</p>}
    </Panel>
  );
}
