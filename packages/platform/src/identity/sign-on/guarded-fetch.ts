import type { CustomFetch } from "openid-client";
import type { HttpClient } from "../../outbox/send-request.ts";

/** Statuses that have no body. */
const emptyStatuses = new Set([204, 205, 304]);

/** Makes a fetch of a client that connects to nothing private, follows no redirect and reads no endless answer. */
export function makeGuardedFetch(client: HttpClient): CustomFetch {
  return async (url, { method, headers, body }) => {
    if (method !== "GET" && method !== "POST") throw new TypeError(`${method} is not sent to providers`);
    const sent = bodyOf(body);
    const answer = await client.send({ method, url, headers, ...(sent === undefined ? {} : { body: sent }) });
    const type = answer.headers["content-type"];
    return new Response(emptyStatuses.has(answer.status) ? null : answer.text, {
      status: answer.status,
      headers: typeof type === "string" ? { "content-type": type } : {},
    });
  };
}

function bodyOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError("expected a text or parameters as body of a request to a provider");
}
