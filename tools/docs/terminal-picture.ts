import { columnsOf } from "../../packages/sekisho/src/exporters/width/columns.ts";

/** Geometry and colours of the picture; a dark terminal reads well on both themes of a code host. */
const cellWidth = 8.4;
const lineHeight = 19;
const padding = 16;
const background = "#16191d";
const foreground = "#d8dee6";
const dimmed = "#8b95a1";
const colors: Readonly<Record<number, string>> = {
  30: "#a9b2bd",
  31: "#ff8a8f",
  32: "#7fd38b",
  33: "#f2c94c",
  34: "#7cc4f4",
  35: "#d7a6f0",
  36: "#7fd6d0",
  37: "#d8dee6",
};

interface Style {
  readonly color: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
}

/** Splits a line at its colour changes, which stay in the result. */
const escapeSequence = new RegExp(`(${String.fromCharCode(27)}\\[[0-9;]*m)`);

const plain: Style = { color: undefined, isBold: false, isDim: false, isUnderlined: false };

/** Draws what a command printed to a terminal, colours included, as an SVG picture of its own. */
export function terminalPicture(command: string, output: string, columns: number): string {
  const lines = [`\u001b[1m$ ${command}\u001b[0m`, ...output.replace(/\n+$/, "").split("\n")];
  const width = Math.ceil(columns * cellWidth + 2 * padding);
  const height = lines.length * lineHeight + 2 * padding;
  let style = plain;
  const rows: string[] = [];
  for (const [row, line] of lines.entries()) {
    const drawn = drawLine(line, style);
    style = drawn.style;
    rows.push(`<text y="${padding + (row + 1) * lineHeight - 5}">${drawn.spans}</text>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(command)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK JP', 'Noto Sans Mono', monospace" font-size="14" fill="${foreground}">
${rows.join("\n")}
</g>
</svg>
`;
}

function drawLine(line: string, before: Style): { readonly spans: string; readonly style: Style } {
  let style = before;
  let spans = "";
  let column = 0;
  for (const piece of line.split(escapeSequence)) {
    if (piece.startsWith("\u001b[")) {
      style = applyCodes(style, piece.slice(2, -1));
      continue;
    }
    // Fonts differ in width and SVG folds blanks: each word is put into its column.
    for (const word of piece.split(/(\s+)/)) {
      if (word.trim() !== "") spans += drawWord(word, column, style);
      column += columnsOf(word);
    }
  }
  return { spans, style };
}

function drawWord(word: string, column: number, style: Style): string {
  const x = (padding + column * cellWidth).toFixed(1);
  return `<tspan x="${x}"${attributes(style)}>${escapeXml(word)}</tspan>`;
}

function applyCodes(before: Style, codes: string): Style {
  let style = before;
  const numbers = codes.split(";").map(Number);
  for (const [index, code] of numbers.entries()) {
    if (code === 38 && numbers[index + 1] === 2) {
      const [red = 0, green = 0, blue = 0] = numbers.slice(index + 2, index + 5);
      return { ...style, color: `rgb(${red},${green},${blue})` };
    }
    style = applyCode(style, code);
  }
  return style;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 24) return { ...style, isUnderlined: false };
  if (code === 39) return { ...style, color: undefined };
  const color = colors[code >= 90 ? code - 60 : code];
  return color === undefined ? style : { ...style, color };
}

function attributes(style: Style): string {
  const color = style.color ?? (style.isDim ? dimmed : undefined);
  return [
    color === undefined ? "" : ` fill="${color}"`,
    style.isBold ? ' font-weight="bold"' : "",
    style.isUnderlined ? ' text-decoration="underline"' : "",
  ].join("");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
