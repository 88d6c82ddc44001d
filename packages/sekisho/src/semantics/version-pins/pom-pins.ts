import { type PinEditor, raisePins, unedited, type WrittenPin } from "./wanted-version.ts";

const maxBlockCharacters = 20_000;

/**
 * Raises a dependency in a pom.xml: the version that stands in its `dependency` element, or the property of the same file
 * that holds it. Source: Maven, POM Reference.
 */
export const editPom: PinEditor = (text, wanted) => {
  const plain = withoutComments(text);
  const [group = "", artifact = ""] = wanted.name.split(":");
  const pins: WrittenPin[] = [];
  for (const block of blocksOf(plain)) {
    const named =
      elementIn(plain, block, "groupId")?.text === group && elementIn(plain, block, "artifactId")?.text === artifact;
    const version = named ? elementIn(plain, block, "version") : undefined;
    if (version === undefined) continue;
    const property = /^\$\{([\w.-]{1,200})\}$/.exec(version.text)?.[1];
    if (property === undefined && version.text.includes("${")) return unedited("variable");
    if (property === undefined && !/^\w/.test(version.text)) return unedited("no-single-version");
    const pin = property === undefined ? version : findProperty(plain, property);
    if (pin === undefined || pin.text.includes("${")) return unedited("variable");
    if (!pins.some(({ start }) => start === pin.start)) pins.push(pin);
  }
  return raisePins(pins, wanted);
};

interface Block {
  readonly start: number;
  readonly end: number;
}

function* blocksOf(text: string): Generator<Block> {
  const open = "<dependency>";
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, start + open.length)) {
    const end = text.indexOf("</dependency>", start);
    if (end === -1) return;
    if (end - start <= maxBlockCharacters) yield { start: start + open.length, end };
  }
}

/** Finds an element of a block by its name; exclusions inside have elements of the same names. */
function elementIn(text: string, { start, end }: Block, name: string): WrittenPin | undefined {
  const exclusions = text.indexOf("<exclusions>", start);
  const closing = exclusions === -1 || exclusions > end ? -1 : text.indexOf("</exclusions>", exclusions);
  for (let at = start; ; ) {
    const found = text.indexOf(`<${name}>`, at);
    if (found === -1 || found >= end) return undefined;
    const isExcluded = closing !== -1 && found > exclusions && found < closing;
    if (!isExcluded) return valueAt(text, found + name.length + 2, `</${name}>`);
    at = closing;
  }
}

function findProperty(text: string, name: string): WrittenPin | undefined {
  const properties = text.indexOf("<properties>");
  const end = text.indexOf("</properties>", properties);
  const found = properties === -1 || end === -1 ? -1 : text.indexOf(`<${name}>`, properties);
  return found === -1 || found > end ? undefined : valueAt(text, found + name.length + 2, `</${name}>`);
}

function valueAt(text: string, start: number, close: string): WrittenPin | undefined {
  const end = text.indexOf(close, start);
  if (end === -1) return undefined;
  const raw = text.slice(start, end);
  const trimmed = raw.trim();
  const from = start + raw.indexOf(trimmed);
  return { text: trimmed, start: from, end: from + trimmed.length };
}

/** Puts blanks in the place of comments, so that offsets stay. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf("<!--"); start !== -1; start = text.indexOf("<!--", at)) {
    const close = text.indexOf("-->", start + 4);
    const end = close === -1 ? text.length : close + 3;
    parts.push(text.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  return parts.join("") + text.slice(at);
}
