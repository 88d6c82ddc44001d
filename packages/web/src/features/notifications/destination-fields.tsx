import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useTexts } from "../../texts/define-texts.ts";
import { type DestinationDraft, messageLanguages } from "./destination-draft.ts";
import { notificationTexts } from "./texts.ts";

interface DestinationFieldsProps {
  readonly draft: DestinationDraft;
  readonly onDraft: (draft: DestinationDraft) => void;
  /** Whether the destination is there: its secret stays where none is written. */
  readonly isThere?: boolean;
}

type FieldName = Exclude<keyof DestinationDraft, "kind" | "name" | "language" | "secret">;

interface Field {
  readonly name: FieldName;
  readonly label:
    | "recipients"
    | "address"
    | "topic"
    | "accessKeyId"
    | "endpoint"
    | "jiraProject"
    | "issueType"
    | "doneTransition"
    | "jiraEmail";
  readonly type?: "url" | "email";
  readonly isOptional?: boolean;
}

interface KindFields {
  readonly fields: readonly Field[];
  /** What the secret is; left out where there is none. */
  readonly secret?: "signingSecret" | "webhookAddress" | "secretKey" | "token";
}

/** What each kind of destination asks for beside its name. */
const fieldsByKind: Readonly<Record<DestinationDraft["kind"], KindFields>> = {
  mail: { fields: [{ name: "address", label: "recipients" }] },
  webhook: { fields: [{ name: "address", label: "address", type: "url" }], secret: "signingSecret" },
  slack: { fields: [], secret: "webhookAddress" },
  teams: { fields: [], secret: "webhookAddress" },
  sns: {
    fields: [
      { name: "address", label: "topic" },
      { name: "accessKeyId", label: "accessKeyId" },
      { name: "endpoint", label: "endpoint", type: "url", isOptional: true },
    ],
    secret: "secretKey",
  },
  jira: {
    fields: [
      { name: "address", label: "address", type: "url" },
      { name: "project", label: "jiraProject" },
      { name: "issueType", label: "issueType", isOptional: true },
      { name: "email", label: "jiraEmail", type: "email", isOptional: true },
      { name: "doneTransition", label: "doneTransition", isOptional: true },
    ],
    secret: "token",
  },
};

/** Asks for name and language of a destination, and for what its kind needs. */
export function DestinationFields({ draft, onDraft, isThere = false }: DestinationFieldsProps) {
  const t = useTexts(notificationTexts);
  const { fields, secret } = fieldsByKind[draft.kind];
  return (
    <>
      <TextInput
        label={t("name")}
        required
        withAsterisk={false}
        maxLength={200}
        value={draft.name}
        onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
      />
      <Select
        label={t("language")}
        data={messageLanguages.map((value) => ({ value, label: t(`language-${value}`) }))}
        value={draft.language}
        allowDeselect={false}
        onChange={(value) => onDraft({ ...draft, language: value === "ja" ? "ja" : "en" })}
      />
      {fields.map(({ name, label, type = "text", isOptional = false }) => (
        <TextInput
          key={name}
          label={t(label)}
          type={type}
          autoComplete="off"
          required={!isOptional}
          withAsterisk={false}
          maxLength={2000}
          value={draft[name]}
          onChange={(event) => onDraft({ ...draft, [name]: event.currentTarget.value })}
        />
      ))}
      {secret !== undefined && (
        <PasswordInput
          label={t(secret)}
          autoComplete="off"
          description={isThere ? t("secretStays") : undefined}
          required={secret !== "signingSecret" && !isThere}
          withAsterisk={false}
          value={draft.secret}
          onChange={(event) => onDraft({ ...draft, secret: event.currentTarget.value })}
        />
      )}
    </>
  );
}
