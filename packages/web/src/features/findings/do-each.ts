/** What became of each. */
export interface Done<Item, Result> {
  readonly results: readonly Result[];
  readonly failures: readonly { readonly item: Item; readonly error: Error }[];
}

/** Runs a task for each item, a few at a time. One that fails does not end the others. */
export async function doEach<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item) => Promise<Result>,
): Promise<Done<Item, Result>> {
  const results: Result[] = [];
  const failures: { item: Item; error: Error }[] = [];
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        results.push(await task(item));
      } catch (error) {
        failures.push({ item, error: error instanceof Error ? error : new Error(String(error)) });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return { results, failures };
}
