import type { FastifyError } from "fastify";
import { type ErrorCode, SekishoError } from "sekisho";
import type { ErrorAnswer } from "../contract/error.ts";
import { findStoreTrouble } from "../store/store-trouble.ts";
import { isJapanese } from "./accepted-language.ts";
import { httpStatusOfError } from "./http-status.ts";

/** An error as it goes out. */
export interface AnsweredError {
  readonly status: number;
  readonly body: ErrorAnswer;
  /** Nobody outside learns what it was: the log does. */
  readonly isDefect: boolean;
}

/** Errors of the HTTP server itself that the caller made. */
const codeOfServerError: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "request-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "request-invalid",
  FST_ERR_CTP_INVALID_JSON_BODY: "request-invalid",
  FST_ERR_CTP_EMPTY_JSON_BODY: "request-invalid",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "request-invalid",
};

/** Makes the answer of an error: the code and message of ours, and of any other nothing but the request's id. */
export function answerError(error: unknown, requestId: string, acceptLanguage: string | undefined): AnsweredError {
  const known = asKnownError(error);
  const status = known === undefined ? undefined : httpStatusOfError[known.code];
  if (known === undefined || status === undefined) {
    const message = isJapanese(acceptLanguage)
      ? "サーバー内部でエラーが発生しました。"
      : "something went wrong in the server";
    return { status: 500, body: { error: { code: "internal", message, requestId } }, isDefect: true };
  }
  const language = isJapanese(acceptLanguage) ? "ja" : "en";
  const hint = known.hint === undefined ? {} : { hint: known.hint[language] };
  return {
    status,
    body: { error: { code: known.code, message: known.text[language], ...hint, requestId } },
    // Whose fault it is not: the log says which connection broke, which disk is full.
    isDefect: status >= 500,
  };
}

function asKnownError(error: unknown): SekishoError | undefined {
  if (error instanceof SekishoError) return error;
  const trouble = findStoreTrouble(error);
  if (trouble !== undefined) return trouble;
  const code = isServerError(error) ? codeOfServerError[error.code] : undefined;
  if (code === undefined || !(error instanceof Error)) return undefined;
  return new SekishoError(code, { en: error.message, ja: `リクエストを読み取れません: ${error.message}` });
}

function isServerError(error: unknown): error is FastifyError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
