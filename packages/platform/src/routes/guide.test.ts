import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseQuery } from "../contract/query/parse-query.ts";
import { environmentOf, makeDirectory, makeKey, serve } from "../fixtures/platform-process.ts";
import { useTestStore } from "../store/fixtures/test-store.ts";
import { routes } from "./registry.ts";

const call = /http:\/\/127\.0\.0\.1:7480(\/api\/v1\/[a-z/-]+)(?: -d '([^']+)')?/g;

test.each(["platform.md", "platform.ja.md"])("the calls of docs/guide/%s are ones that the routes take", (name) => {
  const guide = readFileSync(new URL(`../../../../docs/guide/${name}`, import.meta.url), "utf8");

  const judged = [...guide.matchAll(call)].map(([, path, body]) => {
    const method = body === undefined ? "GET" : "POST";
    const route = routes.find((one) => one.method === method && leadsTo(one.path, path ?? ""));
    const schema = route?.input.body ?? (route?.takesStream === true ? z.unknown() : z.undefined());
    const sent: unknown = body === undefined ? undefined : JSON.parse(body);
    return { path, isTaken: route !== undefined && schema.safeParse(sent).success };
  });

  expect(judged).toEqual([
    { path: "/api/v1/session", isTaken: true },
    { path: "/api/v1/api-keys", isTaken: true },
    { path: "/api/v1/findings", isTaken: true },
    { path: "/api/v1/api-keys", isTaken: true },
    { path: "/api/v1/clusters/production/audit-events", isTaken: true },
    { path: "/api/v1/event-streams", isTaken: true },
    { path: "/api/v1/incidents", isTaken: true },
  ]);
  expect(parseQuery(/query=([^']+)'/.exec(guide)?.[1] ?? "?").problems).toEqual([]);
});

/** Whether an address is one of a route's. */
function leadsTo(path: string, address: string): boolean {
  const [parts, given] = [path.split("/"), address.split("/")];
  return parts.length === given.length && parts.every((part, index) => part.startsWith(":") || part === given[index]);
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.runIf(hasCurl)(
  "the calls about events run as they stand, and so does the API server's file",
  async () => {
    const [guide = "", japanese = ""] = ["platform.md", "platform.ja.md"].map((name) =>
      readFileSync(new URL(`../../../../docs/guide/${name}`, import.meta.url), "utf8"),
    );
    const store = await useTestStore();
    const platform = await serve(environmentOf(store), await makeDirectory());
    const events = await makeKey(platform, ["events:send"]);
    const reader = await makeKey(platform, ["findings:read"]);
    const block = blockWith(guide, "sh", "/audit-events").replaceAll("http://127.0.0.1:7480", platform.url);
    const environment = { ...process.env, SEKISHO_EVENTS_KEY: events, SEKISHO_API_KEY: reader };
    const { status, stderr } = await runShell(block, environment);
    // The file of the API server leads to the same address.
    const server = /server: "https:\/\/[a-z.]+(\/[^"]+)"/.exec(blockWith(guide, "yaml", "kind: Config"))?.[1] ?? "";
    const sent = /-d '([^']+)'/.exec(block)?.[1] ?? "";
    const headers = { authorization: `Bearer ${events}`, "content-type": "application/json" };
    const again = await fetch(`${platform.url}${server}`, { method: "POST", headers, body: sent });
    const asked = { headers: { authorization: `Bearer ${reader}` } };
    let incidents: readonly unknown[] = [];
    // The last event of a stream waits for others to come before it.
    while (incidents.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const answer = await fetch(`${platform.url}/api/v1/incidents?cluster=production`, asked);
      incidents = z.object({ incidents: z.array(z.unknown()) }).parse(await answer.json()).incidents;
    }
    platform.child.kill("SIGTERM");

    expect(blockWith(japanese, "sh", "/audit-events")).toBe(blockWith(guide, "sh", "/audit-events"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(again.status).toBe(202);
    expect(incidents).toMatchObject([{ cluster: "production", actors: ["User:jane"], activities: 1 }]);
    expect(await platform.ended).toBe(0);
  },
  240_000,
);

/** Gives the block of a language that holds a text. */
function blockWith(guide: string, language: string, held: string): string {
  const blocks = [...guide.matchAll(/```([a-z]+)\n([^`]+)```/g)];
  return blocks.find(([, of, text = ""]) => of === language && text.includes(held))?.[2] ?? "";
}

/** Not synchronously: the process that answers writes its log to this one. */
async function runShell(script: string, environment: NodeJS.ProcessEnv) {
  const child = spawn("sh", ["-e", "-c", script.replaceAll("curl ", "curl -sS ")], { env: environment });
  let stderr = "";
  child.stderr.on("data", (piece: Buffer) => {
    stderr += piece.toString();
  });
  child.stdout.resume();
  const [status] = await once(child, "close");
  const exitCode: unknown = status;
  return { status: exitCode, stderr };
}
