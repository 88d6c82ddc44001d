/** Why a call did not succeed. */
export interface ApiErrorDetails {
  /** Status of HTTP; 0 where no answer came. */
  readonly status: number;
  /** A code of the platform's error catalogue, or `unreachable`. */
  readonly code: string;
  /** What happened, in the reader's language; empty where no answer came. */
  readonly message: string;
  readonly hint: string | undefined;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
}

/** A call that did not succeed. */
export class ApiError extends Error {
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.name = "ApiError";
    this.details = details;
  }
}

/** Reads why a call was refused. */
export async function readApiError(response: Response): Promise<ApiError> {
  const { status } = response;
  const error = errorIn(await textOf(response));
  return new ApiError({
    status,
    code: stringIn(error, "code") ?? "internal",
    message: stringIn(error, "message") ?? "",
    hint: stringIn(error, "hint"),
    requestId: stringIn(error, "requestId"),
  });
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    // The connection ended within the answer: its status is what is known.
    return "";
  }
}

function errorIn(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || !("error" in body)) return {};
    return typeof body.error === "object" && body.error !== null ? body.error : {};
  } catch {
    // Something between browser and platform answered in its own words.
    return {};
  }
}

function stringIn(object: object, key: string): string | undefined {
  const value: unknown = Object.entries(object).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
