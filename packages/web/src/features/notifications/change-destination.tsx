import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { changeOf, type Destination, draftOf } from "./destination-draft.ts";
import { DestinationFields } from "./destination-fields.tsx";
import styles from "./page.module.css";
import { notificationTexts } from "./texts.ts";

interface ChangeDestinationProps {
  readonly destination: Destination;
  readonly onClose: () => void;
}

/** Asks for a place anew; what waits goes to the new one. */
export function ChangeDestination({ destination, onClose }: ChangeDestinationProps) {
  const t = useTexts(notificationTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(destination));
  const change = useMutation({
    mutationFn: () =>
      request("PATCH /api/v1/destinations/{destination}", {
        path: { destination: destination.id },
        body: changeOf(draft, destination),
      }),
    onSuccess: async () => {
      await refresh(queries, new Set(["destinations"]));
      onClose();
    },
  });
  return (
    <Dialog title={t("changeOne", { name: destination.name })} onClose={onClose}>
      <form
        className={styles["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <p>{t("waitsForNew")}</p>
        <DestinationFields draft={draft} onDraft={setDraft} isThere />
        <FailureLine error={change.error} />
        <Button type="submit" loading={change.isPending}>
          {word("save")}
        </Button>
      </form>
    </Dialog>
  );
}
