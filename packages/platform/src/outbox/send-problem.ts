/** What was wrong when something was sent. */
export type SendProblemCode = "address" | "unreachable" | "timeout" | "refused" | "busy" | "settings";

/** Why a message did not arrive. */
export class SendProblem extends Error {
  readonly code: SendProblemCode;
  /** Trying again changes nothing. */
  readonly isFinal: boolean;
  /** The other side says when it may be asked again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: SendProblemCode,
    message: string,
    options: {
      readonly isFinal?: boolean;
      readonly retryAfterSeconds?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "SendProblem";
    this.code = code;
    this.isFinal = options.isFinal ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The longest that another side may ask to be left alone. */
const longestRetrySeconds = 3600;

/** Gives why an answer is no success; `undefined` when it is one. */
export function findAnswerProblem(
  {
    status,
    headers,
    text,
  }: { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string },
  host: string,
): SendProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  const start = text
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
  const said = `${host} answered ${status}${start === "" ? "" : `: ${start}`}`;
  if (status >= 300 && status < 400)
    return new SendProblem("refused", `${host} answered ${status}: redirects are not followed`);
  if (status === 429 || status === 503) {
    return new SendProblem("busy", said, { retryAfterSeconds: readRetryAfter(headers["retry-after"]) });
  }
  // What is malformed stays so; everything else may be a matter of settings on either side.
  return new SendProblem("refused", said, { isFinal: status === 400 || status === 413 || status === 422 });
}

function readRetryAfter(written: unknown): number | undefined {
  if (typeof written !== "string" || !/^\d{1,6}$/.test(written)) return undefined;
  return Math.min(Number(written), longestRetrySeconds);
}
