import { ApiError, readApiError } from "./api-error.ts";
import { type AnswerOf, addressOf } from "./request.ts";

/** What became of a report that was sent. */
export type SentReport = AnswerOf<"GET /api/v1/reports/{report}">;

interface UploadOptions {
  /** Name of the project. */
  readonly project: string;
  /** Hears which share of the file is sent: from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Sends a report as it is; the platform finds out whose it is.
 *
 * @throws {ApiError} what the platform refuses, with its reason; and where it cannot be reached.
 */
export async function uploadReport(file: Blob, { project, onProgress }: UploadOptions): Promise<SentReport> {
  const { method, address } = addressOf("POST /api/v1/reports", { query: { project } });
  // What `fetch` sends tells nothing of how far it is.
  const call = new XMLHttpRequest();
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  call.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
  call.addEventListener("load", () => resolve(new Response(call.responseText, { status: call.status })));
  const fail = () =>
    reject(new ApiError({ status: 0, code: "unreachable", message: "", hint: undefined, requestId: undefined }));
  call.addEventListener("error", fail);
  call.addEventListener("abort", fail);
  call.open(method, address);
  call.setRequestHeader("content-type", "application/octet-stream");
  call.setRequestHeader("accept-language", document.documentElement.lang);
  call.send(file);
  const response = await promise;
  if (!response.ok) throw await readApiError(response);
  // oxlint-disable-next-line typescript/no-unsafe-return -- the platform's answer is what its contract says
  return await response.json();
}
