import { isAbsolute, join } from "node:path";
import type { ScanOptions } from "../scan/options.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Gives what opens the advisory database: the user's, else the demonstration that comes with the program. Where the
 * environment names a key, only a database that it signed is opened. What it is asked of is noted in the folder of the
 * user's: the next update fetches that.
 */
export function advisoriesOptionOf(terminal: Terminal): Required<Pick<ScanOptions, "openAdvisories">> {
  return {
    openAdvisories: async () => {
      // A scan of Dockerfiles asks no advisories, and does not wait for what reads them.
      const { databaseFolder } = await import("../access/database/store-folder.ts");
      const { openStore } = await import("../scan/database/open-store.ts");
      const { readPublicKey } = await import("../scan/database/signing-keys.ts");
      const { SEKISHO_DB_KEY: pinned } = terminal.environment;
      const keys = pinned === undefined || pinned === "" ? [] : [pinned];
      const trusted = keys.map((path) =>
        readPublicKey(isAbsolute(path) ? path : join(terminal.workingDirectory, path)),
      );
      const folder = databaseFolder(terminal.environment, terminal.home);
      const opened = await openStore({ folder, trusted });
      if (folder === undefined) return opened;
      const { noteAskedEcosystem } = await import("../access/database/asked-ecosystems.ts");
      const { notingStore } = await import("../scan/database/noting-store.ts");
      return { ...opened, store: notingStore(opened.store, (ecosystem) => noteAskedEcosystem(folder, ecosystem)) };
    },
  };
}
