import type { z } from "zod";
import { ScimError } from "../identity/scim/scim-error.ts";
import { isJapanese } from "./accepted-language.ts";
import { answerError } from "./answer-error.ts";
import type { DialectError, RouteDialect } from "./route.ts";

const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

/** How SCIM speaks (RFC 7644, 3.1 and 3.12). */
export const scimDialect: RouteDialect = {
  mediaType: "application/scim+json",
  answerError: (error, { id, acceptLanguage }): DialectError => {
    if (error instanceof ScimError) {
      const detail = error.text[isJapanese(acceptLanguage) ? "ja" : "en"];
      return { status: error.status, body: writeError(error.status, detail, error.type), isDefect: false };
    }
    const { status, body, isDefect } = answerError(error, id, acceptLanguage);
    const { message, code, requestId } = body.error;
    const detail = code === "internal" ? `${message} (${requestId})` : message;
    return { status, body: writeError(status, detail, typeOf(status)), isDefect };
  },
};

/** Gives the body of an answer that has more attributes than its description names. */
export type ScimBody = z.infer<z.ZodRecord<z.ZodString, z.ZodUnknown>>;

function typeOf(status: number): string | undefined {
  if (status === 400) return "invalidValue";
  return status === 413 ? "tooMany" : undefined;
}

/** The status is a text there. */
function writeError(status: number, detail: string, scimType: string | undefined): ScimBody {
  return {
    schemas: [errorSchema],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  };
}
