import { databaseFolder, holdsDatabase } from "../access/database/database-folder.ts";
import type { ScanOptions } from "../scan/options.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Gives what opens the advisory database: the user's, else the demonstration that comes with the program. Where the
 * environment names somebody, only a database that they signed is opened. What it is asked of is noted in the folder of the
 * user's: the next update fetches that.
 */
export function advisoriesOptionOf(terminal: Terminal): Required<Pick<ScanOptions, "openAdvisories" | "openCalendar">> {
  const folder = databaseFolder(terminal.environment, terminal.home);
  return {
    openAdvisories: async () => {
      // A scan of Dockerfiles asks no advisories, and does not wait for what reads them.
      const { openStore } = await import("../scan/database/open-store.ts");
      const { trustedBy } = await import("./database-trust.ts");
      const opened = await openStore({ folder, trusted: await trustedBy(terminal) });
      if (folder === undefined) return opened;
      const { noteAskedEcosystem } = await import("../access/database/asked-ecosystems.ts");
      const { notingStore } = await import("../scan/database/noting-store.ts");
      return { ...opened, store: notingStore(opened.store, (ecosystem) => noteAskedEcosystem(folder, ecosystem)) };
    },
    openCalendar: async () => {
      // Whoever has no database waits for nothing: what comes with the program holds.
      if (folder === undefined || !holdsDatabase(folder)) return undefined;
      const { openCalendar } = await import("../scan/database/open-calendar.ts");
      const { trustedBy } = await import("./database-trust.ts");
      return await openCalendar({ folder, trusted: await trustedBy(terminal) });
    },
  };
}
