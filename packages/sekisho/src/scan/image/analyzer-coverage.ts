import type { Coverage } from "../../model/report.ts";

/** The worst first. */
const endings = ["failed", "partial", "skipped", "done"] as const;

/**
 * Gives one line for each analyzer that was asked: the worst of what its readings say, `done` where none says anything.
 *
 * @param hidden Why no analyzer saw everything: the code of a diagnostic about an unread part.
 */
export function joinCoverage(
  ids: readonly string[],
  readings: readonly Coverage[],
  hidden: string | undefined,
): readonly Coverage[] {
  const byPlugin = Map.groupBy(readings, ({ plugin }) => plugin);
  return ids.map((plugin) => {
    const said = byPlugin.get(plugin) ?? [];
    for (const ending of endings) {
      const worst = said.find(({ ended }) => ended === ending);
      if (worst !== undefined && worst.ended !== "done") return worst;
    }
    return hidden === undefined ? { plugin, ended: "done" } : { plugin, ended: "partial", reason: hidden };
  });
}
