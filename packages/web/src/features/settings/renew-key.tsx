import { Button, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

/** So many hours the secret before can count, too; the platform takes up to 30 days. */
const overlaps = [0, 1, 24, 168, 720] as const;

interface RenewKeyProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives a key a new secret; the one before counts for some hours more, until programs have the new one. */
export function RenewKey({ id, name, onClose }: RenewKeyProps) {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const [hours, setHours] = useState<number>(24);
  const renew = useMutation({
    mutationFn: () =>
      request("POST /api/v1/api-keys/{key}/rotation", { path: { key: id }, body: { overlapHours: hours } }),
    onSuccess: () => refresh(queries),
  });
  return (
    <Dialog title={t("renewKey", { name })} onClose={onClose}>
      {renew.data === undefined ? (
        <form
          className={styles["fields"]}
          onSubmit={(event) => {
            event.preventDefault();
            renew.mutate();
          }}
        >
          <Select
            label={t("overlap")}
            data={overlaps.map((value) => ({ value: String(value), label: overlapName(value, t) }))}
            value={String(hours)}
            allowDeselect={false}
            onChange={(value) => setHours(Number(value))}
          />
          <FailureLine error={renew.error} />
          <Button type="submit" loading={renew.isPending}>
            {t("renew")}
          </Button>
        </form>
      ) : (
        <div role="status" className={styles["made"]}>
          <p>{t("keyMade")}</p>
          <code data-renewed-key>{renew.data.key}</code> <CopyButton text={renew.data.key} />
        </div>
      )}
    </Dialog>
  );
}

function overlapName(
  hours: number,
  t: (key: "atOnce" | "hours", values?: { readonly count: number }) => string,
): string {
  return hours === 0 ? t("atOnce") : t("hours", { count: hours });
}
