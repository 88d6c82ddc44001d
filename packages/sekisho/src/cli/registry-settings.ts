import type { RegistrySettings } from "../access/registry/registry-client.ts";
import { systemClock } from "../access/registry/retry.ts";
import type { Terminal } from "./terminal.ts";

/** Gives how a command speaks with registries: with the credentials and through the proxy of its environment. */
export function registrySettings({ environment }: Pick<Terminal, "environment">): RegistrySettings {
  return {
    environment,
    credentials: { configDirectory: undefined, environment },
    plainHttpHosts: [],
    stallTimeoutMs: 30_000,
    signal: undefined,
    clock: systemClock(undefined),
    maxRetries: 5,
  };
}
