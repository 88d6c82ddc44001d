import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newDestination } from "../contract/destination.ts";
import { newNotificationRule, noticeSchedule } from "../contract/notification-rule.ts";

const someId = "00000000-0000-7000-8000-000000000001";

test.each(["notifications.md", "notifications.ja.md"])("what docs/guide/%s writes is taken", (name) => {
  const guide = readFileSync(new URL(`../../../../docs/guide/${name}`, import.meta.url), "utf8");
  const destination = /-d '([^']+)'/.exec(guide)?.[1] ?? "";
  const rule = /```json\n([\s\S]{1,1000}?)```/.exec(guide)?.[1] ?? "";
  const schedule = /`(\{ "kind": "digest"[^`]{1,200}\})`/.exec(guide)?.[1] ?? "";

  expect(newDestination.parse(JSON.parse(destination)).kind).toBe("webhook");
  expect(newNotificationRule.parse(JSON.parse(rule.replace('"ID"', `"${someId}"`))).changes).toHaveLength(3);
  expect(noticeSchedule.parse(JSON.parse(schedule)).kind).toBe("digest");
});
