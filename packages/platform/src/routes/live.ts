import { PassThrough } from "node:stream";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { LiveEvent, LiveRoom } from "../events/live-room.ts";
import { type Principal, projectsOf } from "../identity/principal.ts";
import { defineRoute, type Route } from "./route.ts";

/** So often something is sent, so that nobody between takes the connection for dead. */
const pingMs = 20_000;
/** Rights are looked at when a connection begins: it does not outlive them for long. */
const maxLifeMs = 10 * 60_000;
/** A reader that is so far behind is let go, and reads again. */
const maxPendingBytes = 65_536;
const maxConnections = 2_000;

/** What changes, as it changes. */
export const liveRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/live",
    summary: "Sends an event for each report and incident that changes (text/event-stream).",
    permission: "findings:read",
    input: {},
    answer: z.unknown(),
    handle: async ({ principal, services, request }) => {
      const { accept } = request.headers;
      if (typeof accept !== "string" || !accept.includes("text/event-stream")) throw noEventStream();
      const room = services.liveRoom;
      if (room === undefined || room.count() >= maxConnections) throw noRoom();
      const body = openStream(room, principal, () => services.state.isStopping);
      request.signal.addEventListener("abort", () => body.destroy());
      const headers = {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      };
      return await Promise.resolve({ headers, body });
    },
  }),
];

/** Sends what the caller may see, and no more than its name: the page asks for the rest as always. */
function openStream(room: LiveRoom, principal: Principal, isStopping: () => boolean): PassThrough {
  const stream = new PassThrough();
  const projects = projectsOf(principal, "findings:read");
  const write = (text: string) => {
    if (stream.readableLength > maxPendingBytes) stream.end();
    else stream.write(text);
  };
  const stopListening = room.listen((event) => {
    if (isStopping()) stream.end();
    else if (event === undefined) write("event: missed\ndata: {}\n\n");
    else if (isFor(event, principal, projects)) write(format(event));
  });
  const ping = setInterval(() => write(": still here\n\n"), pingMs);
  const end = setTimeout(() => stream.end(), maxLifeMs);
  ping.unref();
  end.unref();
  stream.once("close", () => {
    stopListening();
    clearInterval(ping);
    clearTimeout(end);
  });
  write("retry: 3000\n\n");
  return stream;
}

function isFor(event: LiveEvent, { tenantId }: Principal, projects: readonly string[] | undefined): boolean {
  return event.tenant === tenantId && (projects === undefined || projects.includes(event.project));
}

function format({ kind, id, project }: LiveEvent): string {
  return `event: ${kind}\ndata: ${JSON.stringify({ id, project })}\n\n`;
}

function noEventStream(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "this address sends events: expected Accept: text/event-stream",
    ja: "このアドレスはイベントを配信します。Accept: text/event-stream を指定してください。",
  });
}

function noRoom(): SekishoError {
  return new SekishoError("too-many-requests", {
    en: "too many look on already: come again later",
    ja: "同時接続数の上限に達しています。時間をおいて再接続してください。",
  });
}
