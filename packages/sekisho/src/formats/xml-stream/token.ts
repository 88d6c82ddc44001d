const quotedPart = /["'>]/g;

/** Finds the offset behind the markup that starts with the `<` at an offset; `undefined` when its end is not there. */
export function findTokenEnd(text: string, start: number): number | undefined {
  // `<!-` may be the start of a comment that is not all there.
  if (text.length - start < "<![CDATA[".length && !text.includes(">", start)) return undefined;
  if (text.startsWith("<!--", start)) return behind(text, "-->", start + 4);
  if (text.startsWith("<![CDATA[", start)) return behind(text, "]]>", start + 9);
  if (text.startsWith("<?", start)) return behind(text, "?>", start + 2);
  if (text.startsWith("<!", start)) return findDeclarationEnd(text, start);
  return findTagEnd(text, start);
}

/** Gives the name that stands at an offset, without its prefix; empty when none does. */
export function nameOfTag(text: string, start: number): string {
  namePattern.lastIndex = start;
  const name = namePattern.exec(text)?.[0] ?? "";
  return name.slice(name.indexOf(":") + 1);
}

const namePattern = /[\p{L}_:][-\p{L}\p{N}_:.]{0,300}/uy;

function behind(text: string, part: string, from: number): number | undefined {
  const at = text.indexOf(part, from);
  return at === -1 ? undefined : at + part.length;
}

function findDeclarationEnd(text: string, start: number): number | undefined {
  const bracket = text.indexOf("[", start);
  const end = text.indexOf(">", start);
  return bracket !== -1 && bracket < end ? behind(text, "]>", bracket) : behind(text, ">", start);
}

/** A `>` in the value of an attribute ends no tag. */
function findTagEnd(text: string, start: number): number | undefined {
  quotedPart.lastIndex = start;
  for (let found = quotedPart.exec(text); found !== null; found = quotedPart.exec(text)) {
    if (found[0] === ">") return quotedPart.lastIndex;
    const close = text.indexOf(found[0], quotedPart.lastIndex);
    if (close === -1) return undefined;
    quotedPart.lastIndex = close + 1;
  }
  return undefined;
}
