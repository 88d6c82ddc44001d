import { Button, TextInput } from "@mantine/core";
import { SearchIcon } from "@primer/octicons-react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./list-page.module.css";
import { Empty } from "./page-state.tsx";
import { PagedTable } from "./paged-table.tsx";
import type { Column } from "./row-table.tsx";
import { words } from "./words.ts";

interface Pages<Page> {
  readonly pages: readonly Page[];
}

interface ListPageProps<Page, Row> {
  readonly title: string;
  /** What the search box takes. */
  readonly searchLabel: string;
  readonly name: string | undefined;
  /** `undefined` shows everything. */
  readonly onName: (name: string | undefined) => void;
  readonly query: UseInfiniteQueryResult<Pages<Page>>;
  readonly rowsOf: (page: Page) => readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What stands there when nothing is found: how something comes here. */
  readonly empty: string;
  readonly children?: ReactNode;
}

/** A list that is searched by name and read page by page. */
export function ListPage<Page, Row>(props: ListPageProps<Page, Row>) {
  const { title, searchLabel, name, onName, children } = props;
  const t = useTexts(words);
  const [typed, setTyped] = useState(name ?? "");
  return (
    <div className={styles["page"]}>
      <h1>{title}</h1>
      <form
        className={styles["line"]}
        onSubmit={(event) => {
          event.preventDefault();
          onName(typed.trim() === "" ? undefined : typed.trim());
        }}
      >
        <TextInput
          className={styles["search"] ?? ""}
          aria-label={searchLabel}
          placeholder={searchLabel}
          leftSection={<SearchIcon size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t("search")}
        </Button>
        {children}
      </form>
      <Rows {...props} />
    </div>
  );
}

function Rows<Page, Row>({ title, query, rowsOf, columns, keyOf, empty }: ListPageProps<Page, Row>) {
  const t = useTexts(words);
  return (
    <PagedTable
      label={title}
      query={query}
      rowsOf={rowsOf}
      columns={columns}
      keyOf={keyOf}
      empty={
        <Empty title={t("nothing")}>
          <p>{empty}</p>
        </Empty>
      }
    />
  );
}
