import pg from "pg";
import type { ConnectionSettings } from "./connection.ts";

/** What a listener obeys. */
export interface ListenerSettings {
  readonly connection: ConnectionSettings;
  readonly channel: string;
  /** Hears each notification, and an empty one after each time that some may have been missed. */
  readonly onNotification: (payload: string) => void;
  readonly onError: (error: unknown) => void;
}

const reconnectMs = 2000;

/** Listens to notifications of the database over a connection that is opened again when it breaks. */
export class NotificationListener {
  readonly #settings: ListenerSettings;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(settings: ListenerSettings) {
    this.#settings = settings;
  }

  /** Begins to listen. */
  start(): void {
    void this.#connect();
  }

  /** Ends the connection. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const { connection, channel, onNotification, onError } = this.#settings;
    const { url, role } = connection;
    const options = role === undefined ? {} : { options: `-c role=${role}` };
    const client = new pg.Client({ connectionString: url, keepAlive: true, ...options });
    this.#client = client;
    client.on("error", onError);
    client.on("end", () => this.#reconnect());
    client.on("notification", ({ payload = "" }) => onNotification(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      onNotification("");
    } catch (error) {
      if (!this.#isStopping) onError(error);
      this.#reconnect();
    }
  }

  /** A connection may tell twice that it is gone. */
  #reconnect(): void {
    if (this.#isStopping) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), reconnectMs);
  }
}
