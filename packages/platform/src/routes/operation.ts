import { createHash, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { measureServer } from "../telemetry/measure-server.ts";
import { definePublicRoute, type Route } from "./route.ts";

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/** What those ask who keep the server running. */
export const operationRoutes: readonly Route[] = [
  definePublicRoute({
    method: "GET",
    path: "/healthz",
    summary: "Says that the process lives.",
    input: {},
    answer: z.object({ status: z.literal("alive") }),
    handle: () => Promise.resolve({ body: { status: "alive" as const } }),
  }),
  definePublicRoute({
    method: "GET",
    path: "/readyz",
    summary: "Says that requests can be served: the database answers, and the server is not stopping.",
    input: {},
    answer: z.object({ status: z.enum(["ready", "not-ready"]) }),
    handle: async ({ services }) => {
      const isReady = !services.state.isStopping && (await canQuery(services.store.application.queries));
      return isReady ? { body: { status: "ready" as const } } : { status: 503, body: { status: "not-ready" as const } };
    },
  }),
  definePublicRoute({
    method: "GET",
    path: "/metrics",
    summary: "Prints what Prometheus reads; to this machine, or to whoever knows the token of SEKISHO_METRICS_TOKEN.",
    input: {},
    answer: z.string(),
    handle: async ({ services, request }) => {
      const { metricsToken } = services.settings;
      const isAllowed =
        metricsToken === undefined
          ? loopback.test(request.remoteAddress)
          : isSame(request.headers["authorization"], `Bearer ${metricsToken}`);
      if (!isAllowed) throw new SekishoError("not-signed-in", { en: "not for you", ja: "アクセスできません。" });
      const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8" };
      await measureServer(services);
      return { headers, body: services.metrics.print() };
    },
  }),
];

/** Takes the same time wherever two texts begin to differ. */
function isSame(given: unknown, expected: string): boolean {
  const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
  return typeof given === "string" && timingSafeEqual(digestOf(given), digestOf(expected));
}

async function canQuery(queries: Parameters<ReturnType<typeof sql>["execute"]>[0]): Promise<boolean> {
  try {
    await sql`SELECT 1`.execute(queries);
    return true;
  } catch {
    // What is wrong stands in the log of whoever needed the database; here the answer is no.
    return false;
  }
}
