/** What lets somebody in, or would: an export tells that it is there and not what it is. */
const withheld: ReadonlySet<string> = new Set([
  "accounts.password_hash",
  "api_keys.secret_hash",
  "api_keys.previous_hash",
  "destinations.secret",
  "deletion_certificates.receipt_hash",
  "invitations.token_hash",
  "one_time_codes.sealed_secret",
  "recovery_codes.code_hash",
  "saml_requests.code_hash",
  "sessions.token_hash",
  "sign_in_tickets.challenge",
  "sign_in_tickets.ticket_hash",
  "sign_on_providers.sealed_secret",
  "tenant_deletions.receipt_hash",
  "tenant_exports.token_hash",
]);

/** Names that say it themselves: a column that is added later is withheld unless somebody says otherwise. */
const telling = /(?:^|_)(?:secret|password|token|code|ticket|receipt)_hash$|^(?:sealed_|secret$|password$|token$)/;

/** Tells whether a column stays out of exports. */
export function isWithheld(table: string, column: string): boolean {
  return withheld.has(`${table}.${column}`) || telling.test(column);
}
