import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { RenewKey } from "./renew-key.tsx";
import { settingsTexts } from "./texts.ts";

/** What keys are for, and what they may do for it. */
const keyPurposes = {
  reports: ["reports:upload", "reports:read"],
  events: ["events:send"],
  reading: ["projects:read", "findings:read", "assets:read", "reports:read"],
  provisioning: ["members:provision"],
} as const;
type KeyPurpose = keyof typeof keyPurposes;
const purposeNames = ["reports", "events", "reading", "provisioning"] as const;

/** Keys for programs. */
export function Keys() {
  const t = useTexts(settingsTexts);
  const { data } = useQuery(reading("GET /api/v1/api-keys", {}));
  return (
    <section className={styles["panel"]}>
      <h2>{t("keys")}</h2>
      <p>{t("keysHint")}</p>
      <KeyForm />
      {data !== undefined && data.apiKeys.length > 0 && <KeyTable keys={data.apiKeys} />}
    </section>
  );
}

function KeyForm() {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [purpose, setPurpose] = useState<KeyPurpose>("reports");
  const [until, setUntil] = useState("");
  const make = useMutation({
    mutationFn: () =>
      request("POST /api/v1/api-keys", {
        body: { name, permissions: keyPurposes[purpose], ...(until === "" ? {} : { expiresAt: `${until}T23:59:59Z` }) },
      }),
    onSuccess: async () => {
      setName("");
      await refresh(queries);
    },
  });
  return (
    <>
      <form
        className={styles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={t("keyName")}
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t("keyPurpose")}
          data={purposeNames.map((value) => ({ value, label: t(`purpose-${value}`) }))}
          value={purpose}
          allowDeselect={false}
          onChange={(value) => setPurpose(purposeNames.find((known) => known === value) ?? purpose)}
        />
        <TextInput
          type="date"
          label={t("keyUntil")}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          {t("makeKey")}
        </Button>
      </form>
      <FailureLine error={make.error} />
      {make.data !== undefined && (
        <div role="status" className={styles["made"]}>
          <p>{t("keyMade")}</p>
          <code>{make.data.key}</code> <CopyButton text={make.data.key} />
        </div>
      )}
    </>
  );
}

interface KeyTableProps {
  readonly keys: AnswerOf<"GET /api/v1/api-keys">["apiKeys"];
}

function KeyTable({ keys }: KeyTableProps) {
  const t = useTexts(settingsTexts);
  const { moment } = useFormats();
  const queries = useQueryClient();
  const [renewed, setRenewed] = useState<{ readonly id: string; readonly name: string }>();
  const revoke = useMutation({
    mutationFn: (key: string) => request("DELETE /api/v1/api-keys/{key}", { path: { key } }),
    onSettled: () => refresh(queries),
  });
  return (
    <>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th>{t("keyName")}</th>
            <th>{t("created")}</th>
            <th>{t("used")}</th>
            <th>{t("actions")}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                {key.name}
                {key.previousUntil !== null && <div>{t("previousUntil", { moment: moment(key.previousUntil) })}</div>}
              </td>
              <td>{moment(key.createdAt)}</td>
              <td>
                {key.usedAt === null ? t("never") : moment(key.usedAt)}
                {key.expiresAt !== null && <div>{t("until", { day: moment(key.expiresAt) })}</div>}
              </td>
              <td>
                {key.revokedAt === null ? (
                  <>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t("renewKey", { name: key.name })}
                      onClick={() => setRenewed({ id: key.id, name: key.name })}
                    >
                      {t("renew")}
                    </Button>{" "}
                    <Button size="compact-xs" variant="default" onClick={() => revoke.mutate(key.id)}>
                      {t("revoke")}
                    </Button>
                  </>
                ) : (
                  t("revoked")
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {renewed !== undefined && <RenewKey {...renewed} onClose={() => setRenewed(undefined)} />}
    </>
  );
}
