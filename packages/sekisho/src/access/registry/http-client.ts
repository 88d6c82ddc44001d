import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { findProxy } from "./proxy.ts";
import { receiveBody } from "./received-body.ts";

/** One request, without what the connection adds. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  /** Sent whole, and again when the request is. */
  readonly body?: string | Uint8Array;
}

/** An answer whose head has come. */
export interface HttpResponse {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Breaks off with an error when nothing comes for longer than the stall timeout. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection without reading the rest. */
  discard(): void;
}

/** How requests are sent. */
export interface HttpSettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Nothing for so long, before the head or in the body, ends the request. */
  readonly stallTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Nothing came for longer than the stall timeout. */
class StallError extends Error {
  override readonly name = "StallError";
}

/** Sends one request over HTTP or HTTPS, through the proxy that the environment names. Redirects are answers. */
export async function sendRequest(request: HttpRequest, settings: HttpSettings): Promise<HttpResponse> {
  settings.signal?.throwIfAborted();
  const response = await connectAndSend(request, settings);
  return {
    url: request.url,
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: receiveBody(response, settings.stallTimeoutMs, stalled),
    discard: () => response.destroy(),
  };
}

async function connectAndSend(request: HttpRequest, settings: HttpSettings): Promise<IncomingMessage> {
  const { url } = request;
  const isSecure = url.protocol === "https:";
  const proxy = findProxy(url, settings.environment);
  const options = {
    method: request.method,
    headers: { ...request.headers, host: url.host, "user-agent": "sekisho" },
    ...(settings.signal === undefined ? {} : { signal: settings.signal }),
  };
  if (proxy === undefined) {
    return waitForHead(isSecure ? httpsRequest(url, options) : httpRequest(url, options), request, settings);
  }
  if (!isSecure) {
    const headers = { ...options.headers, ...proxyHeaders(proxy) };
    return waitForHead(httpRequest(proxy, { ...options, headers, path: url.href }), request, settings);
  }
  const socket = await openTunnel(url, proxy, settings);
  const servername = url.hostname.replace(/^\[|\]$/g, "");
  const secured = { ...options, createConnection: () => tlsConnect({ socket, servername }) };
  return waitForHead(httpsRequest(url, secured), request, settings);
}

function waitForHead(sent: ClientRequest, request: HttpRequest, settings: HttpSettings): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => sent.destroy(stalled(settings.stallTimeoutMs)), settings.stallTimeoutMs);
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.on("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    sent.end(request.body);
  });
}

/** Gives a connection to the host through the proxy. Source: RFC 9110, section 9.3.6, CONNECT. */
function openTunnel(url: URL, proxy: URL, settings: HttpSettings): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const target = `${url.hostname}:${url.port === "" ? "443" : url.port}`;
    const send = proxy.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = send(proxy, { method: "CONNECT", path: target, headers: { host: target, ...proxyHeaders(proxy) } });
    const timer = setTimeout(() => sent.destroy(stalled(settings.stallTimeoutMs)), settings.stallTimeoutMs);
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.on("connect", (response, socket) => {
      clearTimeout(timer);
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      return reject(new Error(`the proxy ${proxy.host} answers ${response.statusCode ?? 0} to CONNECT ${target}`));
    });
    sent.end();
  });
}

function proxyHeaders(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === "") return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

function stalled(timeoutMs: number): StallError {
  return new StallError(`nothing came for ${timeoutMs} ms`);
}
