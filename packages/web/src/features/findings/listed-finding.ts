import type { AnswerOf } from "../../api/request.ts";

/** A finding as the list has it. */
export type ListedFinding = AnswerOf<"GET /api/v1/findings">["findings"][number];
