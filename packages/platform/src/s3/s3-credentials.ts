import { readFile } from "node:fs/promises";
import { SekishoError } from "sekisho";
import { z } from "zod";

/** With what requests are signed. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Belongs to credentials that end. */
  readonly sessionToken?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Source: Amazon ECS, "Task IAM role"; Amazon EKS, "EKS Pod Identity": both answer the same. */
const containerAnswer = z.object({
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  Token: z.string().optional(),
  Expiration: z.iso.datetime({ offset: true }).optional(),
});
const relativeHost = "http://169.254.170.2";
/** Asked anew before they end. */
const spareMs = 300_000;
const answerMs = 10_000;

/**
 * Gives what finds the credentials: the key in the environment, else that of the role of the container (Amazon ECS, EKS
 * Pod Identity), asked anew before it ends.
 *
 * @throws {SekishoError} `usage` when there is neither.
 */
export function openCredentials(environment: Environment, now = Date.now): () => Promise<S3Credentials> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = environment;
  if (accessKeyId !== "" && secretAccessKey !== "") {
    const sessionToken = environment["AWS_SESSION_TOKEN"] === "" ? undefined : environment["AWS_SESSION_TOKEN"];
    return () => Promise.resolve({ accessKeyId, secretAccessKey, sessionToken });
  }
  const url = containerUrl(environment);
  if (url === undefined) {
    throw new SekishoError("usage", {
      en: "SEKISHO_BLOBS names a bucket: expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a container with a role",
      ja: "SEKISHO_BLOBS でバケットを指定する場合は、AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を設定するか、ロールを割り当てたコンテナーで起動してください。",
    });
  }
  let held: { readonly credentials: S3Credentials; readonly endsMs: number } | undefined;
  return async () => {
    if (held === undefined || held.endsMs - spareMs < now()) held = await askContainer(url, environment);
    return held.credentials;
  };
}

function containerUrl(environment: Environment): string | undefined {
  const relative = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] ?? "";
  if (relative.startsWith("/")) return `${relativeHost}${relative}`;
  const full = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ?? "";
  return URL.canParse(full) ? full : undefined;
}

async function askContainer(
  url: string,
  environment: Environment,
): Promise<{ readonly credentials: S3Credentials; readonly endsMs: number }> {
  const file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] ?? "";
  try {
    // The token is renewed in its file.
    const token = file === "" ? environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] : await readFile(file, "utf8");
    const headers = token === undefined || token === "" ? {} : { authorization: token.trim() };
    const answer = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(answerMs) });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    const found = containerAnswer.parse(await answer.json());
    const credentials = {
      accessKeyId: found.AccessKeyId,
      secretAccessKey: found.SecretAccessKey,
      sessionToken: found.Token,
    };
    return { credentials, endsMs: found.Expiration === undefined ? Infinity : Date.parse(found.Expiration) };
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "store-unusable",
      {
        en: `the container's role gave no credentials: ${said}`,
        ja: `コンテナーのロールから認証情報を取得できませんでした: ${said}`,
      },
      { cause },
    );
  }
}
