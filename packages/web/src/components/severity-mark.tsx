import { useTexts } from "../texts/define-texts.ts";
import styles from "./severity-mark.module.css";
import { words } from "./words.ts";

/** All severities, the worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;
/** How bad a finding is. */
export type Severity = (typeof severities)[number];

/** The shape of each severity: it is told without colour, too. */
const severityMarks: Readonly<Record<Severity, string>> = {
  critical: "◆",
  high: "▲",
  medium: "●",
  low: "▽",
  info: "○",
};

interface SeverityMarkProps {
  readonly severity: Severity;
  /** Shows the mark alone; the word is there for screen readers. */
  readonly isShort?: boolean;
}

/** A severity: its mark, its colour and its word. */
export function SeverityMark({ severity, isShort = false }: SeverityMarkProps) {
  const t = useTexts(words);
  return (
    <span className={styles["mark"]} data-severity={severity} title={isShort ? t(severity) : undefined}>
      <span aria-hidden="true">{severityMarks[severity]}</span>
      <span className={isShort ? styles["hidden"] : undefined}>{t(severity)}</span>
    </span>
  );
}
