import type { AnswerOf } from "../../api/request.ts";

/** Everything that a page shows of a finding. */
export type FindingPageAnswer = AnswerOf<"GET /api/v1/findings/{finding}/page">;
