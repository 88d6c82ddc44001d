import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { arePasskeysKnown, makePasskey } from "../../api/passkeys.ts";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { OneTimeCode } from "./one-time-code.tsx";
import styles from "./page.module.css";
import { settingsTexts } from "./texts.ts";

type Factors = AnswerOf<"GET /api/v1/account/second-factors">;

/** What proves oneself beside the password: an app with codes, passkeys, recovery codes. */
export function SecondFactors() {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const query = useQuery(reading("GET /api/v1/account/second-factors", {}));
  const [codes, setCodes] = useState<readonly string[]>([]);
  return (
    <section className={styles["panel"]}>
      <h2>{t("factors")}</h2>
      <p>{t("factorsHint")}</p>
      {codes.length > 0 && <MadeCodes codes={codes} />}
      <QueryView query={query} height={200}>
        {(factors) => (
          <>
            {factors.demandedFrom !== null && <p>{t("demandedFrom", { day: day(factors.demandedFrom) })}</p>}
            <OneTimeCode since={factors.oneTimeCodeSince} onCodes={setCodes} />
            <Passkeys factors={factors} onCodes={setCodes} />
            <Recovery factors={factors} onCodes={setCodes} />
          </>
        )}
      </QueryView>
    </section>
  );
}

interface MadeCodesProps {
  readonly codes: readonly string[];
}

function MadeCodes({ codes }: MadeCodesProps) {
  const t = useTexts(settingsTexts);
  return (
    <div role="status" className={styles["made"]}>
      <p>{t("recoveryMade")}</p>
      <ul className={styles["plain"]}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyButton text={codes.join("\n")} />
    </div>
  );
}

interface PartProps {
  readonly factors: Factors;
  /** Recovery codes were made: they are shown this one time. */
  readonly onCodes: (codes: readonly string[]) => void;
}

function Passkeys({ factors: { passkeys }, onCodes }: PartProps) {
  const t = useTexts(settingsTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: async () => {
      const { ticket, passkey } = await request("POST /api/v1/account/passkeys/challenge", {});
      return await request("POST /api/v1/account/passkeys", {
        body: { ticket, name, passkey: await makePasskey(passkey) },
      });
    },
    onSuccess: async ({ recoveryCodes }) => {
      setName("");
      onCodes(recoveryCodes);
      await refresh(queries);
    },
  });
  const remove = useMutation({
    mutationFn: (passkey: string) => request("DELETE /api/v1/account/passkeys/{passkey}", { path: { passkey } }),
    onSuccess: () => refresh(queries),
  });
  return (
    <>
      <h3>{t("passkeys")}</h3>
      {passkeys.length === 0 && <p>{t("noPasskeys")}</p>}
      <ul className={styles["plain"]}>
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            {passkey.name} · {day(passkey.createdAt)}{" "}
            <Button size="compact-xs" variant="default" onClick={() => remove.mutate(passkey.id)}>
              {t("takeOff")}
            </Button>
          </li>
        ))}
      </ul>
      <Refusal error={remove.error} again={() => remove.reset()} />
      {arePasskeysKnown() && (
        <form
          className={styles["line"]}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <TextInput
            label={t("passkeyName")}
            required
            withAsterisk={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {t("addPasskey")}
          </Button>
        </form>
      )}
      <Refusal error={add.error} again={() => add.mutate()} ofBrowser={t("passkeyFailed")} />
    </>
  );
}

function Recovery({ factors: { recoveryCodesLeft }, onCodes }: PartProps) {
  const t = useTexts(settingsTexts);
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/account/recovery-codes", {}),
    onSuccess: async ({ recoveryCodes }) => {
      onCodes(recoveryCodes);
      await refresh(queries);
    },
  });
  return (
    <>
      <h3>{t("recovery")}</h3>
      <p>
        {t("recoveryLeft", { count: recoveryCodesLeft })}{" "}
        <Button size="compact-xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t("makeRecovery")}
        </Button>
      </p>
      <Refusal error={make.error} again={() => make.mutate()} />
    </>
  );
}
