import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./row-table.module.css";
import { words } from "./words.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** What the title means, where that needs more words. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

/** More of them take more room, on a phone too. */
const manyColumns = 6;

interface RowTableProps<Row> {
  /** What the rows are. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Reads the next page; left out on the last one. */
  readonly onMore?: (() => void) | undefined;
}

/**
 * A plain table, and a button for the next page. In a narrow window each row is a card; the roles say that it is a table
 * all the same, which browsers forget of what is not laid out as one.
 */
export function RowTable<Row>({ label, columns, rows, keyOf, onMore }: RowTableProps<Row>) {
  const t = useTexts(words);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard, too
    <div className={styles["frame"]} role="group" aria-label={label} tabIndex={0}>
      <table className={styles["table"]} role="table" data-wide={columns.length > manyColumns} aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, hint, isNumber }) => (
              <th key={title} role="columnheader" data-number={isNumber}>
                {hint === undefined ? title : <abbr title={hint}>{title}</abbr>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map(({ title, cell, isNumber }) => (
                <td key={title} role="cell" data-number={isNumber} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {onMore !== undefined && (
        <Button variant="default" size="xs" onClick={onMore}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}
