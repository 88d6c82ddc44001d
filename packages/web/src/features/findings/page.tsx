import { Button, Select } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { readingOn } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { PageFailure } from "../../components/page-failure.tsx";
import { Empty, Loading } from "../../components/page-state.tsx";
import { useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { FacetSheet } from "./facet-sheet.tsx";
import { Facets } from "./facets.tsx";
import { type FindingColumn, readColumns, usualColumns, writeColumns } from "./finding-columns.ts";
import { FindingDrawer } from "./finding-drawer.tsx";
import { defaultQuery, type FindingsAddress, findingSorts } from "./findings-address.ts";
import { MarkedList } from "./marked-list.tsx";
import styles from "./page.module.css";
import { QueryBox } from "./query-box.tsx";
import { SavedViews } from "./saved-views.tsx";
import { findingTexts } from "./texts.ts";

const address = getRouteApi("/shell/findings");
const pageRows = 200;

/** What is wrong, everywhere. */
export function FindingsPage() {
  const t = useTexts(findingTexts);
  const { query = defaultQuery, sort = "worst", columns: named, finding } = address.useSearch();
  const columns = useMemo(() => readColumns(named), [named]);
  const navigate = address.useNavigate();
  const change = (next: Partial<FindingsAddress>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace });
  const ask = (asked: string) => change({ query: asked, finding: undefined });
  return (
    <div className={styles["page"]}>
      <header className={styles["head"]}>
        <h1>{t("title")}</h1>
        <Total query={query} />
        <Select
          size="xs"
          aria-label={t("sort")}
          data={findingSorts.map((value) => ({ value, label: t(value) }))}
          value={sort}
          allowDeselect={false}
          onChange={(value) => change({ sort: findingSorts.find((known) => known === value) })}
        />
        <ColumnChoice columns={columns} onColumns={(wanted) => change({ columns: writeColumns(wanted) }, true)} />
        <SavedViews
          query={query}
          sort={sort}
          columns={columns}
          onOpen={({ columns: wanted = usualColumns, ...asked }) =>
            change({ ...asked, columns: writeColumns(wanted), finding: undefined })
          }
        />
        <FacetSheet query={query} onAsk={ask} />
        <Button
          component="a"
          size="xs"
          variant="default"
          href={`/api/v1/exports/findings?${new URLSearchParams({ query, sort, format: "csv" })}`}
          download
        >
          {t("export")}
        </Button>
      </header>
      <QueryBox key={query} query={query} onAsk={ask} />
      <div className={styles["body"]}>
        <Facets query={query} onAsk={ask} />
        <List
          query={query}
          sort={sort}
          columns={columns}
          selected={finding}
          onSelect={(id) => change({ finding: id }, true)}
          onAsk={ask}
        />
      </div>
      <FindingDrawer finding={finding} onClose={() => change({ finding: undefined }, true)} />
    </div>
  );
}

interface TotalProps {
  readonly query: string;
}

function Total({ query }: TotalProps) {
  const t = useTexts(findingTexts);
  const { number } = useFormats();
  const { data } = useQuery(readingOn("GET /api/v1/findings", { query: { query, limit: 1, count: "true" } }));
  if (data?.total === undefined) return <span className={styles["total"]} />;
  const { count, isExact } = data.total;
  const values = { count, shown: number(count) };
  return (
    <span className={styles["total"]} role="status">
      {isExact ? t("total", values) : t("atLeast", values)}
    </span>
  );
}

interface ListProps {
  readonly query: string;
  readonly sort: (typeof findingSorts)[number];
  readonly columns: readonly FindingColumn[];
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  readonly onAsk: (query: string) => void;
}

function List({ query, sort, columns, selected, onSelect, onAsk }: ListProps) {
  const t = useTexts(findingTexts);
  const queries = useQueryClient();
  const queryKey = ["GET /api/v1/findings", "pages", query, sort];
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request(
        "GET /api/v1/findings",
        { query: { query, sort, limit: pageRows, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const read = pages.data?.pages;
  const findings = useMemo(() => read?.flatMap((page) => page.findings) ?? [], [read]);
  // A list of many pages is not read again by itself.
  const isOld = pages.isStale && !pages.isFetching && queries.getQueryState(queryKey)?.isInvalidated === true;
  if (pages.error !== null) return <PageFailure error={pages.error} reset={() => void pages.refetch()} />;
  if (pages.data === undefined) return <Loading height={600} />;
  if (findings.length === 0) {
    return (
      <Empty title={t("noMatch")}>
        <p>{t("noMatchNext")}</p>
        <Button variant="default" onClick={() => onAsk(defaultQuery)}>
          {t("reset")}
        </Button>
      </Empty>
    );
  }
  return (
    <>
      {isOld && (
        <Button size="compact-sm" variant="default" onClick={() => void pages.refetch()}>
          {t("readAgain")}
        </Button>
      )}
      <MarkedList
        // Another question has other rows: nobody decides about what is out of sight.
        key={query}
        findings={findings}
        columns={columns}
        selected={selected}
        onSelect={onSelect}
        onEnd={() => {
          if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
        }}
      />
    </>
  );
}
