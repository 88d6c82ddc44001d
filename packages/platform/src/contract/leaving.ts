import { z } from "zod";
import { id, moment, slug } from "./values.ts";

/** Whoever takes everything along, or lets everything go, writes the tenant's name out. */
export const typedName = z.strictObject({ tenant: slug });

/** An archive of everything that a tenant holds. */
export const tenantExport = z.object({
  id,
  state: z.enum(["waiting", "writing", "ready", "failed", "expired"]),
  createdAt: moment,
  rowsWritten: z.int(),
  blobsWritten: z.int(),
  sizeBytes: z.int().nullable(),
  digest: z.string().nullable(),
  expiresAt: moment.nullable(),
});

/** Archives, the newest first. */
export const tenantExportList = z.object({ exports: z.array(tenantExport) });
/** Where an archive is fetched, without signing in; a new link takes the place of the old one. */
export const tenantExportLink = z.object({ url: z.string(), expiresAt: moment });
/** The secret of a link. */
export const exportToken = z.strictObject({ token: z.string().min(1).max(200) });

const deletion = z.object({ requestedBy: z.string(), requestedAt: moment, dueAt: moment });

/** The tenant's deletion that waits; `null` where nobody wants it. */
export const tenantDeletion = z.object({ deletion: deletion.nullable() });
/** A deletion that was just asked for, with the receipt that reads its certificate later. It is told this one time. */
export const requestedDeletion = deletion.extend({ receipt: z.string() });
/** Who wants to read a certificate. */
export const certificateQuery = z.strictObject({ receipt: z.string().min(1).max(200) });

/** What proves that a tenant is gone. */
export const deletionCertificate = z.object({
  tenant: z.object({ id, name: slug }),
  requestedBy: z.string(),
  requestedAt: moment,
  erasedAt: moment,
  /** Rows that were deleted, by table. */
  rows: z.record(z.string(), z.int()),
  blobs: z.int(),
  /** Where the audit trail ended: whoever kept an export of it sees that it was whole. */
  auditTrail: z.object({ sequence: z.int(), hash: z.string() }),
});

/** A certificate with its SHA-256, over its JSON as it stands in `certificate`. */
export const signedCertificate = z.object({ certificate: z.string(), sha256: z.string() });
