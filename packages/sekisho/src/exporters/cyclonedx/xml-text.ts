/** What XML 1.0 forbids even as a reference (production 2, Char): controls, lone surrogates, two non-characters. */
const forbidden = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;
/** Anything but harmless ASCII: most texts have nothing of it. */
const special = /[^ !#-%(-;=?-~]/;
const escaped =
  /[\t\n\r&<>"'\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes texts for XML and counts those that it could not carry as they are. */
export class XmlTexts {
  #changed = 0;

  /** How many texts hold characters that XML cannot carry. */
  get changed(): number {
    return this.#changed;
  }

  /**
   * Makes a text safe in elements and in attributes in double quotes. It is read as the same text, line ends included;
   * what XML cannot carry becomes an escape that can be seen, `\u0007`.
   */
  escape(text: string): string {
    if (!special.test(text)) return text;
    const carried = text.replace(
      forbidden,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    if (carried !== text) this.#changed++;
    return carried.replace(escaped, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`);
  }
}
