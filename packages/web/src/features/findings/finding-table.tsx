import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { usePrinted } from "../../components/use-printed.ts";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { FindingCell } from "./finding-cell.tsx";
import { type FindingColumn, gridOf } from "./finding-columns.ts";
import type { ListedFinding } from "./listed-finding.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

const rowHeight = 36;
/** Two lines; the style sheet says the same. */
const narrowRowHeight = 56;
const narrowWindow = "(max-width: 720px)";
const rowsBeyond = 12;
/** On paper there is no sight: so many rows of those that were read are printed. */
const rowsPrinted = 1_000;
/** Rows that leave one edge come back at the other: their elements are filled anew, not made anew. */
const slotsAtOnce = 64;

/** Findings that are marked. */
export interface Marks {
  readonly marked: ReadonlySet<string>;
  /** Stays the same function: rows that did not change are not drawn again. */
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
  const isNarrow = useMediaQuery(narrowWindow, undefined, { getInitialValueInEffect: false });
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? narrowRowHeight : rowHeight),
    overscan: usePrinted() ? rowsPrinted : rowsBeyond,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when the window became narrow
  useEffect(() => rows.measure(), [isNarrow]);
  const hasMarks = marks !== undefined;
  const grid = useMemo(() => gridOf(columns, hasMarks), [columns, hasMarks]);
  const items = rows.getVirtualItems();
  const slots = Math.ceil(items.length / slotsAtOnce) * slotsAtOnce;
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
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event.target);
    const finding = index === undefined ? undefined : findings[index];
    if (index === undefined || finding === undefined) return;
    setActive(index);
    onSelect(finding.id);
  };
  return (
    <div
      ref={scroller}
      className={styles["table"]}
      data-marks={hasMarks}
      role="grid"
      aria-label={t("title")}
      aria-rowcount={findings.length + 1}
      aria-activedescendant={`finding-${findings[active]?.id}`}
      tabIndex={0}
      title={t("keys")}
      onKeyDown={onKeyDown}
    >
      <Head findings={findings} columns={columns} marks={marks} grid={grid} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all rows */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the row that is meant */}
      <div role="rowgroup" className={styles["rows"]} style={{ height: rows.getTotalSize() }} onClick={onClick}>
        {items.map(({ index, start }) => {
          const finding = findings[index];
          return finding === undefined ? null : (
            <Row
              key={index % slots}
              finding={finding}
              index={index}
              start={start}
              isActive={index === active}
              isSelected={finding.id === selected}
              columns={columns}
              grid={grid}
              isMarked={marks?.marked.has(finding.id)}
              onMark={marks?.onMark}
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
  /** Left out, as what follows, for those who decide nothing. */
  readonly isMarked: boolean | undefined;
  readonly onMark: Marks["onMark"] | undefined;
}

const Row = memo(function Row(props: RowProps) {
  const { finding, index, start, isActive, isSelected, columns, grid, isMarked, onMark } = props;
  const t = useTexts(findingTexts);
  const text = useText();
  const { id, severity, subject, knownExploitedSince } = finding;
  const title = finding.ruleTitle === null ? finding.title : text(finding.ruleTitle);
  return (
    <div
      id={`finding-${id}`}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      aria-selected={isSelected}
      data-active={isActive}
      className={styles["row"]}
      style={{ ...grid, transform: `translateY(${start}px)` }}
    >
      {onMark !== undefined && (
        <span role="gridcell" data-mark>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t("mark", { finding: title })}
            checked={isMarked === true}
            onChange={(event) => onMark([id], event.currentTarget.checked)}
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
});

/** Gives which row a click meant; nothing for the box that marks it. */
function indexOf(target: EventTarget): number | undefined {
  if (!(target instanceof Element) || target.closest("[data-mark]") !== null) return undefined;
  const index = target.closest<HTMLElement>("[data-index]")?.dataset["index"];
  return index === undefined ? undefined : Number(index);
}
