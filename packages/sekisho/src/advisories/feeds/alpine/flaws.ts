/** `CVE-2017-17434-1` numbers parts of one flaw; `CVE_2019-2426` is a slip of the keyboard. */
const cveLike = /^CVE[-_](\d{4})-(\d{4,19})(?:-\d+)?$/i;
const namedFlaw = /^[A-Z][A-Za-z]*(?:-[A-Za-z0-9]+)+$/;

/**
 * Gives the flaws that an entry names: every CVE number, or, when it has none, the first name of another kind
 * (`XSA-207`, `GHSA-…`, `ZBX-11023`). A bulletin beside a number, `CVE-2017-10913 XSA-218`, may speak of several flaws
 * and is no other name of this one.
 */
export function readSecdbFlaws(entry: string): readonly string[] {
  const words = entry
    .trim()
    .split(/[\s,;()]+/)
    .filter((word) => word !== "");
  const numbers = words.flatMap((word) => {
    const parts = cveLike.exec(word);
    return parts === null ? [] : [`CVE-${parts[1]}-${parts[2]}`];
  });
  if (numbers.length > 0) return [...new Set(numbers)];
  const other = words.find((word) => namedFlaw.test(word));
  return other === undefined ? [] : [other];
}
