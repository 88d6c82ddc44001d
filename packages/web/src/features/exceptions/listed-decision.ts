import type { AnswerOf } from "../../api/request.ts";

/** A decision with the names of what it is about. */
export type ListedDecision = AnswerOf<"GET /api/v1/decisions">["decisions"][number];
