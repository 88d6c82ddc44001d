import { Button, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import listStyles from "../../components/list-page.module.css";
import { useTexts } from "../../texts/define-texts.ts";
import { currentLanguage } from "../../texts/language.ts";
import { type DestinationDraft, destinationKinds, emptyDestination, newDestinationOf } from "./destination-draft.ts";
import { DestinationFields } from "./destination-fields.tsx";
import { notificationTexts } from "./texts.ts";

/** Asks for a place that messages go to. */
export function DestinationForm() {
  const t = useTexts(notificationTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<DestinationDraft>(() => ({ ...emptyDestination, language: currentLanguage() }));
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/destinations", { body: newDestinationOf(draft) }),
    onSuccess: async () => {
      // What was typed of a secret stands in no page for longer than it must.
      setDraft({ ...emptyDestination, kind: draft.kind, language: draft.language });
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
        <DestinationFields draft={draft} onDraft={setDraft} />
        <Button type="submit" variant="default" loading={make.isPending}>
          {t("add")}
        </Button>
      </form>
      {typeof make.data?.secret === "string" && (
        <p role="status">
          {t("secretMade")} <code>{make.data.secret}</code> <CopyButton text={make.data.secret} />
        </p>
      )}
      <FailureLine error={make.error} />
    </Panel>
  );
}
