import { z } from "zod";
import { notice } from "./notice.ts";
import { nextCursor, pageQuery } from "./page.ts";
import { id, moment, title } from "./values.ts";

const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const hidden = z.string().min(1).max(4000);

/** Where messages go: what may be told of it, and what is sealed. */
export const destinationKinds = {
  mail: { settings: z.strictObject({ to: z.array(z.email().max(254)).min(1).max(20) }), secret: undefined },
  slack: { settings: z.strictObject({}), secret: webAddress },
  teams: { settings: z.strictObject({}), secret: webAddress },
  /** The secret is made where none is given: `whsec_` and Base64, as Standard Webhooks write it. */
  webhook: {
    settings: z.strictObject({ url: webAddress }),
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,100}={0,2}$/)
      .optional(),
  },
  sns: {
    settings: z.strictObject({
      topicArn: z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_.-]{1,256}$/),
      accessKeyId: z.string().regex(/^[A-Za-z0-9]{8,128}$/),
      endpoint: webAddress.optional(),
    }),
    secret: hidden,
  },
  jira: {
    settings: z.strictObject({
      url: webAddress,
      project: z.string().regex(/^[A-Z][A-Z0-9_]{0,50}$/),
      issueType: z.string().min(1).max(100).default("Task"),
      /** With it the secret is an API token of Jira Cloud; without it a personal access token. */
      email: z.email().max(254).optional(),
      /** Name of the transition that is made when all findings of an issue are repaired. */
      doneTransition: z.string().min(1).max(100).optional(),
      /** Writes into the history of open findings that their issue was closed. */
      tellsClosing: z.boolean().default(true),
    }),
    secret: hidden,
  },
} as const;

/** Kind of a destination. */
const destinationKind = z.enum(["mail", "slack", "teams", "webhook", "sns", "jira"]);
const shared = { name: title, language: z.enum(["en", "ja"]).default("en") };

/** A destination as it is made. */
export const newDestination = z.discriminatedUnion("kind", [
  z.strictObject({ ...shared, kind: z.literal("mail"), settings: destinationKinds.mail.settings }),
  z.strictObject({
    ...shared,
    kind: z.literal("slack"),
    settings: destinationKinds.slack.settings.default({}),
    secret: destinationKinds.slack.secret,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal("teams"),
    settings: destinationKinds.teams.settings.default({}),
    secret: destinationKinds.teams.secret,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal("webhook"),
    settings: destinationKinds.webhook.settings,
    secret: destinationKinds.webhook.secret,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal("sns"),
    settings: destinationKinds.sns.settings,
    secret: destinationKinds.sns.secret,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal("jira"),
    settings: destinationKinds.jira.settings,
    secret: destinationKinds.jira.secret,
  }),
]);

/** What of a destination is changed; its kind stays, and so does its secret where none is given. */
export const destinationChange = z.strictObject({
  name: title.optional(),
  language: z.enum(["en", "ja"]).optional(),
  /** All of them: what is left out is gone. */
  settings: z.record(z.string(), z.unknown()).optional(),
  secret: hidden.optional(),
});

/** How sending there went last. */
const sendingProblem = z.object({ code: z.string(), message: z.string() });

/** A destination; its secret is never told. */
export const destination = z.object({
  id,
  name: z.string(),
  kind: destinationKind,
  language: z.enum(["en", "ja"]),
  settings: z.record(z.string(), z.unknown()),
  createdAt: moment,
  waiting: z.int(),
  dead: z.int(),
  /** Failures in a row. */
  failures: z.int(),
  nextAttemptAt: moment.nullable(),
  problem: sendingProblem.nullable(),
});

/** A destination that was just made, with the secret that receivers check signatures by where one was made up. */
export const madeDestination = z.object({ id, secret: z.string().nullable() });
/** All destinations. */
export const destinationList = z.object({ destinations: z.array(destination) });
/** How a message on trial went. */
export const trialOutcome = z.object({ isSent: z.boolean(), problem: sendingProblem.nullable() });

/** Which messages of a destination. */
export const messageQuery = pageQuery.extend({ state: z.enum(["waiting", "sent", "dead"]).default("dead") });
/** A page of messages, the newest first. */
export const messagePage = z.object({
  messages: z.array(
    z.object({
      id,
      cause: z.string(),
      state: z.enum(["waiting", "sent", "dead"]),
      attempts: z.int(),
      problem: sendingProblem.nullable(),
      createdAt: moment,
      finishedAt: moment.nullable(),
      notBefore: moment,
      notice,
    }),
  ),
  next: nextCursor,
});
