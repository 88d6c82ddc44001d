/** What one template of a chart gave out. */
export interface RenderedTemplate {
  /** Names the template as helm does: `web/charts/db/templates/service.yaml`. */
  readonly source: string;
  /** Its documents in the order of the rendering, each behind `---`. */
  readonly text: string;
}

const mark = "# Source: ";

/**
 * Splits what `helm template` prints by the templates that it comes from, in the order of their first documents. Helm begins
 * every document with `---` and a comment that names its template; what a template itself writes stands behind it.
 */
export function splitRendered(text: string): readonly RenderedTemplate[] {
  const pieces = new Map<string, string[]>();
  let start = 0;
  let source: string | undefined;
  const end = (at: number): void => {
    if (source === undefined) return;
    const known = pieces.get(source);
    const piece = text.slice(start, at);
    if (known === undefined) pieces.set(source, [piece]);
    else known.push(piece);
  };
  for (let line = 0; line < text.length; line = nextLine(text, line)) {
    if (!text.startsWith("---", line)) continue;
    const behind = nextLine(text, line);
    if (!text.startsWith(mark, behind)) continue;
    end(line);
    start = line;
    source = text.slice(behind + mark.length, nextLine(text, behind)).trim();
  }
  end(text.length);
  return [...pieces].map(([name, texts]) => ({ source: name, text: texts.join("") }));
}

function nextLine(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found === -1 ? text.length : found + 1;
}
