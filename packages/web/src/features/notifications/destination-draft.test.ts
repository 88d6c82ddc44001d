import { expect, test } from "vitest";
import { emptyDestination, newDestinationOf } from "./destination-draft.ts";

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
  expect(newDestinationOf({ ...emptyDestination, name: "n", ...draft }, "ja")).toEqual({
    name: "n",
    language: "ja",
    ...expected,
  });
});
