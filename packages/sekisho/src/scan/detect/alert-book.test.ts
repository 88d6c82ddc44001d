import { expect, test } from "vitest";
import type { RaisedAlert } from "../../detectors/alert.ts";
import { toSeenEvent } from "../../detectors/seen-event.ts";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import { createAlertBook } from "./alert-book.ts";

const text = { en: "x", ja: "x" };
const rule: RaisedAlert["rule"] = {
  id: "audit/x",
  aliases: [],
  title: text,
  severity: "low",
  remediation: text,
  techniques: [],
};

function alertAt(time: string): RaisedAlert {
  const raw = { auditID: time, stage: "ResponseComplete", user: { username: "jane" }, requestReceivedTimestamp: time };
  const seen = toSeenEvent(readKubernetesEvent(raw, { path: "a.log", line: 1, pointer: "" }));
  return { rule, severity: "low", subject: "s", message: text, empowers: [], events: [seen], count: 1 };
}

const eight = Date.UTC(2026, 2, 2, 8);
const nine = Date.UTC(2026, 2, 2, 9);

test.each([
  { name: "first", times: ["", "2026-03-02T09:00:00Z"], wanted: { firstMs: nine, lastMs: nine, count: 2 } },
  { name: "last", times: ["2026-03-02T09:00:00Z", "yesterday"], wanted: { firstMs: nine, lastMs: nine, count: 2 } },
  {
    name: "between others",
    times: ["2026-03-02T09:00:00Z", "", "2026-03-02T08:00:00Z"],
    wanted: { firstMs: eight, lastMs: nine, count: 3 },
  },
  { name: "alone", times: [""], wanted: { firstMs: 0, lastMs: 0, count: 1 } },
])("an event without a time is at none: $name", ({ times, wanted }) => {
  const book = createAlertBook();
  for (const time of times) book.add(alertAt(time), { incident: "i", exception: undefined });

  expect(book.entries()).toMatchObject([wanted]);
});
