import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AnswerOf, type InputOf, type OperationName, request } from "./request.ts";

/** What `GET` operations answer, kept by operation and input. */
export type ReadingOperation = Extract<OperationName, `GET ${string}`>;

/** Describes a reading call for the query cache. */
export function reading<Name extends ReadingOperation>(name: Name, input: InputOf<Name>) {
  return queryOptions<AnswerOf<Name>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => request(name, input, signal),
  });
}

/** As `reading`; while another input is read, what was there stays. */
export function readingOn<Name extends ReadingOperation>(name: Name, input: InputOf<Name>) {
  return queryOptions<AnswerOf<Name>>({ ...reading(name, input), placeholderData: keepPreviousData });
}

/** Who is signed in. */
export const sessionQuery = queryOptions({ ...reading("GET /api/v1/session", {}), staleTime: 60_000 });
