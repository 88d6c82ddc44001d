import { readFileSync } from "node:fs";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { join } from "node:path";
import type { DaemonAddress } from "./engine-sockets.ts";

/** How the API of a daemon is spoken to. */
export interface EngineSettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A daemon that does not begin to answer within this time is not there. */
  readonly answerTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks the API of Docker or Podman; the answer's body is not read yet. Rejects with the error of the connection. */
export function askEngine(address: DaemonAddress, path: string, settings: EngineSettings): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = send(address, path, settings);
    const timer = setTimeout(
      () => sent.destroy(new Error(`no answer within ${settings.answerTimeoutMs} ms`)),
      settings.answerTimeoutMs,
    );
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.on("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    sent.end();
  });
}

function send(address: DaemonAddress, path: string, settings: EngineSettings): ClientRequest {
  const options = {
    path,
    headers: { host: "docker" },
    ...(settings.signal === undefined ? {} : { signal: settings.signal }),
  };
  if (address.kind === "socket") return httpRequest({ ...options, socketPath: address.path });
  const { environment } = settings;
  const { hostname, port } = address.url;
  const verifies = (environment["DOCKER_TLS_VERIFY"] ?? "") !== "";
  if (address.url.protocol === "http:" && !verifies) return httpRequest({ ...options, hostname, port: port || 2375 });
  return httpsRequest({
    ...options,
    hostname,
    port: port || 2376,
    ...clientCertificate(environment["DOCKER_CERT_PATH"]),
  });
}

function clientCertificate(directory: string | undefined) {
  if (directory === undefined || directory === "") return {};
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((file) => readFileSync(join(directory, file)));
  return { ca, cert, key };
}
