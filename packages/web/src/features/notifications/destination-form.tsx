import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import { currentLanguage } from "../../texts/i18n.ts";
import { type DestinationDraft, destinationKinds, emptyDestination, newDestinationOf } from "./destination-draft.ts";
import { notificationTexts } from "./texts.ts";

/** Asks for a place that messages go to. */
export function DestinationForm() {
  const t = useTexts(notificationTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<DestinationDraft>(emptyDestination);
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/destinations", { body: newDestinationOf(draft, currentLanguage()) }),
    onSuccess: async () => {
      setDraft({ ...emptyDestination, kind: draft.kind });
      await refresh(queries);
    },
  });
  return (
    <Panel title={t("newDestination")}>
      <form
        className={listStyles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Select
          label={t("kind")}
          data={destinationKinds.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
          value={draft.kind}
          allowDeselect={false}
          onChange={(value) =>
            setDraft({ ...draft, kind: destinationKinds.find((known) => known === value) ?? draft.kind })
          }
        />
        <TextInput
          label={t("name")}
          required
          withAsterisk={false}
          maxLength={200}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {(draft.kind === "mail" || draft.kind === "webhook") && (
          <TextInput
            label={t(draft.kind === "mail" ? "recipients" : "address")}
            type={draft.kind === "mail" ? "text" : "url"}
            required
            withAsterisk={false}
            value={draft.address}
            onChange={(event) => setDraft({ ...draft, address: event.currentTarget.value })}
          />
        )}
        {draft.kind !== "mail" && (
          <PasswordInput
            label={t(draft.kind === "webhook" ? "signingSecret" : "webhookAddress")}
            autoComplete="off"
            required={draft.kind !== "webhook"}
            withAsterisk={false}
            value={draft.secret}
            onChange={(event) => setDraft({ ...draft, secret: event.currentTarget.value })}
          />
        )}
        <Button type="submit" variant="default" loading={make.isPending}>
          {t("add")}
        </Button>
      </form>
      {make.error !== null && <p role="alert">{make.error.message}</p>}
    </Panel>
  );
}
