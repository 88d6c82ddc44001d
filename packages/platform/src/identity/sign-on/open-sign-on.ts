import { resolveTxt } from "node:dns/promises";
import { readNetworkList } from "../../outbox/network-list.ts";
import { makeHttpClient } from "../../outbox/send-request.ts";
import type { SignOnServices } from "../../services.ts";
import { makeIssuerKeys } from "../pipelines/issuer-keys.ts";

/**
 * Opens the way to providers of sign-on: to addresses of the internet, and to the networks that are named.
 *
 * @param allowed `10.0.0.0/8, 192.0.2.7`: where the owner of this server has providers of their own.
 * @throws {SekishoError} `usage` for what is no network.
 */
export function openSignOn(allowed: string | undefined): SignOnServices {
  const isAllowedByOwner = readNetworkList("SEKISHO_SIGN_ON_NETWORKS", allowed);
  const client = makeHttpClient({ isAllowedByOwner });
  return { network: { client, isAllowedByOwner }, resolveTexts: resolveTxt, issuerKeys: makeIssuerKeys(client) };
}
