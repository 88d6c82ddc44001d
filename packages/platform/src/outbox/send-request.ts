import { type LookupAddress, lookup as resolveName } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { NetworkList } from "./network-list.ts";
import { isAllowedAddress } from "./public-address.ts";
import { SendProblem } from "./send-problem.ts";

/** What is sent to a server of somebody else. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface IncomingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The beginning of the body. */
  readonly text: string;
}

/** How requests leave this server. */
export interface HttpClientSettings {
  /** Networks that are not the internet's and may be reached all the same. */
  readonly isAllowedByOwner: NetworkList;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs?: number;
  /** Resolves names; the system's own resolver when left out. */
  readonly resolve?: ResolveAll;
}

/** Gives every address of a name. */
export type ResolveAll = (
  name: string,
  options: { readonly all: true; readonly family: number },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Sends requests to servers that tenants name. */
export interface HttpClient {
  send(request: OutgoingRequest): Promise<IncomingAnswer>;
  /** Ends the connections that are kept. */
  close(): void;
}

const defaultTimeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024;
const keepAliveMs = 5000;

/**
 * Makes a client for servers that nobody vouches for: connections go to the very address that was looked at, redirects are
 * not followed, and of an answer only its beginning is read, in a limited time.
 */
export function makeHttpClient({
  isAllowedByOwner,
  timeoutMs = defaultTimeoutMs,
  resolve = resolveName,
}: HttpClientSettings): HttpClient {
  const options = { keepAlive: true, keepAliveMsecs: keepAliveMs, timeout: timeoutMs, maxFreeSockets: 16 };
  const agents = { "http:": new http.Agent(options), "https:": new https.Agent(options) };
  const lookup = pinned(isAllowedByOwner, resolve);
  return {
    send: async (request) => {
      const url = readUrl(request.url, isAllowedByOwner);
      return await sendOver({ request, url, lookup, timeoutMs, agent: agents[url.protocol] });
    },
    close: () => {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

type WebUrl = URL & { readonly protocol: "http:" | "https:" };

interface Sending {
  readonly request: OutgoingRequest;
  readonly url: WebUrl;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
  readonly agent: http.Agent;
}

function sendOver({ request, url, lookup, timeoutMs, agent }: Sending): Promise<IncomingAnswer> {
  const { method, headers, body } = request;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = (url.protocol === "https:" ? https : http).request(url, {
      method,
      headers: { "user-agent": "sekisho", ...headers, ...length },
      agent,
      lookup,
    });
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      sent.destroy();
      reject(problemOf(error, url));
    };
    // Over everything: a server that sends a byte now and then is not waited for.
    const timer = setTimeout(
      () => fail(new SendProblem("timeout", `${url.host}: no whole answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    sent.on("error", fail);
    sent.on("response", (answer) => {
      readStart(answer).then((text) => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      }, fail);
    });
    sent.end(body);
  });
}

/** Reads up to the limit; of a longer answer the connection is given up. */
async function readStart(answer: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer) {
    if (!Buffer.isBuffer(piece)) continue;
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= maxAnswerBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, maxAnswerBytes).toString("utf8");
}

function readUrl(written: string, isAllowedByOwner: NetworkList): WebUrl {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!isWebUrl(url)) throw new SendProblem("address", "expected an address of http or https", { isFinal: true });
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isAllowedAddress(host, isAllowedByOwner)) throw notAllowed(host);
  return url;
}

function isWebUrl(url: URL | undefined): url is WebUrl {
  return url?.protocol === "http:" || url?.protocol === "https:";
}

/** Resolves a name once and hands out only addresses that were looked at: no second answer of a name server counts. */
function pinned(isAllowedByOwner: NetworkList, resolve: ResolveAll): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { all: true, family: familyOf(options.family) }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const refused = addresses.find(({ address }) => !isAllowedAddress(address, isAllowedByOwner));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) return done(notAllowed(refused?.address ?? hostname), []);
      if (options.all === true) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

function familyOf(family: number | string | undefined): number {
  if (family === 4 || family === "IPv4") return 4;
  return family === 6 || family === "IPv6" ? 6 : 0;
}

function notAllowed(address: string): SendProblem {
  const said = `${address} is no address of the internet; the owner of this server can allow it`;
  return new SendProblem("address", said, { isFinal: true });
}

function problemOf(error: unknown, url: URL): SendProblem {
  if (error instanceof SendProblem) return error;
  const said = error instanceof Error ? error.message : String(error);
  // What a socket says of itself tells which address a name has: only that it failed is told.
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
  return new SendProblem("unreachable", `${url.host}: ${code}`, { cause: said });
}
