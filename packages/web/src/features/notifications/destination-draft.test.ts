import { describe, expect, test } from "vitest";
import { changeOf, type Destination, draftOf, emptyDestination, newDestinationOf } from "./destination-draft.ts";

test.each([
  {
    name: "mail to several",
    draft: { kind: "mail", address: " a@example.com, b@example.com;c@example.com " },
    expected: { kind: "mail", settings: { to: ["a@example.com", "b@example.com", "c@example.com"] } },
  },
  {
    name: "a webhook without a secret",
    draft: { kind: "webhook", address: "https://hooks.example/x" },
    expected: { kind: "webhook", settings: { url: "https://hooks.example/x" } },
  },
  {
    name: "a webhook that is signed",
    draft: { kind: "webhook", address: "https://hooks.example/x", secret: "s" },
    expected: { kind: "webhook", settings: { url: "https://hooks.example/x" }, secret: "s" },
  },
  {
    name: "a channel, whose address is a secret",
    draft: { kind: "slack", secret: "https://hooks.example/y" },
    expected: { kind: "slack", secret: "https://hooks.example/y" },
  },
  {
    name: "a topic of Amazon SNS",
    draft: {
      kind: "sns",
      address: "arn:aws:sns:ap-northeast-1:123456789012:alerts",
      accessKeyId: "AKIDEXAMPLE",
      secret: "s",
    },
    expected: {
      kind: "sns",
      settings: { topicArn: "arn:aws:sns:ap-northeast-1:123456789012:alerts", accessKeyId: "AKIDEXAMPLE" },
      secret: "s",
    },
  },
  {
    name: "a project of Jira on its own server",
    draft: { kind: "jira", address: "https://jira.example", project: "SEC", issueType: "", secret: "t" },
    expected: { kind: "jira", settings: { url: "https://jira.example", project: "SEC" }, secret: "t" },
  },
  {
    name: "a project of Jira Cloud, whose issues are closed",
    draft: {
      kind: "jira",
      address: "https://x.example",
      project: "SEC",
      email: "a@example.com",
      doneTransition: "Done",
      secret: "t",
    },
    expected: {
      kind: "jira",
      settings: {
        url: "https://x.example",
        project: "SEC",
        issueType: "Task",
        doneTransition: "Done",
        email: "a@example.com",
      },
      secret: "t",
    },
  },
] as const)("writes $name", ({ draft, expected }) => {
  expect(newDestinationOf({ ...emptyDestination, name: "n", language: "ja", ...draft })).toEqual({
    name: "n",
    language: "ja",
    ...expected,
  });
});

const stored = {
  id: "d",
  name: "n",
  language: "ja",
  createdAt: "2026-11-01T00:00:00Z",
  waiting: 0,
  dead: 0,
  failures: 0,
  nextAttemptAt: null,
  problem: null,
} as const;

describe("a destination that is changed", () => {
  test.each([
    { name: "mail", kind: "mail", settings: { to: ["a@example.com", "b@example.com"] } },
    { name: "Slack", kind: "slack", settings: {} },
    { name: "Microsoft Teams", kind: "teams", settings: {} },
    { name: "a webhook", kind: "webhook", settings: { url: "https://hooks.example/x" } },
    {
      name: "a topic with an address of its own",
      kind: "sns",
      settings: {
        topicArn: "arn:aws:sns:eu-west-1:123456789012:t",
        accessKeyId: "AKIDEXAMPLE",
        endpoint: "https://sns.example",
      },
    },
    {
      name: "Jira with what no form asks for",
      kind: "jira",
      settings: { url: "https://jira.example", project: "SEC", issueType: "Bug", tellsClosing: false },
    },
  ] as const)("stays as it is where nothing is written: $name", ({ kind, settings }) => {
    const before: Destination = { ...stored, kind, settings };

    expect(changeOf(draftOf(before), before)).toEqual({ name: "n", language: "ja", settings });
  });

  test("loses what was emptied, and gets a secret where one is written", () => {
    const settings = { url: "https://jira.example", project: "SEC", issueType: "Task", email: "a@example.com" };
    const before: Destination = { ...stored, kind: "jira", settings };

    expect(changeOf({ ...draftOf(before), email: "", secret: "t" }, before)).toEqual({
      name: "n",
      language: "ja",
      settings: { url: "https://jira.example", project: "SEC", issueType: "Task" },
      secret: "t",
    });
  });
});
