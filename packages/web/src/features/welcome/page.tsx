import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { welcomeTexts } from "./texts.ts";

/** Where a link leads: whoever opens it chooses a password. The token stands behind `#`, which browsers send nowhere. */
export function WelcomePage() {
  const t = useTexts(welcomeTexts);
  const router = useRouter();
  const queries = useQueryClient();
  const [token] = useState(() => location.hash.slice(1));
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
    <main className={styles["page"]}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          answer.mutate();
        }}
      >
        <h1>{t("title")}</h1>
        <TextInput
          label={t("name")}
          name="name"
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
        {answer.error !== null && (
          <p role="alert" className={styles["failure"]}>
            {answer.error instanceof ApiError && answer.error.details.status !== 0
              ? answer.error.message
              : t("unreachable")}
          </p>
        )}
        <Button type="submit" loading={answer.isPending}>
          {t("submit")}
        </Button>
      </form>
    </main>
  );
}
