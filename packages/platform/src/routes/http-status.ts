import type { ErrorCode } from "sekisho";

/** Statuses of the errors that callers may see; every other error is a defect of ours: 500. */
export const httpStatusOfError: Readonly<Partial<Record<ErrorCode, number>>> = {
  "request-invalid": 400,
  "report-invalid": 422,
  "not-signed-in": 401,
  "not-permitted": 403,
  "quota-reached": 402,
  "tenant-read-only": 402,
  "billing-failed": 503,
  "billing-message-refused": 400,
  "second-factor-needed": 403,
  "second-factor-refused": 401,
  "proof-needed": 403,
  "sign-on-failed": 401,
  "origin-refused": 403,
  "record-not-found": 404,
  "record-conflict": 409,
  "request-too-large": 413,
  "too-many-requests": 429,
  "secret-key-wrong": 503,
  "store-unusable": 503,
  "store-full": 507,
};
