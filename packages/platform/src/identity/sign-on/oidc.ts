import { isIP } from "node:net";
import type * as OpenId from "openid-client";
import type { HttpClient } from "../../outbox/send-request.ts";
import { makeGuardedFetch } from "./guarded-fetch.ts";
import type { Claims } from "./read-claims.ts";
import { signOnFailed } from "./sign-on-failed.ts";

/** How providers are reached. */
export interface SignOnNetwork {
  readonly client: HttpClient;
  /** Networks of the owner of this server: there a provider may do without TLS. */
  readonly isAllowedByOwner: (address: string) => boolean;
}

/** A provider with its secret. */
export interface OidcProvider {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What is kept until the browser comes back. */
export interface OidcBeginning {
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/**
 * Begins the code flow with PKCE; gives where the browser goes.
 *
 * @throws {SekishoError} `sign-on-failed` when the provider cannot be reached or is not the one that was set up.
 */
export async function beginOidc(
  network: SignOnNetwork,
  provider: OidcProvider,
  { state, redirectUri }: { readonly state: string; readonly redirectUri: string },
): Promise<{ readonly address: string; readonly beginning: OidcBeginning }> {
  const openId = await loadLibrary();
  const verifier = openId.randomPKCECodeVerifier();
  const nonce = openId.randomNonce();
  const configuration = await discover(openId, network, provider);
  const address = openId.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid email profile",
    code_challenge: await openId.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  return { address: address.href, beginning: { verifier, nonce, redirectUri } };
}

/**
 * Ends the code flow: exchanges the code and checks the token: its signature, issuer, audience, nonce and time.
 *
 * @param query What the browser brought back.
 * @throws {SekishoError} `sign-on-failed` for everything that does not fit.
 */
export async function endOidc(
  network: SignOnNetwork,
  provider: OidcProvider,
  { verifier, nonce, redirectUri, state, query }: OidcBeginning & { readonly state: string; readonly query: string },
): Promise<Claims> {
  const openId = await loadLibrary();
  const configuration = await discover(openId, network, provider);
  const address = new URL(redirectUri);
  address.search = query;
  try {
    const tokens = await openId.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError("no ID token");
    if (claims["email"] !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    // Many providers tell the address only here; that it is of the same person is checked by the library.
    return { ...(await openId.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
  } catch (cause) {
    throw signOnFailed(cause);
  }
}

async function discover(
  openId: typeof OpenId,
  { client, isAllowedByOwner }: SignOnNetwork,
  { issuer, clientId, clientSecret }: OidcProvider,
): Promise<OpenId.Configuration> {
  const url = new URL(issuer);
  const host = url.hostname.replaceAll(/^\[|\]$/g, "");
  const mayBePlain = isIP(host) !== 0 && isAllowedByOwner(host);
  // A token that comes over TLS needs no signature; ours is checked all the same.
  const execute = [openId.enableNonRepudiationChecks, ...(mayBePlain ? [openId.allowInsecureRequests] : [])];
  try {
    return await openId.discovery(url, clientId, undefined, openId.ClientSecretBasic(clientSecret), {
      [openId.customFetch]: makeGuardedFetch(client),
      execute,
    });
  } catch (cause) {
    throw signOnFailed(cause);
  }
}

/** Read with the first sign-on. */
function loadLibrary(): Promise<typeof OpenId> {
  return import("openid-client");
}
