import type { ReactNode } from "react";
import { PageFailure } from "./page-failure.tsx";
import { Loading } from "./page-state.tsx";

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

interface QueryViewProps<Data> {
  readonly query: Asked<Data>;
  /** Height of what is to come, in pixels. */
  readonly height: number;
  readonly children: (data: Data) => ReactNode;
}

/** What a call answered; until then that it is read, and why it failed. What was read once stays when reading it again fails. */
export function QueryView<Data>({ query, height, children }: QueryViewProps<Data>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  return error === null ? <Loading height={height} /> : <PageFailure error={error} reset={() => void refetch()} />;
}
