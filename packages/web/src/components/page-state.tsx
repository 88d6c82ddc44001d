import type { ReactNode } from "react";
import { useTexts } from "../texts/define-texts.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./page-state.module.css";
import { words } from "./words.ts";

interface LoadingProps {
  /** Height of what is to come, in pixels: nothing moves when it is there. */
  readonly height: number;
}

/** What stands where something is read. */
export function Loading({ height }: LoadingProps) {
  const t = useTexts(words);
  return (
    <div className={styles["loading"]} style={{ height }} role="status" data-loading>
      {t("loading")}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  /** The next step. */
  readonly children?: ReactNode;
  /** A command that does the next step. */
  readonly command?: string;
}

/** What stands where there is nothing yet: what would be here, and how it comes here. */
export function Empty({ title, children, command }: EmptyProps) {
  return (
    <div className={styles["state"]}>
      <h2>{title}</h2>
      {children}
      {command !== undefined && (
        <div className={styles["command"]}>
          <code>{command}</code>
          <CopyButton text={command} />
        </div>
      )}
    </div>
  );
}
