import { Authorization } from "./authorization.ts";
import type { CredentialSettings } from "./credentials.ts";
import { type HttpRequest, type HttpResponse, type HttpSettings, sendRequest } from "./http-client.ts";
import { readErrorBody } from "./limited-body.ts";
import { isLoopback } from "./proxy.ts";
import { type Asked, denied, isTlsError, limited, notFound, unreachable, wrongAnswer } from "./registry-error.ts";
import { type Clock, delayBefore, isPassing } from "./retry.ts";

/** How registries are spoken to. */
export interface RegistrySettings extends HttpSettings {
  readonly credentials: CredentialSettings;
  readonly plainHttpHosts: readonly string[];
  readonly clock: Clock;
  /** Attempts after the first one. */
  readonly maxRetries: number;
}

/** A repository at the host that is asked for it: the registry itself or a mirror. */
export interface RepositoryPlace {
  /** As the user names it; `docker.io` for Docker Hub. */
  readonly registry: string;
  /** Host, with its port, that is spoken to. */
  readonly host: string;
  readonly repository: string;
}

/** What is asked of a repository. */
export interface RepositoryRequest {
  readonly method: HttpRequest["method"];
  /** Below `/v2/REPOSITORY/`, or a whole address that the registry named. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Answers that are given to the caller. */
  readonly accepts: readonly number[];
}

const maxRedirects = 5;

/** Reads and writes one repository of one registry over the protocol of the OCI distribution specification 1.1. */
export class RegistryClient {
  readonly place: RepositoryPlace;
  readonly settings: RegistrySettings;
  #authorization: Authorization | undefined;
  #origin: Promise<URL> | undefined;

  constructor(place: RepositoryPlace, settings: RegistrySettings) {
    this.place = place;
    this.settings = settings;
  }

  /**
   * Asks for a path below `/v2/REPOSITORY/` and gives an answer of 200 or 206. Throws a `SekishoError` for every other
   * one, after answering challenges, following redirects and trying again what passes.
   */
  get(path: string, headers: Readonly<Record<string, string>>, asked: Asked): Promise<HttpResponse> {
    return this.send({ method: "GET", path, headers, accepts: [200, 206] }, asked);
  }

  /** Sends a request and gives an answer that it accepts; otherwise as `get`. */
  async send(request: RepositoryRequest, asked: Asked): Promise<HttpResponse> {
    const response = await this.#sendAuthorized(request, asked);
    const { status } = response;
    if (request.accepts.includes(status)) return response;
    const said = await readErrorBody(response);
    const { host } = this.place;
    if (status === 401 || status === 403) {
      const found = await this.#authorization?.findCredentials();
      const hadCredentials = found?.credentials !== undefined;
      throw denied(asked, host, { said, hadCredentials, problems: found?.problems ?? [] });
    }
    if (status === 404) throw notFound(asked, host, said);
    if (status === 429) throw limited(asked, host, response.headers["retry-after"]);
    throw wrongAnswer(asked, host, {
      en: `expected ${request.accepts[0] ?? 200}, got ${status}${said === "" ? "" : ` (${said})`}`,
      ja: `${request.accepts[0] ?? 200} を想定しましたが、実際は ${status} です`,
    });
  }

  /** Gives what stood in the way of finding credentials, if any were looked for. */
  async credentialProblems() {
    return this.#authorization === undefined ? [] : (await this.#authorization.findCredentials()).problems;
  }

