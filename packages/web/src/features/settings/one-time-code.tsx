import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Loading } from "../../components/page-state.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

const CodePicture = lazy(async () => ({ default: (await import("./code-picture.tsx")).CodePicture }));

interface OneTimeCodeProps {
  /** Since when an app shows codes; `null` where none does. */
  readonly since: string | null;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** The app that shows codes: sets it up with its first code, and takes it off. */
export function OneTimeCode({ since, onCodes }: OneTimeCodeProps) {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const make = useMutation({ mutationFn: () => request("POST /api/v1/account/one-time-code", {}) });
  const confirm = useMutation({
    mutationFn: () => request("POST /api/v1/account/one-time-code/confirmation", { body: { code } }),
    onSuccess: async ({ recoveryCodes }) => {
      setCode("");
      make.reset();
      onCodes(recoveryCodes);
      await refresh(queries);
    },
  });
  const remove = useMutation({
    mutationFn: () => request("DELETE /api/v1/account/one-time-code", {}),
    onSuccess: () => refresh(queries),
  });
  return (
    <>
      <h3>{t("app")}</h3>
      <p>
        {since === null ? t("appNone") : t("appSince", { day: day(since) })}{" "}
        {since === null ? (
          <Button size="compact-xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
            {t("setUpApp")}
          </Button>
        ) : (
          <Button size="compact-xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t("takeOff")}
          </Button>
        )}
      </p>
      <Refusal error={make.error} again={() => make.mutate()} />
      <Refusal error={remove.error} again={() => remove.mutate()} />
      {make.data !== undefined && (
        <form
          className={styles["made"]}
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <p>{t("appSecret")}</p>
          <Suspense fallback={<Loading height={180} />}>
            <CodePicture label={t("codePicture")} text={make.data.address} />
          </Suspense>
          <p>
            <code data-secret>{make.data.secret}</code> <CopyButton text={make.data.secret} />{" "}
            <a href={make.data.address}>{t("openApp")}</a>
          </p>
          <div className={styles["line"]}>
            <TextInput
              label={t("firstCode")}
              autoComplete="one-time-code"
              inputMode="numeric"
              required
              withAsterisk={false}
              maxLength={10}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={confirm.isPending}>
              {t("confirm")}
            </Button>
          </div>
          <Refusal error={confirm.error} again={() => confirm.mutate()} />
        </form>
      )}
    </>
  );
}
