import { type Challenge, parseChallenges } from "./challenge.ts";
import { type CredentialSettings, type Credentials, type FoundCredentials, findCredentials } from "./credentials.ts";
import type { HttpRequest, HttpResponse } from "./http-client.ts";
import { readJsonBody } from "./limited-body.ts";
import { type Asked, denied, wrongAnswer } from "./registry-error.ts";
import type { Clock } from "./retry.ts";

/** A token without a stated life holds for so long. Source: distribution specification, token authentication. */
const defaultTokenSeconds = 60;
/** A token is fetched anew so long before its end. */
const marginMs = 5_000;

/** What authorization needs of its surroundings. */
export interface AuthorizationSettings {
  readonly credentials: CredentialSettings;
  readonly clock: Clock;
  /** Sends a request, following redirects and retrying what passes. */
  readonly send: (request: HttpRequest, asked: Asked) => Promise<HttpResponse>;
}

/** For which registry and repository authorization is asked. */
export interface AuthorizationPlace {
  /** As the user names it; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly repository: string;
  /** The registry's own address: tokens are fetched without TLS only where it is spoken to without TLS. */
  readonly origin: URL;
}

/** The right to read one repository of one registry. */
export class Authorization {
  readonly #settings: AuthorizationSettings;
  readonly #place: AuthorizationPlace;
  #found: Promise<FoundCredentials> | undefined;
  #header: string | undefined;
  #expiresAt = Number.POSITIVE_INFINITY;
  #renewal: Promise<void> | undefined;

  constructor(place: AuthorizationPlace, settings: AuthorizationSettings) {
    this.#place = place;
    this.#settings = settings;
  }

  /** Gives the value of the `Authorization` header; `undefined` before the registry has asked, and when it is too old. */
  get header(): string | undefined {
    return this.#settings.clock.now() < this.#expiresAt - marginMs ? this.#header : undefined;
  }

  /** Gives what was found for this registry, looking for it the first time. */
  findCredentials(): Promise<FoundCredentials> {
    this.#found ??= findCredentials(this.#place, this.#settings.credentials);
    return this.#found;
  }

  /** Answers the challenge of a 401; requests that come at the same time share one answer. */
  async answer(header: string | undefined, asked: Asked): Promise<void> {
    this.#renewal ??= this.#renew(header ?? "", asked).finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
  }

  async #renew(header: string, asked: Asked): Promise<void> {
    const host = this.#place.origin.host;
    const { credentials, problems } = await this.findCredentials();
    const [challenge] = parseChallenges(header);
    if (challenge === undefined) {
      throw wrongAnswer(asked, host, {
        en: `401 without a challenge that is known here, expected Bearer or Basic`,
        ja: `401 に Bearer または Basic の認証方式が示されていません`,
      });
    }
    if (challenge.scheme === "bearer") return this.#fetchToken(challenge, credentials, asked);
    if (credentials?.kind !== "password") {
      throw denied(asked, host, { said: "", hadCredentials: credentials !== undefined, problems });
    }
    this.#header = basicHeader(credentials);
    this.#expiresAt = Number.POSITIVE_INFINITY;
  }

  async #fetchToken(
    challenge: Challenge & { readonly scheme: "bearer" },
    credentials: Credentials | undefined,
    asked: Asked,
  ): Promise<void> {
    const host = this.#place.origin.host;
    const realm = this.#checkedRealm(challenge.realm, asked);
    const response = await this.#settings.send(tokenRequest(realm, this.#scoped(challenge), credentials), asked);
    if (response.status === 401 || response.status === 403) {
      response.discard();
      const { problems } = await this.findCredentials();
      throw denied(asked, host, { said: "", hadCredentials: credentials !== undefined, problems });
    }
    const document = response.status === 200 ? await readJsonBody(response) : undefined;
    const token = document?.["token"] ?? document?.["access_token"];
    if (typeof token !== "string" || token === "" || /[^\x21-\x7e]/.test(token)) {
      response.discard();
      const got = `${response.status}`;
      throw wrongAnswer(asked, realm.host, {
        en: `expected a token, got ${got} without one`,
        ja: `トークンを想定しましたが、応答 ${got} に含まれていません`,
      });
    }
    const lifeSeconds = document?.["expires_in"];
    this.#header = `Bearer ${token}`;
    const seconds = typeof lifeSeconds === "number" && lifeSeconds > 0 ? lifeSeconds : defaultTokenSeconds;
    // Shorter lives than our margin would make every token too old at once.
    this.#expiresAt = this.#settings.clock.now() + Math.max(seconds * 1000, 2 * marginMs);
  }

  #scoped(challenge: Challenge & { readonly scheme: "bearer" }) {
    return { service: challenge.service, scope: challenge.scope ?? `repository:${this.#place.repository}:pull` };
  }

  #checkedRealm(text: string, asked: Asked): URL {
    const { origin } = this.#place;
    const realm = URL.parse(text);
    const isAllowed = realm?.protocol === "https:" || (realm?.protocol === "http:" && origin.protocol === "http:");
    if (realm !== null && isAllowed) return realm;
    throw wrongAnswer(asked, origin.host, {
      en: `expected the address of a token server with https, got ${JSON.stringify(text.slice(0, 100))}`,
      ja: `https のトークンサーバーの URL を想定しましたが、実際は ${JSON.stringify(text.slice(0, 100))} です`,
    });
  }
}

function tokenRequest(
  realm: URL,
  wanted: { readonly service: string | undefined; readonly scope: string },
  credentials: Credentials | undefined,
): HttpRequest {
  if (credentials?.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: credentials.token,
      client_id: "sekisho",
    });
    if (wanted.service !== undefined) form.set("service", wanted.service);
    form.set("scope", wanted.scope);
    const body = form.toString();
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(body)),
    };
    return { url: realm, method: "POST", headers, body };
  }
  const url = new URL(realm);
  if (wanted.service !== undefined) url.searchParams.set("service", wanted.service);
  url.searchParams.set("scope", wanted.scope);
  return { url, method: "GET", headers: credentials === undefined ? {} : { authorization: basicHeader(credentials) } };
}

function basicHeader(credentials: Credentials & { readonly kind: "password" }): string {
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}
