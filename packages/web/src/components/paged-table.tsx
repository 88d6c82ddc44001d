import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryView } from "./query-view.tsx";
import { type Column, RowTable } from "./row-table.tsx";

interface Pages<Page> {
  readonly pages: readonly Page[];
}

interface PagedTableProps<Page, Row> {
  /** What the rows are. */
  readonly label: string;
  readonly query: UseInfiniteQueryResult<Pages<Page>>;
  readonly rowsOf: (page: Page) => readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What stands there when there is no row. */
  readonly empty: ReactNode;
  /** Pixels that are kept free while it is read. */
  readonly height?: number;
}

/** A table that is read page by page. */
export function PagedTable<Page, Row>(props: PagedTableProps<Page, Row>) {
  const { label, query, rowsOf, columns, keyOf, empty, height = 400 } = props;
  return (
    <QueryView query={query} height={height}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => rowsOf(page));
        if (rows.length === 0) return empty;
        const onMore = query.hasNextPage ? () => void query.fetchNextPage() : undefined;
        return <RowTable label={label} columns={columns} rows={rows} keyOf={keyOf} onMore={onMore} />;
      }}
    </QueryView>
  );
}
