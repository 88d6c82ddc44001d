import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { Panel } from "../../components/detail-page.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { ChangeDestination } from "./change-destination.tsx";
import type { Destination } from "./destination-draft.ts";
import { notificationTexts } from "./texts.ts";

interface DestinationListProps {
  readonly destinations: readonly Destination[];
}

/** Where messages go, and how sending there goes. */
export function DestinationList({ destinations }: DestinationListProps) {
  const t = useTexts(notificationTexts);
  return (
    <Panel title={t("destinations")}>
      {destinations.length === 0 ? (
        <p>{t("noDestinations")}</p>
      ) : (
        <RowTable
          label={t("destinations")}
          rows={destinations}
          keyOf={({ id }) => id}
          columns={[
            { title: t("name"), cell: ({ name }) => name },
            { title: t("kind"), cell: ({ kind }) => t(`kind-${kind}`) },
            { title: t("state"), cell: (destination) => <State destination={destination} /> },
            { title: t("actions"), cell: (destination) => <Actions destination={destination} /> },
          ]}
        />
      )}
    </Panel>
  );
}

interface DestinationProps {
  readonly destination: Destination;
}

function State({ destination: { waiting, dead, problem } }: DestinationProps) {
  const t = useTexts(notificationTexts);
  const { number } = useFormats();
  return (
    <>
      {problem === null ? t("works") : t("problem", { reason: problem.message })}
      {waiting > 0 && <div>{t("waiting", { count: waiting, shown: number(waiting) })}</div>}
      {dead > 0 && <div>{t("dead", { count: dead, shown: number(dead) })}</div>}
    </>
  );
}

function Actions({ destination }: DestinationProps) {
  const { id, name } = destination;
  const t = useTexts(notificationTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const path = { destination: id };
  const trial = useMutation({ mutationFn: () => request("POST /api/v1/destinations/{destination}/trial", { path }) });
  const remove = useMutation({
    mutationFn: () => request("DELETE /api/v1/destinations/{destination}", { path }),
    onSettled: () => refresh(queries),
  });
  const [isChanged, setChanged] = useState(false);
  const failure = trial.error?.message ?? trial.data?.problem?.message;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("tryOut", { name })}
        loading={trial.isPending}
        onClick={() => trial.mutate()}
      >
        {t("try")}
      </Button>{" "}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("changeOne", { name })}
        onClick={() => setChanged(true)}
      >
        {t("change")}
      </Button>{" "}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("deleteOne", { name })}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {word("delete")}
      </Button>
      {isChanged && <ChangeDestination destination={destination} onClose={() => setChanged(false)} />}
      {trial.data?.isSent === true && <div role="status">{t("sent")}</div>}
      {failure !== undefined && <div role="alert">{t("problem", { reason: failure })}</div>}
    </>
  );
}
