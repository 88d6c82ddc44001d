import { type HttpResponse, sendRequest } from "../registry/http-client.ts";
import { type Clock, delayBefore, isPassing } from "../registry/retry.ts";
import { reasonOf, unreachable } from "./feed-error.ts";

/** How requests to feeds are sent. */
export interface RequestSettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Nothing for so long ends a request, which is then sent again. */
  readonly stallTimeoutMs: number;
  readonly signal?: AbortSignal;
}

const maxAttempts = 5;
const maxRedirects = 5;

/**
 * Sends a request until it is answered, and gives what `use` makes of the answer. What may pass by itself (no
 * connection, a stall, 429, 5xx, a body that breaks off) is tried again, after the time that the server asks for.
 *
 * @param headersOf Asked before every attempt, so that a later one can ask for the rest only.
 * @throws {SekishoError} `feed-unreachable` when every attempt failed, or the answer is another one than `use` takes.
 */
export async function requestWithRetries<Result>(
  url: string,
  headersOf: () => Readonly<Record<string, string>>,
  { settings, use }: { readonly settings: RequestSettings; readonly use: (response: HttpResponse) => Promise<Result> },
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    let retryAfter: string | undefined;
    let failure: unknown;
    let reason: string;
    try {
      const response = await follow(url, headersOf(), settings);
      if (!isPassing(response.status)) return await use(response);
      response.discard();
      retryAfter = response.headers["retry-after"];
      reason = `expected an answer, got status ${response.status}`;
    } catch (error) {
      settings.signal?.throwIfAborted();
      if (isFinal(error)) throw error;
      failure = error;
      reason = reasonOf(error);
    }
    const delayMs = attempt + 1 < maxAttempts ? delayBefore(attempt, retryAfter, settings.clock) : undefined;
    if (delayMs === undefined) throw unreachable(url, `${reason} (${attempt + 1} attempts)`, failure);
    await settings.clock.pause(delayMs);
  }
}

/** What another attempt would not change. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && error.name === "SekishoError";
}

async function follow(
  url: string,
  headers: Readonly<Record<string, string>>,
  { environment, stallTimeoutMs, signal }: RequestSettings,
): Promise<HttpResponse> {
  let at = parseAddress(url, url);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await sendRequest({ url: at, method: "GET", headers }, { environment, stallTimeoutMs, signal });
    const { location } = response.headers;
    if (response.status < 300 || response.status > 399 || response.status === 304 || location === undefined)
      return response;
    response.discard();
    const next = parseAddress(location, at.href);
    // Data that others judge packages by does not change from a safe to an open line.
    if (at.protocol === "https:" && next.protocol !== "https:")
      throw unreachable(url, `redirects to ${next.protocol}//${next.host}, expected https`);
    at = next;
  }
  throw unreachable(url, `expected at most ${maxRedirects} redirects`);
}

function parseAddress(text: string, base: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw unreachable(base, `expected an address of http or https, got ${JSON.stringify(text)}`);
}
