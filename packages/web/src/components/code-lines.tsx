import styles from "./code-lines.module.css";

/** One line of code. */
export interface CodeLine {
  /** Left out where the line has none. */
  readonly number?: number | undefined;
  readonly text: string;
  readonly change?: "added" | "removed" | "marked" | undefined;
  /** What of the line is meant, in characters from 0; the end is the first one behind it. */
  readonly meant?: { readonly start: number; readonly end: number } | undefined;
}

const signs = { added: "+", removed: "−", marked: " " } as const;

interface CodeLinesProps {
  /** What the lines are of. */
  readonly label: string;
  readonly lines: readonly CodeLine[];
}

/** Lines of code with their numbers; what was added, removed or is meant has a sign and a colour. */
export function CodeLines({ label, lines }: CodeLinesProps) {
  return (
    <pre className={styles["code"]} aria-label={label} tabIndex={0}>
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
        <code key={place} data-change={line.change}>
          <span className={styles["number"]}>{line.number ?? ""}</span>
          <span className={styles["sign"]}>{line.change === undefined ? " " : signs[line.change]}</span>
          <LineText line={line} />
          {"\n"}
        </code>
      ))}
    </pre>
  );
}

interface LineTextProps {
  readonly line: CodeLine;
}

function LineText({ line: { text, meant } }: LineTextProps) {
  if (meant === undefined || meant.end <= meant.start) return text;
  return (
    <>
      {text.slice(0, meant.start)}
      <mark>{text.slice(meant.start, meant.end)}</mark>
      {text.slice(meant.end)}
    </>
  );
}
