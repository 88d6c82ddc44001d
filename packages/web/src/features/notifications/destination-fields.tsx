import { PasswordInput, TextInput } from "@mantine/core";
import { useTexts } from "../../texts/define-texts.ts";
import type { DestinationDraft } from "./destination-draft.ts";
import { notificationTexts } from "./texts.ts";

interface DestinationFieldsProps {
  readonly draft: DestinationDraft;
  readonly onDraft: (draft: DestinationDraft) => void;
}

type FieldName = Exclude<keyof DestinationDraft, "kind" | "name" | "secret">;

interface Field {
  readonly name: FieldName;
  readonly label:
    | "recipients"
    | "address"
    | "topic"
    | "accessKeyId"
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

/** Asks for what a kind of destination needs. */
export function DestinationFields({ draft, onDraft }: DestinationFieldsProps) {
  const t = useTexts(notificationTexts);
  const { fields, secret } = fieldsByKind[draft.kind];
  return (
    <>
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
          required={secret !== "signingSecret"}
          withAsterisk={false}
          value={draft.secret}
          onChange={(event) => onDraft({ ...draft, secret: event.currentTarget.value })}
        />
      )}
    </>
  );
}
