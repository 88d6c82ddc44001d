import type { InputOf } from "../../api/request.ts";

type NewDestination = InputOf<"POST /api/v1/destinations">["body"];

/** Kinds of destinations. */
export const destinationKinds = ["mail", "slack", "teams", "webhook", "sns", "jira"] as const;

/** A destination while it is written. */
export interface DestinationDraft {
  readonly kind: (typeof destinationKinds)[number];
  readonly name: string;
  /** Recipients of mail, where a webhook or Jira is, or the ARN of a topic. */
  readonly address: string;
  /** What signs a webhook, the address of a channel, which is a secret, the key of AWS, or the token of Jira. */
  readonly secret: string;
  /** Id of the access key of AWS. */
  readonly accessKeyId: string;
  /** Key of the project in Jira, the type of its issues, and the transition that closes them. */
  readonly project: string;
  readonly issueType: string;
  readonly doneTransition: string;
  /** Whose token it is, in Jira Cloud. */
  readonly email: string;
}

/** A destination of which nothing is written. */
export const emptyDestination: DestinationDraft = {
  kind: "mail",
  name: "",
  address: "",
  secret: "",
  accessKeyId: "",
  project: "",
  issueType: "Task",
  doneTransition: "",
  email: "",
};

/** Gives what the platform is told of a draft. */
export function newDestinationOf(draft: DestinationDraft, language: "en" | "ja"): NewDestination {
  const { kind, name, address, secret } = draft;
  switch (kind) {
    case "mail":
      return { kind, name, language, settings: { to: address.split(/[\s,;]+/).filter((one) => one !== "") } };
    case "webhook":
      return { kind, name, language, settings: { url: address }, ...(secret === "" ? {} : { secret }) };
    case "slack":
    case "teams":
      return { kind, name, language, secret };
    case "sns":
      return { kind, name, language, settings: { topicArn: address, accessKeyId: draft.accessKeyId }, secret };
    case "jira":
      return { kind, name, language, settings: jiraSettingsOf(draft), secret };
  }
}

function jiraSettingsOf({ address, project, issueType, doneTransition, email }: DestinationDraft) {
  return {
    url: address,
    project,
    ...(issueType === "" ? {} : { issueType }),
    ...(doneTransition === "" ? {} : { doneTransition }),
    ...(email === "" ? {} : { email }),
  };
}
