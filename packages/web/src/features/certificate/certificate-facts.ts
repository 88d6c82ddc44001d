/** What a certificate says, in short. */
export interface CertificateFacts {
  readonly tenant: string;
  readonly requestedAt: string;
  readonly erasedAt: string;
  /** Rows of all tables together. */
  readonly rows: number;
  readonly blobs: number;
}

/** Reads a certificate as it was signed over; `undefined` where it is none. */
export function readCertificateFacts(certificate: string): CertificateFacts | undefined {
  const read = parse(certificate);
  if (!isRecord(read) || !isRecord(read["tenant"]) || !isRecord(read["rows"])) return undefined;
  const { name } = read["tenant"];
  const { requestedAt, erasedAt, blobs } = read;
  if (typeof name !== "string" || !isMoment(requestedAt) || !isMoment(erasedAt)) return undefined;
  const counts = Object.values(read["rows"]).filter((count) => typeof count === "number");
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return { tenant: name, requestedAt, erasedAt, rows, blobs: typeof blobs === "number" ? blobs : 0 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The whole text is shown below all the same.
    return undefined;
  }
}

function isMoment(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
