import { Button, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh } from "../../api/refresh.ts";
import { request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import styles from "./page.module.css";
import { emptyProvider, givenRoles, newProviderOf, type ProviderDraft, providerKinds } from "./provider-draft.ts";
import { ProviderGroups } from "./provider-groups.tsx";
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
      {draft.kind === "oidc" ? (
        <p className={styles["made"]}>
          {t("redirect")}: <code>{redirect}</code> <CopyButton text={redirect} />
        </p>
      ) : (
        <p className={styles["made"]}>{t("samlNext")}</p>
      )}
      <form
        className={styles["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className={styles["line"]}>
          <Select
            label={t("kind")}
            data={providerKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
            value={draft.kind}
            allowDeselect={false}
            onChange={(value) =>
              setDraft({ ...draft, kind: providerKinds.find((known) => known === value) ?? draft.kind })
            }
          />
          <Field label={t("providerTitle")} value={draft.title} onValue={(title) => setDraft({ ...draft, title })} />
          {draft.kind === "oidc" ? (
            <OidcFields draft={draft} onDraft={setDraft} />
          ) : (
            <SamlFields draft={draft} onDraft={setDraft} />
          )}
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

interface DraftProps {
  readonly draft: ProviderDraft;
  readonly onDraft: (draft: ProviderDraft) => void;
}

function OidcFields({ draft, onDraft }: DraftProps) {
  const t = useTexts(signOnSettingTexts);
  return (
    <>
      <Field
        label={t("issuer")}
        type="url"
        placeholder={t("issuerHint")}
        value={draft.issuer}
        onValue={(issuer) => onDraft({ ...draft, issuer })}
      />
      <Field label={t("clientId")} value={draft.clientId} onValue={(clientId) => onDraft({ ...draft, clientId })} />
      <PasswordInput
        label={t("clientSecret")}
        autoComplete="off"
        required
        withAsterisk={false}
        value={draft.clientSecret}
        onChange={(event) => onDraft({ ...draft, clientSecret: event.currentTarget.value })}
      />
    </>
  );
}

function SamlFields({ draft, onDraft }: DraftProps) {
  const t = useTexts(signOnSettingTexts);
  return (
    <>
      <Field label={t("entityId")} value={draft.issuer} onValue={(issuer) => onDraft({ ...draft, issuer })} />
      <Field
        label={t("signInAddress")}
        type="url"
        value={draft.signInAddress}
        onValue={(signInAddress) => onDraft({ ...draft, signInAddress })}
      />
      <Textarea
        label={t("certificates")}
        description={t("certificatesHint")}
        required
        withAsterisk={false}
        rows={4}
        maxLength={50_000}
        spellCheck={false}
        value={draft.certificates}
        onChange={(event) => onDraft({ ...draft, certificates: event.currentTarget.value })}
      />
    </>
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
