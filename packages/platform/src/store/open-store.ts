import pg from "pg";
import { SekishoError } from "sekisho";
import { type ConnectionSettings, describeStoreError } from "./connection.ts";
import { type Database, openApplicationDatabase, openDatabase } from "./database.ts";
import { startEmbeddedServer } from "./embedded/embedded-server.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/registry.ts";
import { prepareEmbeddedDatabase } from "./prepare-roles.ts";

/** Where the database is. */
export type StoreSettings =
  | { readonly kind: "embedded"; readonly directory: string; readonly isDurable?: boolean }
  | {
      readonly kind: "url";
      /** Address of the owner of the schema. */
      readonly owner: string;
      /** Addresses of the other roles; without them the owner's connections take the roles on. */
      readonly application?: string;
      readonly worker?: string;
    };

/** The platform's database, ready for use. */
export interface Store {
  readonly application: Database;
  readonly worker: Database;
  /** For connections that stay: notifications come over them. */
  readonly applicationConnection: ConnectionSettings;
  readonly workerConnection: ConnectionSettings;
  /** Closes the connections and ends an embedded server. */
  close(): Promise<void>;
}

const applicationConnections = 20;
const workerConnections = 10;
/** Name of the database of an embedded server. */
export const databaseName = "sekisho";

/**
 * Opens the database: starts an embedded one where none is named, makes the roles that are missing, and brings the schema
 * forward.
 *
 * @throws {SekishoError} `store-unusable`, `store-busy` or `store-newer`.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  if (settings.kind === "url") {
    const owner = { url: settings.owner };
    await bringForward(owner);
    return await connect({
      application: connectionOf(owner, settings.application, "sekisho_application"),
      worker: connectionOf(owner, settings.worker, "sekisho_worker"),
      end: () => Promise.resolve(),
    });
  }
  const server = await startEmbeddedServer(settings);
  let release = (): Promise<void> => Promise.resolve();
  try {
    release = await claim(server.adminUrl, settings.directory);
    server.keepRunning();
    await prepareEmbeddedDatabase(server, databaseName);
    await bringForward({ url: server.urlOf("owner", databaseName) });
    return await connect({
      application: { url: server.urlOf("application", databaseName) },
      worker: { url: server.urlOf("worker", databaseName) },
      end: async () => {
        await release();
        await server.stop();
      },
    });
  } catch (error) {
    await release();
    // Somebody else's server goes on.
    if (!(error instanceof SekishoError && error.code === "store-busy")) await server.stop();
    throw error;
  }
}

function connectionOf(owner: ConnectionSettings, own: string | undefined, role: string): ConnectionSettings {
  return own === undefined ? { ...owner, role } : { url: own };
}

interface Connections {
  readonly application: ConnectionSettings;
  readonly worker: ConnectionSettings;
  readonly end: () => Promise<void>;
}

async function connect({ application, worker, end }: Connections): Promise<Store> {
  const databases = [
    openApplicationDatabase(application, applicationConnections),
    openDatabase(worker, workerConnections),
  ] as const;
  const close = async (): Promise<void> => {
    await Promise.all(databases.map((database) => database.close()));
    await end();
  };
  try {
    await refusePowerfulRole(databases[0], application.url);
    await refusePowerfulRole(databases[1], worker.url);
  } catch (error) {
    await Promise.all(databases.map((database) => database.close()));
    throw error;
  }
  return {
    application: databases[0],
    worker: databases[1],
    applicationConnection: application,
    workerConnection: worker,
    close,
  };
}

/** Row-level security says nothing to a superuser: a server that would run as one does not start. */
async function refusePowerfulRole(database: Database, url: string): Promise<void> {
  const result = await queryOrDescribe(database.pool, url, (pool) =>
    pool.query<{ name: string; sees_all: boolean }>(
      "SELECT rolname AS name, rolsuper OR rolbypassrls AS sees_all FROM pg_roles WHERE rolname = current_user",
    ),
  );
  const [role] = result.rows;
  if (role?.sees_all === false) return;
  throw new SekishoError("store-unusable", {
    en: `the database role ${role?.name ?? "?"} bypasses row-level security: expected a role with NOSUPERUSER and NOBYPASSRLS`,
    ja: `データベースのロール ${role?.name ?? "?"} は行レベルセキュリティを迂回します。NOSUPERUSER かつ NOBYPASSRLS のロールを指定してください。`,
  });
}

async function bringForward({ url }: ConnectionSettings): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "sekisho", connectionTimeoutMillis: 10_000 });
  await queryOrDescribe(client, url, () => client.connect());
  try {
    await migrate(client, migrations);
  } finally {
    await client.end();
  }
}

/** Holds a lock for as long as the server runs, so that a second one on the same data is told. */
async function claim(adminUrl: string, directory: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: adminUrl, keepAlive: true });
  client.on("error", () => undefined);
  await queryOrDescribe(client, adminUrl, () => client.connect());
  const { rows } = await client.query<{ is_ours: boolean }>("SELECT pg_try_advisory_lock(1) AS is_ours");
  if (rows[0]?.is_ours === true) return () => client.end();
  await client.end();
  throw new SekishoError(
    "store-busy",
    {
      en: `another server runs on ${directory}`,
      ja: `ほかのサーバーが ${directory} を使用しています。`,
    },
    {
      hint: {
        en: "stop it, name another --data, or let both use one DATABASE_URL",
        ja: "停止するか、別の --data を指定するか、両方で同じ DATABASE_URL を使用してください。",
      },
    },
  );
}

async function queryOrDescribe<Source, Result>(
  source: Source,
  url: string,
  query: (source: Source) => Promise<Result>,
): Promise<Result> {
  try {
    return await query(source);
  } catch (error) {
    throw describeStoreError(error, url);
  }
}
