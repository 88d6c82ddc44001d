import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../api/api-error.ts";
import { request } from "../api/request.ts";
import { useTexts } from "../texts/define-texts.ts";
import { proofTexts } from "./proof-texts.ts";
import styles from "./refusal.module.css";

/** Tells whether a call was refused because the password was shown too long ago. */
export function needsProof(error: Error | null): boolean {
  return error instanceof ApiError && error.details.code === "proof-needed";
}

interface PasswordProofProps {
  /** The password is shown: what was refused can be tried again. */
  readonly onProved: () => void;
}

/** Asks for the password once more, before what is delicate. */
export function PasswordProof({ onProved }: PasswordProofProps) {
  const t = useTexts(proofTexts);
  const [password, setPassword] = useState("");
  const prove = useMutation({
    mutationFn: () => request("POST /api/v1/account/proof", { body: { password } }),
    onSuccess: onProved,
  });
  return (
    <form
      className={styles["proof"]}
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate();
      }}
    >
      <h3>{t("title")}</h3>
      <p>{t("hint")}</p>
      <div className={styles["line"]}>
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={prove.isPending}>
          {t("confirm")}
        </Button>
      </div>
      {prove.error !== null && <p role="alert">{prove.error.message}</p>}
    </form>
  );
}
