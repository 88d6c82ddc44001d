import { createHash, createHmac } from "node:crypto";

/** A request to a service of AWS, before it is signed. */
export interface AwsRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Who signs, for which service, when. */
export interface AwsSigner {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Gives the headers of a request with those of its signature.
 *
 * Source: AWS, "Signature Version 4 signing process"; the values of the published test suite are its tests.
 */
export function signAws({ method, url, headers, body }: AwsRequest, signer: AwsSigner): Record<string, string> {
  const { accessKeyId, secretAccessKey, region, service, nowMs } = signer;
  const moment = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = moment.slice(0, 8);
  const { host, pathname, searchParams } = new URL(url);
  const signed = { ...headers, host, "x-amz-date": moment };
  const names = Object.keys(signed).toSorted();
  const canonical = [
    method,
    pathname,
    writeQuery(searchParams),
    ...Object.entries(signed)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, " ")}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", moment, scope, sha256(canonical)].join("\n");
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of [day, region, service, "aws4_request"]) key = hmac(key, part);
  const signature = hmac(key, text).toString("hex");
  const { host: _host, ...sent } = signed;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

function writeQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .toSorted()
    .join("&");
}

/** Only what RFC 3986 calls unreserved stays as it is. */
function escape(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
