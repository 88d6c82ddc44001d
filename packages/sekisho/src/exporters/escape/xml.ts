import { showControls } from "./visible.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * Makes a text safe in elements and quoted attributes of XML 1.0.
 *
 * Line feeds stay; in attributes they are written as references, or a parser would turn them into blanks. Characters
 * that XML 1.0 forbids even as references (production 2, Char) become visible escapes.
 */
export function escapeXml(text: string): string {
  return text.split("\n").map(escapeXmlLine).join("\n");
}

/** Makes a text safe in a quoted attribute. */
export function escapeXmlAttribute(text: string): string {
  return text.split("\n").map(escapeXmlLine).join("&#10;");
}

function escapeXmlLine(line: string): string {
  return showControls(line).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
