import type { AnswerOf, InputOf } from "../../api/request.ts";

/** A place that messages go to. */
export type Destination = AnswerOf<"GET /api/v1/destinations">["destinations"][number];
type NewDestination = InputOf<"POST /api/v1/destinations">["body"];
type DestinationChange = InputOf<"PATCH /api/v1/destinations/{destination}">["body"];

/** Languages in which messages are written. */
export const messageLanguages = ["en", "ja"] as const;

/** Kinds of destinations. */
export const destinationKinds = ["mail", "slack", "teams", "webhook", "sns", "jira"] as const;

/** A destination while it is written. */
export interface DestinationDraft {
  readonly kind: (typeof destinationKinds)[number];
  readonly name: string;
  /** In which messages are written. */
  readonly language: (typeof messageLanguages)[number];
  /** Recipients of mail, where a webhook or Jira is, or the ARN of a topic. */
  readonly address: string;
  /** What signs a webhook, the address of a channel, which is a secret, the key of AWS, or the token of Jira. */
  readonly secret: string;
  /** Id of the access key of AWS. */
  readonly accessKeyId: string;
  /** Where Amazon SNS is reached, where it is not its usual address. */
  readonly endpoint: string;
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
  language: "en",
  address: "",
  secret: "",
  accessKeyId: "",
  endpoint: "",
  project: "",
  issueType: "Task",
  doneTransition: "",
  email: "",
};

/** Gives what the platform is told of a new destination. */
export function newDestinationOf(draft: DestinationDraft): NewDestination {
  const { kind, name, language, secret } = draft;
  switch (kind) {
    case "mail":
      return { kind, name, language, settings: { to: recipientsOf(draft) } };
    case "webhook":
      return { kind, name, language, settings: { url: draft.address }, ...(secret === "" ? {} : { secret }) };
    case "slack":
    case "teams":
      return { kind, name, language, secret };
    case "sns":
      return { kind, name, language, settings: topicSettingsOf(draft), secret };
    case "jira":
      return { kind, name, language, settings: jiraSettingsOf(draft), secret };
  }
}

/** Gives a destination as it is written anew; its secret is never told, and so is empty. */
export function draftOf({ kind, name, language, settings }: Destination): DestinationDraft {
  const { to, url, topicArn } = settings;
  return {
    ...emptyDestination,
    kind,
    name,
    language,
    address: Array.isArray(to) ? to.join(", ") : (textOf(url) ?? textOf(topicArn) ?? ""),
    accessKeyId: textOf(settings["accessKeyId"]) ?? "",
    endpoint: textOf(settings["endpoint"]) ?? "",
    project: textOf(settings["project"]) ?? "",
    issueType: textOf(settings["issueType"]) ?? "Task",
    doneTransition: textOf(settings["doneTransition"]) ?? "",
    email: textOf(settings["email"]) ?? "",
  };
}

/** Gives what the platform is told of a changed destination. What no form asks for stays as it is. */
export function changeOf(draft: DestinationDraft, before: Destination): DestinationChange {
  const { name, language, secret } = draft;
  const made = newDestinationOf(draft);
  const asked = "settings" in made ? (made.settings ?? {}) : {};
  const kept = Object.fromEntries(Object.entries(before.settings).filter(([key]) => !askedSettings.has(key)));
  return { name, language, settings: { ...kept, ...asked }, ...(secret === "" ? {} : { secret }) };
}

/** Settings that a form asks for: what is left empty there is gone. */
const askedSettings = new Set([
  "to",
  "url",
  "topicArn",
  "accessKeyId",
  "endpoint",
  "project",
  "issueType",
  "doneTransition",
  "email",
]);

function recipientsOf({ address }: DestinationDraft): string[] {
  return address.split(/[\s,;]+/).filter((one) => one !== "");
}

function topicSettingsOf({ address, accessKeyId, endpoint }: DestinationDraft) {
  return { topicArn: address, accessKeyId, ...(endpoint === "" ? {} : { endpoint }) };
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

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
