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
] as const)("writes $name", ({ draft, expected }) => {
  expect(newDestinationOf({ ...emptyDestination, name: "n", ...draft }, "ja")).toEqual({
    name: "n",
    language: "ja",
    ...expected,
  });
});
