import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { arePasskeysKnown, showPasskey } from "../../api/passkeys.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { signInTexts } from "./texts.ts";

interface SecondStepProps {
  readonly needed: {
    readonly ticket: string;
    readonly factors: readonly ("one-time-code" | "recovery-code" | "passkey")[];
    readonly passkey?: Readonly<Record<string, unknown>> | undefined;
  };
  readonly onSession: (session: AnswerOf<"GET /api/v1/session">) => Promise<void>;
  readonly onBack: () => void;
}

/** Asks for what proves a person beside the password: a code of an app, a recovery code or a passkey. */
export function SecondStep({ needed, onSession, onBack }: SecondStepProps) {
  const t = useTexts(signInTexts);
  const { ticket, factors, passkey } = needed;
  const [code, setCode] = useState("");
  const name = "POST /api/v1/session/second-factor";
  const byCode = useMutation({
    mutationFn: () => request(name, { body: { ticket, code } }),
    onSuccess: onSession,
  });
  const byPasskey = useMutation({
    mutationFn: async (options: Readonly<Record<string, unknown>>) =>
      await request(name, { body: { ticket, passkey: await showPasskey(options) } }),
    onSuccess: onSession,
  });
  const error = byCode.error ?? byPasskey.error;
  const takesCodes = factors.includes("one-time-code") || factors.includes("recovery-code");
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        byPasskey.reset();
        byCode.mutate();
      }}
    >
      <h1>{t("secondTitle")}</h1>
      {takesCodes && (
        <TextInput
          label={t(factors.includes("one-time-code") ? "code" : "recoveryCode")}
          description={t("codeHint")}
          name="code"
          autoComplete="one-time-code"
          autoFocus
          required
          withAsterisk={false}
          maxLength={50}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      {error !== null && (
        <p role="alert" className={styles["failure"]}>
          {error instanceof ApiError ? error.message : t("noPasskey")}
        </p>
      )}
      {takesCodes && (
        <Button type="submit" loading={byCode.isPending}>
          {t("submit")}
        </Button>
      )}
      {passkey !== undefined && arePasskeysKnown() && (
        <Button
          variant="default"
          loading={byPasskey.isPending}
          onClick={() => {
            byCode.reset();
            byPasskey.mutate(passkey);
          }}
        >
          {t("byPasskey")}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onBack}>
        {t("back")}
      </Button>
    </form>
  );
}
