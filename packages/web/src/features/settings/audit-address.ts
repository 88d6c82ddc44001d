/** Which entries of the audit trail an address asks for. */
export interface AuditAddress {
  readonly action?: string | undefined;
  /** Id of an account. */
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  /** Days, `2026-11-01`; the last one is within. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads an address; what is none of it is said to be missing. */
export function readAuditAddress(search: Readonly<Record<string, unknown>>): AuditAddress {
  return {
    action: textIn(search, "action"),
    actor: textIn(search, "actor"),
    subject: textIn(search, "subject"),
    from: dayIn(search, "from"),
    to: dayIn(search, "to"),
  };
}

/** Gives what the platform is asked for: a word alone means every action of that kind. */
export function auditQueryOf({ action, actor, subject, from, to }: AuditAddress) {
  return {
    ...(action === undefined ? {} : { action: /[.*]/.test(action) ? action : `${action}.*` }),
    ...(actor === undefined ? {} : { actor }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { since: `${from}T00:00:00Z` }),
    ...(to === undefined ? {} : { until: `${to}T23:59:59Z` }),
  };
}

function textIn(search: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = search[key];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function dayIn(search: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const text = textIn(search, key);
  const isDay = text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? text : undefined;
}
