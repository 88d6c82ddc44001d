import { SekishoError } from "sekisho";
import { openCredentials, type S3Credentials } from "./s3-credentials.ts";

/** Where blobs lie in a store that speaks as Amazon S3 does. */
export interface S3Settings {
  /** Address of the bucket, without a slash at its end. */
  readonly bucketUrl: string;
  /** Path of the bucket as the copying of objects names it, without slashes around it: its name. */
  readonly bucket: string;
  /** Begins the key of every blob; empty or with a slash at its end. */
  readonly prefix: string;
  readonly region: string;
  readonly credentials: () => Promise<S3Credentials>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Source: Amazon S3, "General purpose bucket naming rules". */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixPart = /^[\w.-]{1,100}$/;
const regionName = /^[a-z0-9-]{1,40}$/;

/**
 * Reads `SEKISHO_BLOBS` and what belongs to it; `undefined` where blobs lie in the data directory.
 *
 * @throws {SekishoError} `usage` with the variable, what is expected and what was given.
 */
export function readS3Settings(environment: Environment): S3Settings | undefined {
  const written = environment["SEKISHO_BLOBS"] ?? "";
  if (written === "") return undefined;
  const [bucket = "", ...parts] = written
    .replace(/^s3:\/\//, "")
    .replace(/\/$/, "")
    .split("/");
  const isPrefix = parts.every((part) => prefixPart.test(part) && part !== "." && part !== "..");
  if (!written.startsWith("s3://") || !bucketName.test(bucket) || !isPrefix) {
    throw wrong("SEKISHO_BLOBS", "s3://BUCKET/PREFIX", written);
  }
  const region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "";
  const endpoint = environment["SEKISHO_S3_ENDPOINT"] ?? "";
  // Stores of others take any name, and this one of all.
  const signed = region === "" && endpoint !== "" ? "us-east-1" : region;
  if (!regionName.test(signed)) throw wrong("AWS_REGION", "a region such as ap-northeast-1", region);
  return {
    bucket,
    bucketUrl: addressOf(bucket, signed, endpoint),
    prefix: parts.length === 0 ? "" : `${parts.join("/")}/`,
    region: signed,
    credentials: openCredentials(environment),
  };
}

/** A bucket with dots in its name has no certificate of its own. */
function addressOf(bucket: string, region: string, endpoint: string): string {
  if (endpoint === "") {
    const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
    return bucket.includes(".") ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isPlain = url?.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isPlain) {
    throw wrong(
      "SEKISHO_S3_ENDPOINT",
      "an address such as https://s3.example.com",
      url === undefined ? endpoint : url.host,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/$/, "")}/${bucket}`;
}

function wrong(variable: string, expected: string, got: string): SekishoError {
  const shown = JSON.stringify(got.slice(0, 80));
  return new SekishoError("usage", {
    en: `${variable}: expected ${expected}, got ${shown}`,
    ja: `${variable} には ${expected} の形式の値を指定してください（指定値: ${shown}）。`,
  });
}
