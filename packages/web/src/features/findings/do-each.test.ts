import { expect, test } from "vitest";
import { doEach } from "./do-each.ts";

test("runs so many at once and no more", async () => {
  let running = 0;
  let most = 0;
  const { results, failures } = await doEach([1, 2, 3, 4, 5], 2, async (item) => {
    running++;
    most = Math.max(most, running);
    await Promise.resolve();
    running--;
    return item * 10;
  });

  expect(most).toBe(2);
  expect(results.toSorted((left, right) => left - right)).toEqual([10, 20, 30, 40, 50]);
  expect(failures).toEqual([]);
});

test("goes on after one that failed, and names it", async () => {
  const { results, failures } = await doEach(["a", "b", "c"], 1, (item) =>
    item === "b" ? Promise.reject(new Error("not permitted")) : Promise.resolve(item),
  );

  expect(results).toEqual(["a", "c"]);
  expect(failures.map(({ item, error }) => [item, error.message])).toEqual([["b", "not permitted"]]);
});

test("does nothing for nothing", async () => {
  expect(await doEach([], 4, () => Promise.reject(new Error("never called")))).toEqual({ results: [], failures: [] });
});
