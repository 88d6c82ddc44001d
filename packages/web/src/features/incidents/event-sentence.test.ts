import { expect, test } from "vitest";
import { eventSentence } from "./event-sentence.ts";

test.each([
  {
    name: "somebody in a pod",
    event: {
      verb: "create",
      user: { username: "alice" },
      objectRef: { resource: "pods", subresource: "exec", namespace: "shop", name: "web-1" },
      responseStatus: { code: 101 },
      sourceIPs: ["203.0.113.7", "10.0.0.1"],
    },
    expected: "alice create pods/exec shop/web-1 → 101 (203.0.113.7)",
  },
  {
    name: "somebody in the name of another",
    event: {
      verb: "list",
      user: { username: "alice" },
      impersonatedUser: { username: "system:admin" },
      objectRef: { resource: "secrets" },
    },
    expected: "alice ⇒ system:admin list secrets",
  },
  { name: "an address without an object", event: { verb: "get", requestURI: "/metrics" }, expected: "? get /metrics" },
  { name: "a line of Falco", event: { output: "A shell was spawned" }, expected: "A shell was spawned" },
  { name: "fields of other types", event: { verb: "get", user: [], objectRef: 1, sourceIPs: {} }, expected: "? get " },
  { name: "no event", event: [], expected: undefined },
  { name: "an event of another shape", event: { verb: 1 }, expected: undefined },
])("says $name", ({ event, expected }) => {
  expect(eventSentence(event)).toBe(expected);
});
