import { type DocumentCell, type DocumentTable, type ReadableDocument, visibleText } from "./document.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Fits both languages and paper; nothing is loaded from anywhere. */
const style = `
body { font-family: "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", "Segoe UI", sans-serif; line-height: 1.6;
  max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-bottom: 1px solid #bbb; } h3 { font-size: 1.05rem; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; } th { background: #eee; } td.number { text-align: right; }
tr { break-inside: avoid; }`;

/** Writes a document as one page of HTML that needs nothing else and runs nothing. */
export function writeHtml({ language, title, facts, sections }: ReadableDocument): string {
  const head = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${facts.map((fact) => `<p>${escape(fact)}</p>`).join("\n")}`;
  const parts = sections.map(({ heading, level, paragraphs, table }) => {
    const tag = `h${level + 1}`;
    const lines = paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`);
    return [`<${tag}>${escape(heading)}</${tag}>`, ...lines, ...(table === undefined ? [] : [writeTable(table)])].join(
      "\n",
    );
  });
  return `${[head, ...parts].join("\n")}\n</body>\n</html>\n`;
}

function writeTable({ columns, rows }: DocumentTable): string {
  const head = columns.map(({ title }) => `<th scope="col">${escape(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(writeCell).join("")}</tr>`).join("\n");
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function writeCell(cell: DocumentCell): string {
  return typeof cell === "number" ? `<td class="number">${cell}</td>` : `<td>${escape(cell)}</td>`;
}

function escape(text: string): string {
  return visibleText(text).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
