import { showControls } from "./visible.ts";

/** Quotes a text for a graph of Graphviz. Source: The DOT language, double-quoted strings. */
export function quoteDot(text: string): string {
  return `"${showControls(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Quotes a text for a flowchart of Mermaid. Source: Mermaid documentation, entity codes. */
export function quoteMermaid(text: string): string {
  return `"${showControls(text).replace(/[#"<>&`]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
