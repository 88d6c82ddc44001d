import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import { refresh } from "../../api/refresh.ts";
import { type AnswerOf, request } from "../../api/request.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/detail-page.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { signOnSettingTexts } from "./sign-on-texts.ts";

type Domain = AnswerOf<"GET /api/v1/domains">["domains"][number];

/** Domains that the tenant says are its own, with the record that proves each. */
export function Domains() {
  const t = useTexts(signOnSettingTexts);
  const queries = useQueryClient();
  const query = useQuery(reading("GET /api/v1/domains", {}));
  const [domain, setDomain] = useState("");
  const claim = useMutation({
    mutationFn: () => request("POST /api/v1/domains", { body: { domain: domain.trim() } }),
    onSuccess: async () => {
      setDomain("");
      await refresh(queries);
    },
  });
  return (
    <Panel title={t("domains")}>
      <p>{t("domainsHint")}</p>
      <QueryView query={query} height={80}>
        {({ domains }) =>
          domains.length === 0 ? (
            <p>{t("noDomains")}</p>
          ) : (
            <ul className={styles["plain"]}>
              {domains.map((one) => (
                <DomainRow key={one.domain} domain={one} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <form
        className={styles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          claim.mutate();
        }}
      >
        <TextInput
          label={t("domain")}
          placeholder={t("domainHint")}
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={253}
          value={domain}
          onChange={(event) => setDomain(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={claim.isPending}>
          {t("claim")}
        </Button>
      </form>
      <Refusal error={claim.error} again={() => claim.mutate()} />
    </Panel>
  );
}

interface DomainRowProps {
  readonly domain: Domain;
}

function DomainRow({ domain: { domain, recordName, recordText, provedAt } }: DomainRowProps) {
  const t = useTexts(signOnSettingTexts);
  const word = useTexts(words);
  const { day } = useFormats();
  const queries = useQueryClient();
  const path = { domain };
  const onSuccess = () => refresh(queries);
  const look = useMutation({ mutationFn: () => request("POST /api/v1/domains/{domain}/proof", { path }), onSuccess });
  const giveUp = useMutation({ mutationFn: () => request("DELETE /api/v1/domains/{domain}", { path }), onSuccess });
  return (
    <li>
      <strong>{domain}</strong> · {provedAt === null ? t("notProved") : t("proved", { day: day(provedAt) })}{" "}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("giveUp", { domain })}
        loading={giveUp.isPending}
        onClick={() => giveUp.mutate()}
      >
        {word("delete")}
      </Button>
      {provedAt === null && (
        <section className={styles["made"]} aria-label={t("record", { domain })}>
          <p>{t("recordNext")}</p>
          <p>
            <code>{t("recordLine", { name: recordName, text: recordText })}</code> <CopyButton text={recordText} />
          </p>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("lookFor", { domain })}
            loading={look.isPending}
            onClick={() => look.mutate()}
          >
            {t("look")}
          </Button>
        </section>
      )}
      <Refusal error={look.error} again={() => look.mutate()} />
      <Refusal error={giveUp.error} again={() => giveUp.mutate()} />
    </li>
  );
}
