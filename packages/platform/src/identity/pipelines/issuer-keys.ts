import type * as Jose from "jose";
import { z } from "zod";
import type { HttpClient } from "../../outbox/send-request.ts";
import { makeGuardedFetch } from "../sign-on/guarded-fetch.ts";

/** Checks the signatures of issuers' tokens. */
export interface IssuerKeys {
  /** Checks a token: signature, issuer, audience, time. Throws what is wrong. */
  verify(token: string, expected: { readonly issuer: string; readonly audience: string }): Promise<Jose.JWTPayload>;
}

/** Issuers whose keys are kept; of more the oldest is forgotten. */
const maxIssuers = 50;
const keepKeysMs = 10 * 60_000;
/** An unknown key makes an issuer asked again, but not more often than this. */
const askAgainMs = 30_000;
const requestTimeoutMs = 5000;
const toleratedSeconds = 30;
/** Pipelines sign in when they begin or end: a token that was made long ago was kept. */
const oldestToken = "1h";
const algorithms = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"];
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** Makes a checker that asks issuers for their keys through a client, and keeps them for some minutes. */
export function makeIssuerKeys(client: HttpClient): IssuerKeys {
  const known = new Map<string, Promise<Jose.JWTVerifyGetKey>>();
  const keysOf = (jose: typeof Jose, issuer: string): Promise<Jose.JWTVerifyGetKey> => {
    const kept = known.get(issuer);
    if (kept !== undefined) return kept;
    const [oldest] = known.keys();
    if (known.size >= maxIssuers && oldest !== undefined) known.delete(oldest);
    const found = findKeys(jose, client, issuer);
    known.set(issuer, found);
    // An issuer that could not be reached is asked again by the next one who comes.
    found.catch(() => known.delete(issuer));
    return found;
  };
  return {
    verify: async (token, { issuer, audience }) => {
      const jose = await import("jose");
      const { payload } = await jose.jwtVerify(token, await keysOf(jose, issuer), {
        issuer,
        audience,
        algorithms,
        clockTolerance: toleratedSeconds,
        maxTokenAge: oldestToken,
        requiredClaims: ["sub", "exp", "iat"],
      });
      return payload;
    },
  };
}

async function findKeys(jose: typeof Jose, client: HttpClient, issuer: string): Promise<Jose.JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { text } = await client.send({ method: "GET", url, headers: { accept: "application/json" } });
  const described = discovery.parse(JSON.parse(text));
  if (described.issuer !== issuer)
    throw new TypeError(`${url}: expected the issuer ${issuer}, got ${described.issuer}`);
  const fetchGuarded = makeGuardedFetch(client);
  return jose.createRemoteJWKSet(new URL(described.jwks_uri), {
    cacheMaxAge: keepKeysMs,
    cooldownDuration: askAgainMs,
    timeoutDuration: requestTimeoutMs,
    [jose.customFetch]: (address, { headers }) =>
      fetchGuarded(address, { method: "GET", headers: Object.fromEntries(headers), body: null, redirect: "manual" }),
  });
}
