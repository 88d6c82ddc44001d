import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { AnswerOf } from "../../api/request.ts";
import { SeverityMark } from "../../components/severity-mark.tsx";
import { words } from "../../components/words.ts";
import { useText, useTexts } from "../../texts/define-texts.ts";
import { useFormats } from "../../texts/format.ts";
import styles from "./page.module.css";
import { findingTexts } from "./texts.ts";

/** A finding as the list has it. */
export type ListedFinding = AnswerOf<"GET /api/v1/findings">["findings"][number];

const rowHeight = 36;
const rowsBeyond = 12;

interface FindingTableProps {
  readonly findings: readonly ListedFinding[];
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  /** The last rows are in sight. */
  readonly onEnd: () => void;
}

/** Findings, a row each; only rows in sight are in the page. */
export function FindingTable({ findings, selected, onSelect, onEnd }: FindingTableProps) {
  const t = useTexts(findingTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyond,
  });
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
    if (event.key === "j" || event.key === "ArrowDown") move(active + 1);
    else if (event.key === "k" || event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Enter" && finding !== undefined) onSelect(finding.id);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={styles["table"]}
      role="grid"
      aria-label={t("title")}
      aria-rowcount={findings.length + 1}
      aria-activedescendant={`finding-${findings[active]?.id}`}
      tabIndex={0}
      title={t("keys")}
      onKeyDown={onKeyDown}
    >
      <div className={styles["table-head"]} role="row" aria-rowindex={1}>
        <span role="columnheader">{t("severity")}</span>
        <span role="columnheader">{t("finding")}</span>
        <span role="columnheader">{t("asset")}</span>
        <span role="columnheader">{t("state")}</span>
        <span role="columnheader">{t("since")}</span>
      </div>
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

interface RowProps {
  readonly finding: ListedFinding;
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function Row({ finding, index, start, isActive, isSelected, onSelect }: RowProps) {
  const word = useTexts(words);
  const { day } = useFormats();
  const text = useText();
  const { id, severity, subject, asset, status, firstSeenAt, knownExploitedSince } = finding;
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
      style={{ transform: `translateY(${start}px)` }}
      onClick={onSelect}
    >
      <span role="gridcell">
        <SeverityMark severity={severity} />
      </span>
      <span role="gridcell" className={styles["cut"]} title={`${title}\n${subject}`}>
        {knownExploitedSince !== null && <strong className={styles["exploited"]}>KEV</strong>}
        {title} <span className={styles["quiet"]}>{subject}</span>
      </span>
      <span role="gridcell" className={styles["cut"]} title={asset.name}>
        {asset.name}
      </span>
      <span role="gridcell">{word(status)}</span>
      <span role="gridcell">{day(firstSeenAt)}</span>
    </div>
  );
}
