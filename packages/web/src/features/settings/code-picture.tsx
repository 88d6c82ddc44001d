import qrcode from "qrcode-generator";
import { useMemo } from "react";
import styles from "./page.module.css";

/** A code needs so many light places around it. Source: ISO/IEC 18004, quiet zone of four modules. */
const quietZone = 4;

interface CodePictureProps {
  /** What the picture says to those who do not see it. */
  readonly label: string;
  readonly text: string;
}

/** A text as a QR code, that a phone reads from the screen. */
export function CodePicture({ label, text }: CodePictureProps) {
  const { size, path } = useMemo(() => drawCode(text), [text]);
  return (
    <svg className={styles["code-picture"]} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}

/** Gives the dark places of a code as one path, a square each. */
function drawCode(text: string): { readonly size: number; readonly path: string } {
  // Zero takes the smallest version that holds the text; M repairs up to 15 % of it.
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      if (code.isDark(row, column)) squares.push(`M${column + quietZone},${row + quietZone}h1v1h-1z`);
    }
  }
  return { size: modules + 2 * quietZone, path: squares.join("") };
}
