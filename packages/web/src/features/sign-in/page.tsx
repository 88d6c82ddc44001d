import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { arePasskeysKnown, showPasskey } from "../../api/passkeys.ts";
import { sessionQuery } from "../../api/queries.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { SecondStep } from "./second-step.tsx";
import { SignOnLinks } from "./sign-on-links.tsx";
import { signInTexts } from "./texts.ts";

const address = getRouteApi("/sign-in");

type SignInAnswer = AnswerOf<"POST /api/v1/session">;
type Session = AnswerOf<"GET /api/v1/session">;
type NeededFactor = Exclude<SignInAnswer, Session>["secondFactor"];

/** Asks who you are. */
export function SignInPage() {
  const router = useRouter();
  const queries = useQueryClient();
  const { next = "/" } = address.useSearch();
  const [needed, setNeeded] = useState<NeededFactor>();
  const enter = async (session: Session) => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, session);
    await router.navigate({ href: next, replace: true });
  };
  return (
    <main className={styles["page"]}>
      {needed === undefined ? (
        <FirstStep
          onAnswer={async (answer) => {
            if ("secondFactor" in answer) setNeeded(answer.secondFactor);
            else await enter(answer);
          }}
        />
      ) : (
        <SecondStep needed={needed} onSession={enter} onBack={() => setNeeded(undefined)} />
      )}
    </main>
  );
}

interface FirstStepProps {
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
}

function FirstStep({ onAnswer }: FirstStepProps) {
  const t = useTexts(signInTexts);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tenant, setTenant] = useState<string>();
  const named = tenant ? { tenant } : {};
  const signIn = useMutation({
    mutationFn: () => request("POST /api/v1/session", { body: { email, password, ...named } }),
    onSuccess: onAnswer,
  });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const { ticket, passkey } = await request("POST /api/v1/session/passkey-challenge", { body: named });
      return await request("POST /api/v1/session/passkey", { body: { ticket, passkey: await showPasskey(passkey) } });
    },
    onSuccess: onAnswer,
  });
  const error = signIn.error ?? byPasskey.error;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        byPasskey.reset();
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
        autoComplete="username webauthn"
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
      {error !== null && (
        <p role="alert" className={styles["failure"]}>
          {reasonOf(error, t("unreachable"), t("noPasskey"))}
        </p>
      )}
      <Button type="submit" loading={signIn.isPending}>
        {t("submit")}
      </Button>
      {arePasskeysKnown() && (
        <Button
          variant="default"
          loading={byPasskey.isPending}
          onClick={() => {
            signIn.reset();
            byPasskey.mutate();
          }}
        >
          {t("byPasskey")}
        </Button>
      )}
      <SignOnLinks tenant={tenant === "" ? undefined : tenant} />
      {tenant === undefined && (
        <Button variant="subtle" size="compact-sm" onClick={() => setTenant("")}>
          {t("otherTenant")}
        </Button>
      )}
      <p className={styles["hint"]}>{t("hint")}</p>
    </form>
  );
}

/** The platform's own words; what the browser says of passkeys is in no language of ours. */
function reasonOf(error: Error, unreachable: string, noPasskey: string): string {
  if (!(error instanceof ApiError)) return noPasskey;
  return error.details.status === 0 ? unreachable : error.message;
}
