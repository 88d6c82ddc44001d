import type { ImportContext } from "../define.ts";

/** Tells of elements of the header that lack the name by which what they hold is known: they may be something else. */
export function tellNameless<Element extends object>(
  context: ImportContext,
  list: readonly Element[] | null | undefined,
  { pointer, field }: { readonly pointer: string; readonly field: keyof Element & string },
): void {
  for (const [index, element] of (list ?? []).entries()) {
    const name = element[field];
    if (name !== undefined && name !== null) continue;
    context.tell({
      code: "missing",
      level: "warning",
      message: { en: `Expected ${field}, got nothing.`, ja: `${field} がありません。` },
      pointer: `${pointer}/${index}/${field}`,
    });
  }
}
