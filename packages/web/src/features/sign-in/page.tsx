import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { signInTexts } from "./texts.ts";

const address = getRouteApi("/sign-in");

/** Asks who you are. */
export function SignInPage() {
  const t = useTexts(signInTexts);
  const router = useRouter();
  const queries = useQueryClient();
  const { next = "/" } = address.useSearch();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tenant, setTenant] = useState<string>();
  const signIn = useMutation({
    mutationFn: () => request("POST /api/v1/session", { body: { email, password, ...(tenant ? { tenant } : {}) } }),
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      await router.navigate({ href: next, replace: true });
    },
  });
  return (
    <main className={styles["page"]}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <h1>{t("title")}</h1>
        {tenant !== undefined && (
          <TextInput
            label={t("tenant")}
            value={tenant}
            autoFocus
            onChange={(event) => setTenant(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t("email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error !== null && (
          <p role="alert" className={styles["failure"]}>
            {reasonOf(signIn.error, t("unreachable"))}
          </p>
        )}
        <Button type="submit" loading={signIn.isPending}>
          {t("submit")}
        </Button>
        {tenant === undefined && (
          <Button variant="subtle" size="compact-sm" onClick={() => setTenant("")}>
            {t("otherTenant")}
          </Button>
        )}
        <p className={styles["hint"]}>{t("hint")}</p>
      </form>
    </main>
  );
}

function reasonOf(error: Error, unreachable: string): string {
  return error instanceof ApiError && error.details.status !== 0 ? error.message : unreachable;
}
