import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reading } from "../../api/queries.ts";
import listStyles from "../../components/list-page.module.css";
import { words } from "../../components/words.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { type AuditAddress, readAuditAddress } from "./audit-address.ts";
import { settingsTexts } from "./texts.ts";

interface AuditFilterProps {
  readonly address: AuditAddress;
  readonly onAddress: (address: AuditAddress) => void;
}

/** Asks which entries of the audit trail are looked for. */
export function AuditFilter({ address, onAddress }: AuditFilterProps) {
  const t = useTexts(settingsTexts);
  const word = useTexts(words);
  const { data } = useQuery(reading("GET /api/v1/members", {}));
  const [draft, setDraft] = useState<AuditAddress>(address);
  const members = (data?.members ?? []).map(({ id, email }) => ({ value: id, label: email }));
  return (
    <form
      className={listStyles["line"]}
      onSubmit={(event) => {
        event.preventDefault();
        onAddress(readAuditAddress({ ...draft }));
      }}
    >
      <TextInput
        label={t("actionFilter")}
        placeholder="session"
        maxLength={100}
        value={draft.action ?? ""}
        onChange={(event) => setDraft({ ...draft, action: event.currentTarget.value })}
      />
      <Select
        label={t("actor")}
        clearable
        clearButtonProps={{ "aria-label": t("anybody") }}
        placeholder={t("anybody")}
        searchable
        data={members}
        value={draft.actor ?? null}
        onChange={(value) => setDraft({ ...draft, actor: value ?? undefined })}
      />
      <TextInput
        label={t("subject")}
        maxLength={300}
        value={draft.subject ?? ""}
        onChange={(event) => setDraft({ ...draft, subject: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("fromDay")}
        value={draft.from ?? ""}
        onChange={(event) => setDraft({ ...draft, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("toDay")}
        value={draft.to ?? ""}
        onChange={(event) => setDraft({ ...draft, to: event.currentTarget.value })}
      />
      <Button type="submit" variant="default">
        {word("search")}
      </Button>
    </form>
  );
}
