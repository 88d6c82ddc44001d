import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./row-table.module.css";
import { words } from "./words.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
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

/** A plain table, and a button for the next page. */
export function RowTable<Row>({ label, columns, rows, keyOf, onMore }: RowTableProps<Row>) {
  const t = useTexts(words);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard, too
    <div className={styles["frame"]} role="group" aria-label={label} tabIndex={0}>
      <table className={styles["table"]} data-wide={columns.length > manyColumns} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} data-number={isNumber}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, isNumber }) => (
                <td key={title} data-number={isNumber}>
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
