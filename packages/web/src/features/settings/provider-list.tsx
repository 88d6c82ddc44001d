import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { RowTable } from "../../components/row-table.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { givenRoles } from "./provider-draft.ts";
import { signOnSettingTexts } from "./sign-on-texts.ts";
import { settingsTexts } from "./texts.ts";

type Provider = AnswerOf<"GET /api/v1/sign-on-providers">["providers"][number];

/** Where people sign in elsewhere; each can be tried, shut and deleted. */
export function ProviderList() {
  const t = useTexts(signOnSettingTexts);
  const query = useQuery(reading("GET /api/v1/sign-on-providers", {}));
  return (
    <Panel title={t("providers")}>
      <QueryView query={query} height={120}>
        {({ providers }) =>
          providers.length === 0 ? (
            <p>{t("noProviders")}</p>
          ) : (
            <RowTable
              label={t("providers")}
              rows={providers}
              keyOf={({ id }) => id}
              columns={[
                { title: t("providerTitle"), cell: ({ title }) => title },
                { title: t("issuer"), cell: (provider) => <Addresses provider={provider} /> },
                { title: t("roles"), cell: (provider) => <Roles provider={provider} /> },
                { title: t("state"), cell: ({ isEnabled }) => (isEnabled ? t("open") : t("shut")) },
                { title: t("actions"), cell: (provider) => <Actions provider={provider} /> },
              ]}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

interface ProviderProps {
  readonly provider: Provider;
}

/** Where the provider is, and what has to be registered there. */
function Addresses({ provider: { kind, issuer, saml, scimPath } }: ProviderProps) {
  const t = useTexts(signOnSettingTexts);
  const { day } = useFormats();
  return (
    <ul className={styles["plain"]}>
      <li>
        {t(`kind-${kind}`)}: <code>{issuer}</code>
      </li>
      {saml !== null && (
        <>
          <Registered name={t("answerAddress")} path={saml.answerPath} />
          <Registered name={t("metadata")} path={saml.metadataPath} />
          {saml.certificates.map(({ fingerprint, validUntil }) => (
            <li key={fingerprint}>{t("validUntil", { day: day(validUntil) })}</li>
          ))}
        </>
      )}
      <Registered name={t("scim")} path={scimPath} />
    </ul>
  );
}

interface RegisteredProps {
  readonly name: string;
  readonly path: string;
}

function Registered({ name, path }: RegisteredProps) {
  const address = `${location.origin}${path}`;
  return (
    <li>
      {name}: <code>{address}</code> <CopyButton text={address} />
    </li>
  );
}

function Roles({ provider: { roleByGroup, defaultRole } }: ProviderProps) {
  const t = useTexts(signOnSettingTexts);
  const roleName = useTexts(settingsTexts);
  const named = (wanted: string | null) => {
    const known = givenRoles.find((role) => role === wanted);
    return known === undefined ? t("noRole") : roleName(known);
  };
  return (
    <ul className={styles["plain"]}>
      {Object.entries(roleByGroup).map(([group, role]) => (
        <li key={group}>
          <code>{group}</code> → {named(role)}
        </li>
      ))}
      <li>
        {t("defaultRole")} → {named(defaultRole)}
      </li>
    </ul>
  );
}

function Actions({ provider: { id, title, isEnabled } }: ProviderProps) {
  const t = useTexts(signOnSettingTexts);
  const word = useTexts(words);
  const queries = useQueryClient();
  const path = { provider: id };
  const onSuccess = () => refresh(queries);
  const preview = useMutation({
    mutationFn: () => request("POST /api/v1/sign-on-providers/{provider}/preview", { path }),
    onSuccess: ({ address }) => location.assign(address),
  });
  const change = useMutation({
    mutationFn: () => request("PATCH /api/v1/sign-on-providers/{provider}", { path, body: { isEnabled: !isEnabled } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => request("DELETE /api/v1/sign-on-providers/{provider}", { path }),
    onSuccess,
  });
  const button = { size: "compact-xs", variant: "default" } as const;
  return (
    <div className={styles["actions"]}>
      <Button
        {...button}
        aria-label={t("previewOf", { provider: title })}
        loading={preview.isPending}
        onClick={() => preview.mutate()}
      >
        {t("preview")}
      </Button>
      <Button
        {...button}
        aria-label={t(isEnabled ? "shutProvider" : "openProvider", { provider: title })}
        loading={change.isPending}
        onClick={() => change.mutate()}
      >
        {t(isEnabled ? "shutIt" : "openIt")}
      </Button>
      <Button
        {...button}
        aria-label={t("deleteProvider", { provider: title })}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {word("delete")}
      </Button>
      {[preview, change, remove].map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three that never move
        <Refusal key={place} error={one.error} again={() => one.mutate()} />
      ))}
    </div>
  );
}
