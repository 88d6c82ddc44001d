import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { FindingCell } from "./finding-cell.tsx";
import { type FindingColumn, gridOf } from "./finding-columns.ts";
import type { ListedFinding } from "./listed-finding.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

const rowHeight = 36;
const rowsBeyond = 12;

/** Findings that are marked. */
export interface Marks {
  readonly marked: ReadonlySet<string>;
  readonly onMark: (findings: readonly string[], isMarked: boolean) => void;
  /** Decide about these now. */
  readonly onDecide: (findings: readonly string[]) => void;
}

interface FindingTableProps {
  readonly findings: readonly ListedFinding[];
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  /** Shown beside how bad a finding is and what it is. */
  readonly columns: readonly FindingColumn[];
  /** What is marked for a decision; left out for those who decide nothing. */
  readonly marks: Marks | undefined;
  /** The last rows are in sight. */
  readonly onEnd: () => void;
}

/** Findings, a row each; only rows in sight are in the page. */
export function FindingTable({ findings, selected, onSelect, columns, marks, onEnd }: FindingTableProps) {
  const t = useTexts(findingTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyond,
  });
  const grid = gridOf(columns, marks !== undefined);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isAtEnd = last >= findings.length - 1 - rowsBeyond;
  useEffect(() => {
    if (isAtEnd) onEnd();
  });
  const move = (to: number) => {
    const place = Math.min(Math.max(to, 0), findings.length - 1);
    setActive(place);
    rows.scrollToIndex(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const finding = findings[active];
    if (event.target !== scroller.current) return;
    if (event.key === "j" || event.key === "ArrowDown") move(active + 1);
    else if (event.key === "k" || event.key === "ArrowUp") move(active - 1);
    else if (finding === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Enter") onSelect(finding.id);
    else if (!answerMark(event.key, finding.id, marks)) return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={styles["table"]}
      data-marks={marks !== undefined}
      role="grid"
      aria-label={t("title")}
      aria-rowcount={findings.length + 1}
      aria-activedescendant={`finding-${findings[active]?.id}`}
      tabIndex={0}
      title={t("keys")}
      onKeyDown={onKeyDown}
    >
      <Head findings={findings} columns={columns} marks={marks} grid={grid} />
      <div role="rowgroup" className={styles["rows"]} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const finding = findings[index];
          return finding === undefined ? null : (
            <Row
              key={finding.id}
              finding={finding}
              index={index}
              start={start}
              isActive={index === active}
              isSelected={finding.id === selected}
              columns={columns}
              marks={marks}
              grid={grid}
              onSelect={() => {
                setActive(index);
                onSelect(finding.id);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface HeadProps {
  readonly findings: readonly ListedFinding[];
  readonly columns: readonly FindingColumn[];
  readonly marks: Marks | undefined;
  readonly grid: CSSProperties;
}

function Head({ findings, columns, marks, grid }: HeadProps) {
  const t = useTexts(findingTexts);
  return (
    <div className={styles["table-head"]} role="row" aria-rowindex={1} style={grid}>
      {marks !== undefined && (
        <span role="columnheader">
          <input
            type="checkbox"
            aria-label={t("markAll")}
            checked={findings.every(({ id }) => marks.marked.has(id))}
            onChange={(event) =>
              marks.onMark(
                findings.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
        </span>
      )}
      <span role="columnheader">{t("severity")}</span>
      <span role="columnheader">{t("finding")}</span>
      {columns.map((column) => (
        <span key={column} role="columnheader" className={styles["cut"]}>
          {t(`column-${column}`)}
        </span>
      ))}
    </div>
  );
}

/** `x` marks a finding or unmarks it, `e` decides about what is marked, or about this one; tells whether it was either. */
function answerMark(key: string, finding: string, marks: Marks | undefined): boolean {
  if (marks === undefined || (key !== "x" && key !== "e")) return false;
  if (key === "x") marks.onMark([finding], !marks.marked.has(finding));
  else marks.onDecide(marks.marked.size === 0 ? [finding] : [...marks.marked]);
  return true;
}

interface RowProps {
  readonly finding: ListedFinding;
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly columns: readonly FindingColumn[];
  readonly grid: CSSProperties;
  readonly marks: Marks | undefined;
  readonly onSelect: () => void;
}

function Row({ finding, index, start, isActive, isSelected, columns, grid, marks, onSelect }: RowProps) {
  const t = useTexts(findingTexts);
  const text = useText();
  const { id, severity, subject, knownExploitedSince } = finding;
  const title = finding.ruleTitle === null ? finding.title : text(finding.ruleTitle);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all rows
    <div
      id={`finding-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive}
      className={styles["row"]}
      style={{ ...grid, transform: `translateY(${start}px)` }}
      onClick={onSelect}
    >
      {marks !== undefined && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all rows
        // biome-ignore lint/a11y/useFocusableInteractive: the box in it takes the focus
        <span role="gridcell" onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t("mark", { finding: title })}
            checked={marks.marked.has(id)}
            onChange={(event) => marks.onMark([id], event.currentTarget.checked)}
          />
        </span>
      )}
      <span role="gridcell">
        <SeverityMark severity={severity} />
      </span>
      <span role="gridcell" className={styles["cut"]} title={`${title}\n${subject}`}>
        {knownExploitedSince !== null && <strong className={styles["exploited"]}>KEV</strong>}
        {title} <span className={styles["quiet"]}>{subject}</span>
      </span>
      {columns.map((column) => (
        <FindingCell key={column} finding={finding} column={column} />
      ))}
    </div>
  );
}
