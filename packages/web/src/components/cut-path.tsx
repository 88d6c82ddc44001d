import styles from "./cut-path.module.css";

/** What follows the last slash is never cut, unless it is longer than this. */
const longestTail = 28;

interface CutPathProps {
  readonly path: string;
}

/** A path, or the name of an image, that is cut in the middle where there is no room: its end tells it from others. */
export function CutPath({ path }: CutPathProps) {
  const { head, tail } = splitPath(path);
  return (
    <>
      <span className={styles["head"]}>{head}</span>
      <span className={styles["tail"]}>{tail}</span>
    </>
  );
}

/** Splits a path before its last slash; one that ends in a long name is all head. */
export function splitPath(path: string): { readonly head: string; readonly tail: string } {
  const slash = path.lastIndexOf("/");
  if (slash <= 0 || path.length - slash > longestTail) return { head: path, tail: "" };
  return { head: path.slice(0, slash), tail: path.slice(slash) };
}
