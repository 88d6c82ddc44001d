/** Gives a title without the name of the flaw that stands beside it already. */
export function withoutName(title: string, flaw: string): string {
  const name = `${flaw}: `;
  return title.startsWith(name) ? title.slice(name.length) : title;
}
