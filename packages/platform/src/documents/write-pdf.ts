import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type PdfKit from "pdfkit";
import { type DocumentCell, type DocumentTable, type ReadableDocument, visibleText } from "./document.ts";

type Pdf = InstanceType<typeof PdfKit>;

const { resolve } = createRequire(import.meta.url);
const fontFolder = "@expo-google-fonts/biz-udpgothic";
const margin = 48;
const bodySize = 9;
const footerSize = 8;
const headingSizes = { 1: 14, 2: 11 } as const;
const cellPadding = 3;
const lineGap = 2;
/** A cell is never higher than a page: its text is cut. */
const maxCellCharacters = 600;
/** A line is laid out sign by sign, and what does not fit is tried again shorter: long ones would take minutes. */
const maxParagraphCharacters = 2000;
const maxHeadingCharacters = 200;
const maxFooterCharacters = 60;
const maxCellHeight = 240;
/** Rows that are laid out before others get a turn: a document is some seconds of work. */
const rowsAtOnce = 20;
const lineColour = "#bbbbbb";
const headColour = "#eeeeee";
const textColour = "#1a1a1a";

/**
 * Writes a document as PDF, page by page: with page numbers, a bookmark for each section, and a Japanese font of which
 * only the glyphs that are used are embedded.
 */
export async function writePdf(document: ReadableDocument): Promise<Readable> {
  const { default: PdfDocument } = await import("pdfkit");
  const pdf = new PdfDocument({
    size: "A4",
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    pdfVersion: "1.7",
    lang: document.language,
    displayTitle: true,
    autoFirstPage: false,
    info: { Title: shorten(document.title, maxHeadingCharacters), Creator: "Sekisho", Producer: "Sekisho" },
  });
  pdf.registerFont("regular", resolve(`${fontFolder}/400Regular/BIZUDPGothic_400Regular.ttf`));
  pdf.registerFont("bold", resolve(`${fontFolder}/700Bold/BIZUDPGothic_700Bold.ttf`));
  let page = 0;
  pdf.on("pageAdded", () => {
    page++;
    writeFooter(pdf, shorten(document.title, maxFooterCharacters), page);
  });
  // What goes wrong later ends the stream with the error: whoever reads it sees that the document is broken off.
  writePages(pdf, document).then(
    () => pdf.end(),
    (error: unknown) => pdf.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return pdf;
}

async function writePages(pdf: Pdf, { title, facts, sections }: ReadableDocument): Promise<void> {
  pdf.addPage();
  pdf.font("bold").fontSize(18).fillColor(textColour).text(shorten(title, maxHeadingCharacters));
  pdf.moveDown(0.5).font("regular").fontSize(bodySize);
  for (const fact of facts) pdf.text(shorten(fact, maxHeadingCharacters), { lineGap });
  let chapter = pdf.outline;
  for (const { heading, level, paragraphs, table } of sections) {
    const size = headingSizes[level];
    if (pdf.y + size * 5 > bottomOf(pdf)) pdf.addPage();
    pdf
      .moveDown(1)
      .font("bold")
      .fontSize(size)
      .fillColor(textColour)
      .text(shorten(heading, maxHeadingCharacters), margin);
    const bookmark = (level === 1 ? pdf.outline : chapter).addItem(shorten(heading, maxHeadingCharacters));
    if (level === 1) chapter = bookmark;
    pdf.moveDown(0.3).font("regular").fontSize(bodySize);
    for (const paragraph of paragraphs)
      pdf.text(shorten(paragraph, maxParagraphCharacters), margin, pdf.y, { lineGap }).moveDown(0.3);
    if (table !== undefined) await writeTable(pdf, table);
    await setImmediate();
  }
}

/** Stands in the bottom margin and moves nothing. */
function writeFooter(pdf: Pdf, title: string, page: number): void {
  const { x, y } = pdf;
  const { bottom } = pdf.page.margins;
  pdf.page.margins.bottom = 0;
  pdf.font("regular").fontSize(footerSize).fillColor("#555555");
  const place = pdf.page.height - margin / 2 - footerSize;
  const width = pdf.page.width - 2 * margin;
  pdf.text(title, margin, place, { width: width - 60, lineBreak: false });
  pdf.text(String(page), margin, place, { width, align: "right", lineBreak: false });
  pdf.page.margins.bottom = bottom;
  pdf.fillColor(textColour);
  pdf.x = x;
  pdf.y = y;
}

interface LaidOutColumn {
  readonly title: string;
  readonly x: number;
  readonly width: number;
}

async function writeTable(pdf: Pdf, { columns, rows }: DocumentTable): Promise<void> {
  const laidOut = layOut(pdf, columns);
  const head = columns.map(({ title }) => title);
  writeRow(pdf, { columns: laidOut, cells: head, isHead: true });
  for (const [index, cells] of rows.entries()) {
    if (pdf.y + heightOf(pdf, laidOut, cells) > bottomOf(pdf)) {
      pdf.addPage();
      writeRow(pdf, { columns: laidOut, cells: head, isHead: true });
    }
    writeRow(pdf, { columns: laidOut, cells, isHead: false });
    if (index % rowsAtOnce === rowsAtOnce - 1) await setImmediate();
  }
  pdf.x = margin;
}

function layOut(pdf: Pdf, columns: DocumentTable["columns"]): readonly LaidOutColumn[] {
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const room = pdf.page.width - 2 * margin;
  let x = margin;
  return columns.map(({ title, width }) => {
    const column = { title, x, width: (room * width) / shares };
    x += column.width;
    return column;
  });
}

interface Row {
  readonly columns: readonly LaidOutColumn[];
  readonly cells: readonly DocumentCell[];
  readonly isHead: boolean;
}

function writeRow(pdf: Pdf, { columns, cells, isHead }: Row): void {
  pdf.font(isHead ? "bold" : "regular").fontSize(bodySize);
  const height = heightOf(pdf, columns, cells);
  const top = pdf.y;
  for (const [index, { x, width }] of columns.entries()) {
    const cell = cells[index] ?? "";
    pdf.lineWidth(0.5).rect(x, top, width, height);
    if (isHead) pdf.fillAndStroke(headColour, lineColour);
    else pdf.stroke(lineColour);
    const align = typeof cell === "number" ? "right" : "left";
    const room = { width: width - 2 * cellPadding, height: height - cellPadding, ellipsis: true };
    pdf.fillColor(textColour).text(textOf(cell), x + cellPadding, top + cellPadding, { ...room, align, lineGap });
  }
  pdf.y = top + height;
}

function heightOf(pdf: Pdf, columns: readonly LaidOutColumn[], cells: readonly DocumentCell[]): number {
  const heights = columns.map(({ width }, index) =>
    pdf.heightOfString(textOf(cells[index] ?? ""), { width: width - 2 * cellPadding, lineGap }),
  );
  return Math.min(maxCellHeight, Math.max(bodySize * 1.2, ...heights)) + 2 * cellPadding;
}

function textOf(cell: DocumentCell): string {
  return typeof cell === "number" ? String(cell) : shorten(cell, maxCellCharacters);
}

function shorten(text: string, maxCharacters: number): string {
  const visible = visibleText(text.slice(0, maxCharacters + 1));
  return visible.length > maxCharacters ? `${visible.slice(0, maxCharacters)}…` : visible;
}

function bottomOf(pdf: Pdf): number {
  return pdf.page.height - margin;
}
