import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./detail-page.module.css";

type ListPath =
  | "/components"
  | "/advisories"
  | "/reports"
  | "/assets"
  | "/dashboards"
  | "/settings"
  | "/incidents"
  | "/network";

interface DetailPageProps {
  readonly title: string;
  /** The list that it belongs to. */
  readonly list?: { readonly to: ListPath; readonly title: string };
  /** What is known of it at a glance, each an element of its own. */
  readonly facts?: ReactNode;
  readonly children: ReactNode;
}

/** The page of one thing: what it is, and panels with what is known of it. */
export function DetailPage({ title, list, facts, children }: DetailPageProps) {
  return (
    <article className={styles["page"]}>
      <header>
        {list !== undefined && (
          <p className={styles["path"]}>
            <Link to={list.to}>{list.title}</Link>
          </p>
        )}
        <h1>{title}</h1>
        {facts !== undefined && <p className={styles["facts"]}>{facts}</p>}
      </header>
      {children}
    </article>
  );
}

interface PanelProps {
  readonly title: string;
  /** What stands at the end of the title's line: a link, a switch. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a title. */
export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section className={styles["panel"]}>
      <div className={styles["head"]}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

interface QuietProps {
  readonly children: ReactNode;
}

/** A remark beside what matters. */
export function Quiet({ children }: QuietProps) {
  return <span className={styles["quiet"]}>{children}</span>;
}