  async #sendAuthorized({ method, path, headers, body }: RepositoryRequest, asked: Asked): Promise<HttpResponse> {
    const origin = await this.#findOrigin(asked);
    const base = new URL(`/v2/${this.place.repository}/`, origin);
    const url = URL.parse(path, base.href);
    if (url === null || (url.protocol !== "https:" && url.protocol !== origin.protocol)) {
      throw wrongAnswer(asked, this.place.host, {
        en: `expected an https address to go on at, got ${JSON.stringify(path.slice(0, 100))}`,
        ja: `続きの要求先として https の URL を想定しましたが、実際は ${JSON.stringify(path.slice(0, 100))} です`,
      });
    }
    this.#authorization ??= new Authorization(
      { ...this.place, registry: this.place.registry, origin },
      {
        credentials: this.settings.credentials,
        clock: this.settings.clock,
        send: (request, what) => this.#send(request, what),
      },
    );
    const authorization = this.#authorization;
    const send = () => {
      // Credentials stay with the host that they are for, also when it names another one for an upload.
      const header = url.origin === origin.origin ? authorization.header : undefined;
      const all = header === undefined ? headers : { ...headers, authorization: header };
      return this.#send({ url, method, headers: all, ...(body === undefined ? {} : { body }) }, asked);
    };
    const first = await send();
    if (first.status !== 401) return first;
    first.discard();
    await authorization.answer(first.headers["www-authenticate"], asked);
    return send();
  }

  /** Sends until an answer comes that does not pass, and follows its redirects. */
  async #send(request: HttpRequest, asked: Asked): Promise<HttpResponse> {
    const { clock, maxRetries } = this.settings;
    for (let attempt = 0; ; attempt++) {
      const response = await this.#sendOnce(request, asked).catch((error: unknown) => {
        if (attempt >= maxRetries || !isWorthRetry(error, this.settings.signal)) throw error;
        return undefined;
      });
      const isFinal = response !== undefined && (!isPassing(response.status) || attempt >= maxRetries);
      if (isFinal) return response;
      const delayMs = delayBefore(attempt, response?.headers["retry-after"], clock);
      if (delayMs === undefined && response !== undefined) return response;
      response?.discard();
      await clock.pause(delayMs ?? 0);
    }
  }

  async #sendOnce(request: HttpRequest, asked: Asked): Promise<HttpResponse> {
    let current = request;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await sendRequest(current, this.settings).catch((error: unknown) => {
        throw this.settings.signal?.aborted === true ? error : unreachable(asked, current.url.host, error);
      });
      const location = response.headers.location;
      if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return response;
      response.discard();
      current = this.#redirected(current, location, asked);
    }
    throw wrongAnswer(asked, request.url.host, {
      en: `expected at most ${maxRedirects} redirects, got more`,
      ja: `リダイレクトが上限の ${maxRedirects} 回を超えました`,
    });
  }

  /** Gives the request at another address: credentials stay with the host that they are for. */
  #redirected(request: HttpRequest, location: string, asked: Asked): HttpRequest {
    const url = URL.parse(location, request.url.href);
    const isAllowed = url?.protocol === "https:" || (url?.protocol === "http:" && request.url.protocol === "http:");
    if (url === null || !isAllowed) {
      throw wrongAnswer(asked, request.url.host, {
        en: `expected a redirect to an https address, got ${JSON.stringify(location.slice(0, 100))}`,
        ja: `https の URL へのリダイレクトを想定しましたが、実際は ${JSON.stringify(location.slice(0, 100))} です`,
      });
    }
    const { authorization, ...rest } = request.headers;
    const keeps = url.origin === request.url.origin && authorization !== undefined;
    return { ...request, url, headers: keeps ? request.headers : rest };
  }

  #findOrigin(asked: Asked): Promise<URL> {
    this.#origin ??= this.#probe(asked);
    return this.#origin;
  }

  /** Speaks TLS; without it only to hosts that the user names, and to this machine where nobody answers with TLS. */
  async #probe(asked: Asked): Promise<URL> {
    const { host } = this.place;
    const secure = new URL(`https://${host}/`);
    if (this.settings.plainHttpHosts.some((name) => name === host || name === secure.hostname)) {
      return new URL(`http://${host}/`);
    }
    if (!isLoopback(secure.hostname)) return secure;
    try {
      const response = await sendRequest({ url: new URL("/v2/", secure), method: "GET", headers: {} }, this.settings);
      response.discard();
      return secure;
    } catch (error) {
      const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
      if (isTlsError(code) || code === "ECONNRESET") return new URL(`http://${host}/`);
      throw unreachable(asked, host, error);
    }
  }
}

/** A name without an address or a wrong certificate stays; everything else may pass. */
function isWorthRetry(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted === true) return false;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const name = cause instanceof Error ? cause.name : "";
  return name === "StallError" || ["ECONNRESET", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "ECONNABORTED"].includes(code);
}
