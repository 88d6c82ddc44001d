import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { emptyProvider, givenRoles, newProviderOf, type ProviderDraft } from "./provider-draft.ts";
import { ProviderGroups } from "./provider-groups.tsx";
import { Refusal } from "./refusal.tsx";
import { signOnSettingTexts } from "./sign-on-texts.ts";
import { settingsTexts } from "./texts.ts";

/** Asks for a provider of sign-on, and which of its groups may do what. */
export function ProviderForm() {
  const t = useTexts(signOnSettingTexts);
  const roleName = useTexts(settingsTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ProviderDraft>(emptyProvider);
  const make = useMutation({
    mutationFn: () => request("POST /api/v1/sign-on-providers", { body: newProviderOf(draft) }),
    onSuccess: async () => {
      setDraft(emptyProvider);
      await refresh(queries);
    },
  });
  const redirect = `${location.origin}/sign-on`;
  return (
    <Panel title={t("newProvider")}>
      <p className={styles["made"]}>
        {t("redirect")}: <code>{redirect}</code> <CopyButton text={redirect} />
      </p>
      <form
        className={styles["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className={styles["line"]}>
          <Field label={t("providerTitle")} value={draft.title} onValue={(title) => setDraft({ ...draft, title })} />
          <Field
            label={t("issuer")}
            type="url"
            placeholder={t("issuerHint")}
            value={draft.issuer}
            onValue={(issuer) => setDraft({ ...draft, issuer })}
          />
          <Field
            label={t("clientId")}
            value={draft.clientId}
            onValue={(clientId) => setDraft({ ...draft, clientId })}
          />
          <PasswordInput
            label={t("clientSecret")}
            autoComplete="off"
            required
            withAsterisk={false}
            value={draft.clientSecret}
            onChange={(event) => setDraft({ ...draft, clientSecret: event.currentTarget.value })}
          />
          <Field
            label={t("groupsClaim")}
            value={draft.groupsClaim}
            onValue={(groupsClaim) => setDraft({ ...draft, groupsClaim })}
          />
        </div>
        <ProviderGroups groups={draft.groups} onGroups={(groups) => setDraft({ ...draft, groups })} />
        <div className={styles["line"]}>
          <Select
            label={t("defaultRole")}
            placeholder={t("noRole")}
            clearable
            data={givenRoles.map((value) => ({ value, label: roleName(value) }))}
            value={draft.defaultRole ?? null}
            onChange={(value) => setDraft({ ...draft, defaultRole: givenRoles.find((role) => role === value) })}
          />
          <Button type="submit" variant="default" loading={make.isPending}>
            {t("setUp")}
          </Button>
        </div>
      </form>
      <Refusal error={make.error} again={() => make.mutate()} />
    </Panel>
  );
}

interface FieldProps {
  readonly label: string;
  readonly type?: "url";
  readonly placeholder?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Field({ onValue, ...rest }: FieldProps) {
  return (
    <TextInput
      {...rest}
      required
      withAsterisk={false}
      autoComplete="off"
      maxLength={1000}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
