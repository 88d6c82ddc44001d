import { expect, test } from "vitest";
import { auditQueryOf, readAuditAddress } from "./audit-address.ts";

test.each([
  { name: "nothing", search: {}, expected: {} },
  { name: "a kind of action", search: { action: "session" }, expected: { action: "session.*" } },
  { name: "one action", search: { action: " session.open " }, expected: { action: "session.open" } },
  { name: "what was done to one thing", search: { subject: "k-1" }, expected: { subject: "k-1" } },
  {
    name: "days, the last one within",
    search: { from: "2026-11-01", to: "2026-11-02" },
    expected: { since: "2026-11-01T00:00:00Z", until: "2026-11-02T23:59:59Z" },
  },
  { name: "no days", search: { from: "yesterday", to: "2026-13-40", action: 1, actor: [] }, expected: {} },
])("asks for $name", ({ search, expected }) => {
  expect(auditQueryOf(readAuditAddress(search))).toEqual(expected);
});
