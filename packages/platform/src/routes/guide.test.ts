import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseQuery } from "../contract/query/parse-query.ts";
import { routes } from "./registry.ts";

const call = /http:\/\/127\.0\.0\.1:7480(\/api\/v1\/[a-z-]+)(?: -d '([^']+)')?/g;

test.each(["platform.md", "platform.ja.md"])("the calls of docs/guide/%s are ones that the routes take", (name) => {
  const guide = readFileSync(new URL(`../../../../docs/guide/${name}`, import.meta.url), "utf8");

  const judged = [...guide.matchAll(call)].map(([, path, body]) => {
    const route = routes.find((one) => one.path === path && one.method === (body === undefined ? "GET" : "POST"));
    const schema = route?.input.body ?? z.undefined();
    const sent: unknown = body === undefined ? undefined : JSON.parse(body);
    return { path, isTaken: route !== undefined && schema.safeParse(sent).success };
  });

  expect(judged).toEqual([
    { path: "/api/v1/session", isTaken: true },
    { path: "/api/v1/api-keys", isTaken: true },
    { path: "/api/v1/findings", isTaken: true },
  ]);
  expect(parseQuery(/query=([^']+)'/.exec(guide)?.[1] ?? "?").problems).toEqual([]);
});
