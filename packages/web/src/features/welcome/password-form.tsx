import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { FailureLine } from "../../components/failure-line.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { welcomeTexts } from "./texts.ts";

interface PasswordFormProps {
  /** What was opened. */
  readonly token: string;
  /** Somebody new says a name; who lost a password has one. */
  readonly asksName: boolean;
}

/** Asks for a password, uses the link, and signs in. */
export function PasswordForm({ token, asksName }: PasswordFormProps) {
  const t = useTexts(welcomeTexts);
  const router = useRouter();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const answer = useMutation({
    mutationFn: async () => {
      const said = { token, password, ...(name.trim() === "" ? {} : { name }) };
      const { tenant, email } = await request("POST /api/v1/invitations/answer", { body: said });
      return await request("POST /api/v1/session", { body: { tenant, email, password } });
    },
    onSuccess: async (session) => {
      queries.clear();
      // A new password alone does not let in whoever has a second factor.
      if ("secondFactor" in session) return await router.navigate({ to: "/sign-in", search: {}, replace: true });
      queries.setQueryData(sessionQuery.queryKey, session);
      return await router.navigate({ to: "/", replace: true });
    },
  });
  return (
    <form
      className={styles["fields"]}
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate();
      }}
    >
      {asksName && (
        <TextInput
          label={t("name")}
          name="name"
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        label={t("password")}
        description={t("hint")}
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FailureLine error={answer.error} />
      <Button type="submit" loading={answer.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
